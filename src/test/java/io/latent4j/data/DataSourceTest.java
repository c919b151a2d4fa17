package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceTest {

  @TempDir Path folder;

  @Test
  void everyKnownSourceCanBeParsed() {
    assertThat(DataSource.known())
        .contains("digits", "iris", "colors", "mnist", "mnist:49k", "fashion-mnist:test", "blobs")
        .allSatisfy(spec -> assertThat(DataSource.parse(spec)).hasToString(spec));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no/such.npy",
        "x.npz",
        "dir/x.npz#array",
        "x.CSV",
        "x.csv.gz",
        "x.tsv",
        "x.TXT",
        "x.tsv.gz",
        "x.txt.gz",
        "x.data",
        "train-images-idx3-ubyte",
        "train-images.idx3-ubyte.gz",
        "x.idx",
        "x.idx.gz"
      })
  void filesAreKnownByTheirNameBeforeTheyAreRead(String spec) {
    assertThat(DataSource.parse(spec).spec()).isEqualTo(spec);
    assertThatThrownBy(() -> new DataCatalog(folder).samples(spec))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("expected a readable file, found no such file");
  }

  @ParameterizedTest
  @CsvSource({
    "minst, mnist",
    "MNIST, mnist",
    "mnist-test, mnist:test",
    "fashion_mnist, fashion-mnist",
    "color, colors",
    "irsi, iris",
    "swissroll, swiss-roll",
    "blob:n=5, blobs"
  })
  void nearMissesAreSuggested(String spec, String suggestion) {
    assertThatThrownBy(() -> DataSource.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "data '"
                + spec
                + "' is neither a known data set nor a data file or folder; did you mean "
                + suggestion
                + "? There are digits, iris,");
  }

  @Test
  void unknownSourcesListWhatThereIs() {
    assertThatThrownBy(() -> DataSource.parse("something-else"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data 'something-else' is neither a known data set nor a data file or folder. There are "
                + String.join(", ", DataSource.known())
                + ", and files .npy, .npz, .npz#ARRAY, .csv[.gz], .tsv[.gz], .txt[.gz], IDX[.gz],"
                + " and folders of images (JPEG, PNG, GIF, BMP, WebP, TIFF), and - for standard input");
    assertThatThrownBy(() -> DataSource.parse("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("data 'a?b' is neither");
    assertThatThrownBy(() -> DataSource.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mnist:train | data mnist has no part 'train'; there are test, all, 49k",
        "iris:n=5 | data iris has no options, but is given 'n=5'",
        "blobs:k=5 | data blobs has no option 'k'; there are n=500, centers=4, features=2, std=1.0, seed=42",
        "blobs: | data blobs has no option ''; there are",
        "blobs:n=5, | data blobs has no option ''; there are",
        "blobs:n | option n of blobs must have a value: n=VALUE",
        "blobs:n=5,n=6 | option n of blobs is given twice",
        "blobs:n=five | option n of blobs must be an integer from 1 to 10000000, but is 'five'",
        "blobs:n=0 | option n of blobs must be an integer from 1 to 10000000, but is '0'",
        "blobs:n=1.5 | option n of blobs must be an integer from 1 to 10000000, but is '1.5'",
        "blobs:std=-1 | option std of blobs must be a number from 0.0 to 1000000.0, but is '-1'",
        "blobs:std=nan | option std of blobs must be a number from 0.0 to 1000000.0, but is 'nan'",
        "blobs:std=1d | option std of blobs must be a number from 0.0 to 1000000.0, but is '1d'",
        "blobs:seed=x | option seed of blobs must be an integer, but is 'x'",
        "blobs:n=5,centers=6 | option centers of blobs must be at most n, 5, but is 6",
        "blobs:n=10000000,features=100000 | options n and features of blobs must make at most",
        "uniform:low=3,high=3 | option low of uniform must be below high, 3.0, but is 3.0",
        "moons:std=1 | data moons has no option 'std'; there are n=500, noise=0.05, seed=42",
        "swiss-roll:centers=2 | data swiss-roll has no option 'centers'; there are n=1000"
      })
  void wrongOptionsAreNamedBeforeAnythingIsMade(String spec, String message) {
    assertThatThrownBy(() -> DataSource.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void sourcesAreEqualByTheirText() {
    assertThat(DataSource.parse("iris"))
        .isEqualTo(DataSource.parse("iris"))
        .hasSameHashCodeAs(DataSource.parse("iris"))
        .isNotEqualTo(DataSource.parse("digits"));
  }
}
