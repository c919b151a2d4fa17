package io.latent4j.bench;

import com.google.gson.Gson;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Precision;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Optimizers;
import io.latent4j.training.BatchLoss;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.TrainingSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Trains on command, and says how long it took: the Java side of {@code tools/bench/step_time.py},
 * whose worker in Python documents the protocol.
 */
public final class StepWorker {
  private StepWorker() {}

  private record Setup(
      String model,
      String precision,
      int batch,
      String mode,
      String data,
      String labels,
      String optimizer,
      int threads) {}

  /**
   * Answers commands until there are no more.
   *
   * @param args none
   * @throws IOException if standard input can't be read
   */
  public static void main(String[] args) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Session session = null;
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.startsWith("setup ")) {
        session = new Session(new Gson().fromJson(line.substring(6), Setup.class));
        System.out.println("ready");
      } else if (line.startsWith("run ") && session != null) {
        long start = System.nanoTime();
        double loss = session.run(Integer.parseInt(line.substring(4)));
        System.out.printf(
            Locale.ROOT, "done %.6f %.6f%n", (System.nanoTime() - start) * 1e-9, loss);
      } else if (line.equals("quit")) {
        break;
      } else {
        System.out.println("error expected setup, then run or quit, found " + line);
        break;
      }
    }
  }

  /** A model being trained, with the steps counted across rounds. */
  private static final class Session implements TrainingListener {
    private final Trainer trainer;
    private final TrainingSet set;
    private final int batch;
    private int remaining;
    private double lastLoss;

    Session(Setup setup) {
      EngineOptions options =
          EngineOptions.defaults().withPrecision(Precision.of(setup.precision()));
      if (setup.threads() > 0) {
        options = options.withThreads(setup.threads());
      }
      Engine engine =
          setup.mode().equals("eager") ? EagerEngine.create(options) : GraphEngine.create(options);
      Samples images = images(setup);
      set = TrainingSet.of(images, Scaling.fit(images, Scaling.Kind.UNIT));
      batch = setup.batch();
      Sequential model = StepModels.of(setup.model());
      model.build(engine, images.sampleShape().prepend(Shape.UNKNOWN_SIZE));
      trainer =
          Trainer.minimizing(
              engine, model, Optimizers.of(setup.optimizer()), loss(setup.model(), model));
    }

    private static Samples images(Setup setup) {
      Samples images = Npy.read(Path.of(setup.data())).withIntensityMaximum(255);
      if (!setup.model().equals("classifier")) {
        return images;
      }
      try (Samples column = Npy.read(Path.of(setup.labels()))) {
        float[] values = column.toFloats();
        return images.withLabels(
            IntStream.range(0, values.length).map(i -> (int) values[i]).toArray());
      }
    }

    private static BatchLoss loss(String name, Sequential model) {
      if (name.equals("classifier")) {
        Loss<TInt32> loss = Losses.sparseCategoricalCrossentropyFromLogits();
        return (tf, rows, mode) ->
            loss.apply(tf, rows.labels(), model.call(tf, rows.samples(), mode));
      }
      Loss<TFloat32> loss =
          name.equals("conv") ? Losses.binaryCrossentropy() : Losses.meanSquaredError();
      return (tf, rows, mode) ->
          loss.apply(tf, rows.samples(), model.call(tf, rows.samples(), mode));
    }

    double run(int steps) {
      remaining = steps;
      trainer.fit(set, TrainingOptions.of(Integer.MAX_VALUE, batch), this);
      return lastLoss;
    }

    @Override
    public void onStep(TrainingRun run, int step, double loss) {
      lastLoss = loss;
      if (--remaining == 0) {
        run.stop();
      }
    }
  }
}
