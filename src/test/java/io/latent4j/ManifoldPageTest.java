package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/manifold.md compile, run, and do what the page says. */
class ManifoldPageTest {

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "manifold.md"), folder).run(marker);
  }

  @Test
  void tsneShowsDigitsAndPlacesOthersAmongThem() throws Exception {
    assertThat(run("Tsne.of").lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("t-SNE of .*1000 x 50.* to 2: perplexity 30\\.0, .*"))
        .endsWith("1000 digits, and 100 more among them");
  }

  @Test
  void umapShowsDigitsAndPlacesOthersAmongThem() throws Exception {
    assertThat(run("Umap.of"))
        .isEqualTo("1500 digits, and 297 more among them" + System.lineSeparator());
  }

  @Test
  void parametricUmapIsSavedAndLoaded() throws Exception {
    assertThat(run("withParametric"))
        .startsWith("1797 places by parametric UMAP of digits (1797 x 64) to 2: 15 neighbours");
  }

  @Test
  void isomapAndLleUnrollTheRoll() throws Exception {
    assertThat(run("Isomap.of"))
        .isEqualTo("1000 points, 2 coordinates" + System.lineSeparator())
        .isEqualTo(run("LocallyLinearEmbedding.of"));
  }
}
