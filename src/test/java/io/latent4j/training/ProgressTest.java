package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.latent4j.engine.EngineKind;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.listeners.Checkpointing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineForEachEpoch() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      History history = run.fit(2, Progress.lines(out));

      Epoch first = history.epochs().get(0);
      assertThat(printed().lines()).hasSize(2);
      assertThat(printed().lines().findFirst())
          .contains(
              String.format(
                  Locale.ROOT,
                  "epoch 1/2  loss %.6g  val_loss %.6g  %.1f s",
                  first.metric("loss"),
                  first.metric("val_loss"),
                  first.seconds()));
      assertThat(printed()).contains("epoch 2/2  loss 0.").endsWith(" s" + System.lineSeparator());
    }
  }

  @Test
  void barEndsFullAndWithALineBreak() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      History history = run.fit(4, Progress.bar(out));

      String last = lastState();
      assertThat(last).startsWith("training 100%").contains("20/20");
      assertThat(last)
          .endsWith(
              String.format(
                  Locale.ROOT,
                  "/s  loss %.4g  val_loss %.4g",
                  history.last().metric("loss"),
                  history.last().metric("val_loss")));
      assertThat(printed()).endsWith("\n");
    }
  }

  /** What the bar showed in the end: each state overwrites the former. */
  private String lastState() {
    String[] states = printed().strip().split("\r");
    return states[states.length - 1].strip();
  }

  @Test
  void barOfAResumedRunBeginsWhereTheFormerEnded(@TempDir Path folder) {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(3, Checkpointing.of(folder, "run"));
    }
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(4, Progress.bar(out), Checkpointing.of(folder, "run").resuming());
    }
    assertThat(lastState()).startsWith("training 100%").contains("20/20");
  }

  @Test
  void barIsClosedAfterAnException() {
    try (Regression run = new Regression(EngineKind.GRAPH, 7, Sgd.of(1e30f))) {
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(() -> run.fit(4, Progress.bar(out)));
    }
    assertThat(lastState()).contains("1/20");
    assertThat(printed()).endsWith("\n");
  }
}
