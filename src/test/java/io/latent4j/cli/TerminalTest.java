package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.training.listeners.Checkpointing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person sees and does: the program in a pseudo-terminal, and keys. The terminal is that of
 * the command {@code script}, which Linux has.
 */
class TerminalTest {
  private static final long TIMEOUT_SECONDS = 120;
  private static final int CONTROL_C = 3;

  @TempDir Path folder;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeAll
  static void needsAPseudoTerminal() {
    boolean isThere =
        Files.isExecutable(Path.of("/usr/bin/script")) && Files.exists(Path.of("/proc/self/stat"));
    assumeTrue(isThere, "a pseudo-terminal needs Linux and its command script");
  }

  private Process start(String line) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "stty cols 80; exec env --default-signal=INT %s -Xmx512m -cp '%s' %s %s"
            .formatted(java, System.getProperty("java.class.path"), Latent4j.class.getName(), line);
    ProcessBuilder builder =
        new ProcessBuilder("script", "--quiet", "--return", "--flush", "-c", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    Process process = builder.start();
    Thread reader = new Thread(() -> read(process.getInputStream()), "screen");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private void read(InputStream in) {
    try {
      byte[] bytes = new byte[1024];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        synchronized (screen) {
          screen.write(bytes, 0, count);
        }
      }
    } catch (IOException e) {
      // The terminal is gone, as it is when the program has ended.
    }
  }

  private String screen() {
    synchronized (screen) {
      return screen.toString(StandardCharsets.UTF_8);
    }
  }

  private void await(Process process, String seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    Pattern pattern = Pattern.compile(seen);
    while (!pattern.matcher(screen()).find()) {
      boolean isOver =
          process.waitFor(50, TimeUnit.MILLISECONDS) && !pattern.matcher(screen()).find();
      assertThat(isOver || System.nanoTime() > end)
          .as("waiting for '%s', seen so far: %s", seen, screen())
          .isFalse();
    }
  }

