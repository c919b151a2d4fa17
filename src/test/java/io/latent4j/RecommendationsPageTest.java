package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/recommendations.md compiles, runs, and does what the page says. */
class RecommendationsPageTest {

  @TempDir Path folder;

  @Test
  void sixFilms() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "recommendations.md"), folder)
            .run("Recommender.of")
            .lines()
            .toList();

    assertThat(lines.get(0)).isIn("Elf because of Dumbo", "Fantasia because of Dumbo");
    assertThat(lines.get(1)).isEqualTo("8 predicted, 0 unknown");
    assertThat(lines.get(2))
        .isEqualTo("recommender of 6 items by 2 hidden units, ratings one of 0.0, 1.0");
    assertThat(folder.resolve("tastes.png")).isNotEmptyFile();
  }
}
