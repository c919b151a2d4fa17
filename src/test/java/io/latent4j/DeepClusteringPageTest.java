package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/deep-clustering.md compiles, runs, and does what the page says. */
class DeepClusteringPageTest {

  @TempDir Path folder;

  @Test
  void decClustersDigitsAndIsSaved() throws Exception {
    String told =
        new MarkdownExamples(Path.of("docs", "deep-clustering.md"), folder)
            .run("DeepClustering.of");

    assertThat(told.lines().toList())
        .startsWith("step 0: 1.000 changed")
        .endsWith("1500 samples, 297 others")
        .hasSizeBetween(3, 5);
  }
}
