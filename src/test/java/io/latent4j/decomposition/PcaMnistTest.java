package io.latent4j.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published figures of MNIST, where it is at hand. */
class PcaMnistTest {
  private static final float[] PUBLISHED = {5.116878f, 3.741390f, 3.252711f};

  @ParameterizedTest
  @CsvSource({"GRAM, 1e-5", "RANDOMIZED, 1e-3"})
  void explainsThePublishedVariance(PcaSolver solver, float tolerance) {
    Path folder = DataCatalog.defaultDirectory();
    assumeTrue(
        Files.isRegularFile(folder.resolve("mnist").resolve("train-images-idx3-ubyte.gz")),
        "MNIST is not in the data folder");
    try (Samples images = new DataCatalog(folder).samples("mnist");
        PcaModel model = Pca.of(3).withSolver(solver).fit(images)) {
      float[] variance = model.explainedVariance();
      for (int k = 0; k < 3; k++) {
        assertThat(variance[k]).isCloseTo(PUBLISHED[k], within(tolerance * PUBLISHED[k]));
      }
      float[][] embedding = model.transform(images);
      double squares = 0;
      for (float[] row : embedding) {
        squares += row[0] * row[0];
      }
      assertThat(squares / (images.count() - 1)).isCloseTo(variance[0], within(1e-3));
    }
  }
}
