package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/by-hand.md compile, run, and learn. */
class ByHandPageTest {

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "by-hand.md"), folder).run(marker);
  }

  private static List<Double> figures(String printed, String pattern) {
    return Pattern.compile(pattern)
        .matcher(printed)
        .results()
        .map(found -> Double.parseDouble(found.group(1)))
        .toList();
  }

  @Test
  void theVariationalAutoencoderLearns() throws Exception {
    List<Double> losses = figures(run("logVariance"), "loss (\\S+)");

    // Pixels that are 0 or 1 with one half cost 64 log 2 = 44.4.
    assertThat(losses).hasSize(2);
    assertThat(losses.get(0)).isLessThan(44);
    assertThat(losses.get(1)).isLessThan(losses.get(0) - 5);
    assertThat(folder.resolve("dreams.png")).isNotEmptyFile();
  }

  @Test
  void theGeneratorComesToTheSamples() throws Exception {
    List<Double> distances = figures(run("forJudge"), "steps (\\S+) away");

    assertThat(distances).hasSize(2);
    assertThat(distances.get(1)).isLessThan(0.15).isLessThan(distances.get(0) / 2);
  }

  @Test
  void aLayerOfOnesOwnLearnsAndIsSaved() throws Exception {
    String printed = run("class RadialBasis");

    List<Double> losses = figures(printed, "loss (\\S+)");
    assertThat(losses).hasSize(2);
    assertThat(losses.get(1)).isLessThan(0.01).isLessThan(losses.get(0) / 10);
    assertThat(figures(printed, "sine of 1\\.5: (\\S+)").get(0)).isBetween(0.9, 1.1);
  }
}
