package io.latent4j.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.latent4j.autoencoder.Vae;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.model.FitOptions;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trains a variational autoencoder on command, and says how long it took: the Java side of {@code
 * tools/bench/vae_time.py}. One fit goes on from round to round; between rounds it waits for the
 * next command.
 */
public final class VaeWorker {
  private VaeWorker() {}

  /**
   * Answers commands until there are no more.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String setup = commands.readLine().replaceFirst("^setup ", "");
    String data = new Gson().fromJson(setup, JsonObject.class).get("data").getAsString();
    Vae vae =
        Vae.of(512)
            .withLatent(10)
            .withClipNorm(15)
            .withBatch(100)
            .withEpochs(1_000_000)
            .withPatience(0);
    try (Samples images = Npy.read(Path.of(data)).withIntensityMaximum(255)) {
      vae.fit(images, FitOptions.defaults().withTrainingListener(new Rounds(commands))).close();
    }
  }

  /** Lets a fit go on for as many steps as are asked for. */
  private static final class Rounds implements TrainingListener {
    private final BufferedReader commands;
    private boolean isReady;
    private int remaining;
    private long start;

    Rounds(BufferedReader commands) {
      this.commands = commands;
    }

    @Override
    public void onStep(TrainingRun run, int step, double loss) {
      if (!isReady) {
        System.out.println("ready");
        isReady = true;
        await(run);
        return;
      }
      remaining--;
      if (remaining == 0) {
        System.out.printf(
            Locale.ROOT, "done %.6f %.6f%n", (System.nanoTime() - start) * 1e-9, loss);
        await(run);
      }
    }

    private void await(TrainingRun run) {
      try {
        String command = commands.readLine();
        if (command == null || command.equals("quit")) {
          run.stop();
          return;
        }
        remaining = Integer.parseInt(command.replaceFirst("^run ", ""));
        start = System.nanoTime();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