  private int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as(screen()).isTrue();
    return process.exitValue();
  }

  /** Types Ctrl-C once all of some texts have been seen, and returns the exit status. */
  private int interrupted(String line, String... seen) throws Exception {
    Process process = start(line);
    for (String text : seen) {
      await(process, text);
    }
    process.getOutputStream().write(CONTROL_C);
    process.getOutputStream().flush();
    return status(process);
  }

  /** With the bar on the screen; each would run for many minutes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoencoder --data digits --limit 300 --layers 64,8 --epochs 100000 --patience 0",
        // Fewer digits come to rest within seconds.
        "tsne --data digits --iterations 1000000",
        "som --data digits --limit 300 --iterations 1000000",
        "kmeans --data uniform:n=20000,features=8 --limit 300 --clusters 200 --restarts 100000",
        "gmm --data digits --limit 300 --components 5 --regularization 0.01 --restarts 100000"
      })
  void controlCEndsAtTheNextStepAndKeepsWhatWasFound(String line) throws Exception {
    // With the time left there is something to keep.
    assertThat(interrupted(line + " --out x", "%", " left")).as(screen()).isEqualTo(130);
    assertThat(screen()).contains("interrupted; what was best so far is in x");
    assertThat(folder.resolve("x/metrics.json")).content().contains("\"interrupted\": true");
    assertThat(folder.resolve("x/report.html")).exists();
  }

  /**
   * What a command is trained to be is kept as a model, and, where that is said, as training to go
   * on with.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rbm --data digits --limit 300 --hidden 20 --epochs 100000 --likelihood | [1-9][0-9]*/[0-9]+ epochs | checkpoint",
        "dbn --data digits --limit 300 --layers 20,10 --epochs 100000 | [1-9][0-9]*/[0-9]+ epochs | checkpoint/layer1",
        "vae --data digits --limit 300 --hidden 20 --latent 2 --epochs 100000 --patience 0 | [1-9][0-9]*/[0-9]+ epochs | checkpoint",
        "autoencoder --data digits --limit 300 --kind convolutional --filters 4,4 --epochs 100000 --patience 0 | [1-9][0-9]*/[0-9]+ epochs | checkpoint",
        "autoencoder --data digits --limit 300 --kind contractive --layers 20 --epochs 100000 --patience 0 | [1-9][0-9]*/[0-9]+ epochs | checkpoint",
        "dec --data digits --limit 300 --method idec --layers 20,5 --pretrain-epochs 100000 | [1-9][0-9]*/[0-9]+ epochs | checkpoint",
        "dec --data digits --limit 300 --method idec --layers 20,5 --pretrain-epochs 2 --tolerance 0 --epochs 1000000 | clustering | ",
        "gan --data digits --limit 300 --kind dense --layers 32 --latent 4 --steps 1000000 | left | ",
        "gan --data digits --limit 300 --kind dense --layers 32 --translate digits --steps 1000000 | left | ",
        "dqn --environment cartpole --steps 10000000 | left | ",
        "dqn --environment cartpole --method pqn --steps 100000000 | left | ",
        "recommend --data ratings.csv --hidden 8 --epochs 1000000 --patience 0 | [1-9][0-9]*/[0-9]+ epochs | checkpoint/figures",
        "umap --data digits --limit 500 --parametric --epochs 1000000 | left | ",
        "gmm --data digits --limit 300 --components auto --regularization 0.01 --restarts 100000 | left | "
      })
  void controlCKeepsTheModelSoFar(String line, String seen, String checkpoint) throws Exception {
    writeRatings();

    assertThat(interrupted(line + " --out x", "%", seen)).as(screen()).isEqualTo(130);

    assertThat(screen()).contains("interrupted; what was best so far is in x");
    assertThat(folder.resolve("x/metrics.json")).content().contains("\"interrupted\": true");
    assertThat(folder.resolve("x/report.html")).exists();
    try (LoadedModel model = SavedModels.load(folder.resolve("x/model"))) {
      assertThat(model.functions()).isNotEmpty();
    }
    if (checkpoint != null) {
      assertThat(Checkpointing.settingsIn(folder.resolve("x").resolve(checkpoint))).isPresent();
    }
  }

  private void writeRatings() throws IOException {
    StringBuilder ratings = new StringBuilder("user,item,rating\n");
    for (int i = 0; i < 400; i++) {
      ratings.append("u%d,i%d,%d%n".formatted(i / 10, i * 7 % 30, 1 + i % 5));
    }
    Files.writeString(folder.resolve("ratings.csv"), ratings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qlearning --environment gridworld --steps 2000000000",
        "umap --data digits --limit 500 --epochs 1000000",
        "hdbscan --data uniform:n=20000,features=10",
        "hierarchical --data uniform:n=12000,features=10 --clusters 4",
        "elbow --data uniform:n=20000,features=8 --max-clusters 200"
      })
  void controlCKeepsTheArraysSoFar(String line) throws Exception {
    assertThat(interrupted(line + " --out x", "%")).as(screen()).isEqualTo(130);

    assertThat(screen()).contains("interrupted; what was best so far is in x");
    assertThat(folder.resolve("x/metrics.json")).exists();
    assertThat(folder.resolve("x/report.html")).exists();
  }

  /** The classifier of half a training would be kept for all scores to come. */
  @Test
  void controlCWhileAScoreTrainsItsClassifierKeepsNothing() throws Exception {
    String line = "score --real digits --generated digits --data-dir data --out x";

    assertThat(interrupted(line, "training the classifier", "%")).as(screen()).isEqualTo(130);

    assertThat(screen()).contains("interrupted before there was anything to keep");
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(folder.resolve("data"))
        .satisfiesAnyOf(
            data -> assertThat(data).doesNotExist(), data -> assertThat(data).isEmptyDirectory());
  }

  @Test
  void controlCWhileFiguresAreReproducedSaysHowToGoOn() throws Exception {
    String line = "reproduce --only cartpole --out x";

    assertThat(interrupted(line, "%", "left")).as(screen()).isEqualTo(130);

    assertThat(screen()).contains("interrupted; the same command goes on from here");
    assertThat(folder.resolve("x/cartpole/seed-42/model/saved_model.pb")).exists();
    assertThat(folder.resolve("x/cartpole/seed-42/reproduced.txt")).doesNotExist();
  }

  @Test
  void theBarFitsIntoEightyColumnsAndShowsTheWholeFigure() throws Exception {
    Process process =
        start("autoencoder --data digits --limit 300 --layers 8,2 --epochs 400 --out x");

    assertThat(status(process)).as(screen()).isZero();
    List<String> drawn =
        screen().lines().flatMap(line -> List.of(line.split("\r")).stream()).toList();
    List<String> bars = drawn.stream().filter(line -> line.startsWith("training  ")).toList();
    assertThat(bars).isNotEmpty().allSatisfy(bar -> assertThat(bar.length()).isLessThan(80));
    String last = bars.get(bars.size() - 1).strip();
    assertThat(last).contains("/400 epochs", "100%").matches(".*val_loss \\d\\S*");
  }
}
