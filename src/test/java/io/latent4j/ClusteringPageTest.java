package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/clustering.md compile, run, and do what the page says. */
class ClusteringPageTest {

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "clustering.md"), folder).run(marker);
  }

  @Test
  void kMeans() throws Exception {
    assertThat(run("KMeansModel.load").lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("inertia 6\\d\\.\\d, converged true"))
        .contains("30 and 3")
        .last()
        .asString()
        .matches("one of 3 clusters: [0-2]");
    assertThat(folder.resolve("clusters.png")).isNotEmptyFile();
    assertThat(folder.resolve("sizes.png")).isNotEmptyFile();
  }

  @Test
  void numberOfClustersAndCards() throws Exception {
    assertThat(run("ClusterCount.upTo").lines())
        .first()
        .asString()
        .matches("[234] clusters: their stability between resamples is .*");
  }

  @Test
  void fuzzyCMeans() throws Exception {
    assertThat(run("FuzzyCMeans.of")).matches("3 shares, 150 flowers, coefficient 0.[78]\\d\\R");
  }

  @Test
  void gaussianMixture() throws Exception {
    assertThat(run("GaussianMixture.automatic").lines())
        .containsExactly("4 Gaussians", "500, 500, 100");
    assertThat(folder.resolve("clusters.png")).isNotEmptyFile();
  }

  @Test
  void hdbscan() throws Exception {
    assertThat(run("Hdbscan.of"))
        .isEqualTo(
            "2 clusters of 500 samples, 500 and 500 told, 50 others" + System.lineSeparator());
    assertThat(folder.resolve("clusters.png")).isNotEmptyFile();
    assertThat(folder.resolve("sizes.png")).isNotEmptyFile();
  }

  @Test
  void hierarchy() throws Exception {
    assertThat(run("Hierarchical.of"))
        .isEqualTo("150, 150, 149 merges, cophenetic correlation 0.877" + System.lineSeparator());
    assertThat(folder.resolve("dendrogram.png")).isNotEmptyFile();
  }

  @Test
  void elbow() throws Exception {
    assertThat(run("Elbow.upTo")).matches("knee [34], silhouette 4\\R");
    assertThat(folder.resolve("elbow.png")).isNotEmptyFile();
  }
}
