package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class MnistTest {

  @TempDir Path folder;

  /** The catalog of the folder that has the data set; without it the test is skipped. */
  private static DataCatalog catalogWith(String name) {
    String property = System.getProperty("latent4j.data");
    Path directory = property == null ? DataCatalog.defaultDirectory() : Path.of(property);
    boolean complete =
        Stream.of("train", "t10k")
            .flatMap(
                part -> Stream.of(part + "-images-idx3-ubyte.gz", part + "-labels-idx1-ubyte.gz"))
            .allMatch(file -> Files.exists(directory.resolve(name).resolve(file)));
    Assumptions.assumeTrue(complete, "skipped: no " + name + " in the data folder " + directory);
    return new DataCatalog(directory);
  }

  @Test
  void mnistIsTheOfficialOneInItsOrder() {
    DataCatalog catalog = catalogWith("mnist");
    try (Samples training = catalog.samples("mnist");
        Samples test = catalog.samples("mnist:test");
        Samples all = catalog.samples("mnist:all")) {
      assertThat(training.shape()).isEqualTo(Shape.of(60_000, 28, 28));
      assertThat(Arrays.copyOf(training.labels().orElseThrow(), 5)).containsExactly(5, 0, 4, 1, 9);
      assertThat(training).hasToString("mnist: 60000x28x28 uint8, 10 classes");
      assertThat(test.count()).isEqualTo(10_000);
      assertThat(Arrays.copyOf(test.labels().orElseThrow(), 3)).containsExactly(7, 2, 1);
      assertThat(all.count()).isEqualTo(70_000);
      assertThat(all.row(59_999)).isEqualTo(training.row(59_999));
      assertThat(all.row(60_000)).isEqualTo(test.row(0));
      assertThat(all.labels().orElseThrow()[60_000]).isEqualTo(7);
      assertThat(all.name()).isEqualTo("mnist:all");
    }
  }

  @Test
  void protocol49kTakesTheFirstSeventyPercentForTraining() {
    DataCatalog catalog = catalogWith("mnist");
    try (Samples training = catalog.samples("mnist");
        OpenedData data = catalog.open("mnist:49k", DataOptions.none().withLimit(34_299))) {
      Samples validation = data.validation().orElseThrow();
      assertThat(data.samples().count()).isEqualTo(34_299);
      assertThat(data.samples().row(34_298)).isEqualTo(training.row(34_298));
      assertThat(validation.count()).isEqualTo(14_700);
      assertThat(validation.row(0)).isEqualTo(training.row(34_300));
      assertThat(validation.row(14_699)).isEqualTo(training.row(48_999));
      assertThat(validation.labels().orElseThrow()[14_699])
          .isEqualTo(training.labels().orElseThrow()[48_999]);
    }
  }

  @Test
  void fashionHasNames() {
    DataCatalog catalog = catalogWith("fashion-mnist");
    try (Samples test = catalog.samples("fashion-mnist:test")) {
      assertThat(test.count()).isEqualTo(10_000);
      Labels labels = test.namedLabels().orElseThrow();
      assertThat(labels.name(labels.values()[0])).isEqualTo("Ankle boot");
    }
  }

  @Test
  void missingFilesAreNamedWithTheWayToSetTheFolder() {
    Path expected = folder.resolve("mnist").resolve("train-images-idx3-ubyte.gz");
    assertThatThrownBy(() -> new DataCatalog(folder, DownloadOptions.never()).samples("mnist"))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            expected
                + ": expected a file of mnist, found no such file (the folder is set by --data-dir"
                + " or the variable LATENT4J_DATA)");
  }

  @Test
  void filesThatAreNotTheOfficialOnesAreRefused() throws IOException {
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    Fixtures.write(
        mnist.resolve("t10k-labels-idx1-ubyte.gz"),
        Fixtures.gzip(Fixtures.idx(8, new int[] {1}, new byte[1])));
    Fixtures.write(
        mnist.resolve("t10k-images-idx3-ubyte.gz"),
        Fixtures.gzip(Fixtures.idx(8, new int[] {1, 2, 2}, new byte[4])));
    assertThatThrownBy(() -> new DataCatalog(folder).samples("mnist:test"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining(
            "t10k-labels-idx1-ubyte.gz: expected the official file, whose unpacked bytes have"
                + " SHA-256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2, found"
                + " SHA-256");
  }
}
