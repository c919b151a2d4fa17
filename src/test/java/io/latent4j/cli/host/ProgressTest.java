package io.latent4j.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.model.FitProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);

  private static FitProgress epoch(int done, int total) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", 0.5 / done);
    figures.put("val_loss", 0.75 / done);
    return new FitProgress("training", "epoch", done, total, 0, figures, Optional.empty());
  }

  private static FitProgress end(int done, int total, String reason) {
    return new FitProgress("training", "epoch", done, total, 0, Map.of(), Optional.of(reason));
  }

  private List<String> lines() {
    return seen.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void elsewhereThanOnATerminalFirstAndLastAreLines() {
    try (Progress progress = new ProgressLines(out)) {
      for (int done = 1; done <= 4000; done++) {
        assertThat(progress.onProgress(epoch(done, 4000))).isTrue();
      }
      progress.onProgress(end(4000, 4000, "complete"));
    }
    assertThat(lines()).hasSizeBetween(2, 10);
    assertThat(lines().get(0)).isEqualTo("epoch 1/4000  loss 0.500000  val_loss 0.750000");
    assertThat(lines().get(lines().size() - 1)).startsWith("epoch 4000/4000  loss 0.000125");
  }

  @Test
  void anEarlyEndIsTold() {
    try (Progress progress = new ProgressLines(out)) {
      progress.onProgress(epoch(1, 9));
      progress.onProgress(epoch(2, 9));
      progress.onProgress(end(2, 9, "val_loss did not fall for 2 epochs"));
    }
    assertThat(lines())
        .containsExactly(
            "epoch 1/9  loss 0.500000  val_loss 0.750000",
            "epoch 2/9  loss 0.250000  val_loss 0.375000",
            "training ended after 2 of 9: val_loss did not fall for 2 epochs");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 200})
  void theBarFitsIntoTheLineAndCutsNoFigure(int columns) {
    try (Progress progress = new ProgressBar(out, () -> columns)) {
      progress.onProgress(epoch(1, 2));
      progress.onProgress(end(2, 2, "complete"));
    }
    String last = seen.toString(StandardCharsets.UTF_8).split("\r")[2].stripTrailing();
    assertThat(last.length()).isLessThan(columns);
    if (columns >= 60) {
      assertThat(last).contains("training  2/2 epochs", "100%").endsWith("val_loss 0.7500");
    }
    if (columns >= 80) {
      assertThat(last).contains("[#####");
    }
  }

  @Test
  void theBarTellsWhyItEndedEarly() {
    try (Progress progress = new ProgressBar(out, () -> 80)) {
      progress.onProgress(epoch(1, 100));
      progress.onProgress(end(1, 100, "interrupted"));
    }
    assertThat(lines().get(lines().size() - 1)).isEqualTo("training: interrupted");
    // It is not done.
    assertThat(seen.toString(StandardCharsets.UTF_8)).doesNotContain("100%");
  }
}
