package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/score.md compiles, runs, and tells digits from nothing. */
class ScorePageTest {

  @TempDir Path folder;

  @Test
  void digitsAreScored() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "score.md"), folder).run("Scorer.of").lines().toList();

    assertThat(Double.parseDouble(lines.get(0))).isGreaterThan(0.95);
    String[] figures = lines.get(1).split(" ");
    double ratio = Double.parseDouble(figures[0]);
    assertThat(ratio).isLessThan(5);
    assertThat(Double.parseDouble(figures[1])).isBetween(0.4, 0.65);
    assertThat(Double.parseDouble(lines.get(2))).isBetween(2.25, Math.log(10));
    assertThat(Double.parseDouble(lines.get(3))).isGreaterThan(10 * ratio);
    assertThat(folder.resolve("known.png")).isNotEmptyFile();
  }
}
