package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

class DataCatalogTest {

  @TempDir Path folder;

  private Samples open(String spec) {
    return new DataCatalog(folder).samples(spec);
  }

  private Samples open(Path file) {
    return open(file.toString());
  }

  @Test
  void digitsAreImagesUpToSixteen() {
    try (Samples digits = open("digits")) {
      assertThat(digits.shape()).isEqualTo(Shape.of(1797, 8, 8));
      assertThat(digits.type()).isEqualTo(TUint8.class);
      assertThat(digits.features()).isEqualTo(64);
      assertThat(digits.imageShape()).contains(new ImageShape(8, 8, 1));
      assertThat(digits.maximum()).hasValue(16);
      assertThat(digits.name()).isEqualTo("digits");
      assertThat(Arrays.copyOf(digits.row(0), 8)).containsExactly(0, 0, 5, 13, 9, 1, 0, 0);
      assertThat(IntStream.of(digits.labels().orElseThrow()).sum()).isEqualTo(8070);
      // The sum of all pixels, from scikit-learn.
      assertThat(total(digits)).isEqualTo(561718.0);
    }
  }

  private static double total(Samples samples) {
    double sum = 0;
    for (float value : samples.toFloats()) {
      sum += value;
    }
    return sum;
  }

  @Test
  void irisHasThreeSpecies() {
    try (Samples iris = open("iris")) {
      assertThat(iris.shape()).isEqualTo(Shape.of(150, 4));
      assertThat(iris.row(149)).containsExactly(5.9f, 3.0f, 5.1f, 1.8f);
      assertThat(total(iris)).isCloseTo(2078.7, within(1e-3));
      assertThat(iris.namedLabels().orElseThrow().names())
          .contains(List.of("setosa", "versicolor", "virginica"));
      int[] labels = iris.labels().orElseThrow();
      assertThat(labels[0]).isZero();
      assertThat(labels[149]).isEqualTo(2);
      assertThat(iris.intensities()).isFalse();
    }
  }

  @Test
  void colorsHaveTrimmedNames() {
    try (Samples colors = open("colors")) {
      assertThat(colors.shape()).isEqualTo(Shape.of(16, 3));
      assertThat(colors.row(13)).containsExactly(255, 165, 0);
      Labels labels = colors.namedLabels().orElseThrow();
      assertThat(labels.name(labels.values()[13])).isEqualTo("Orange");
      assertThat(labels.names().orElseThrow()).isSorted().hasSize(16).contains("Orange Red");
      assertThat(colors.maximum()).hasValue(255);
      assertThat(colors.intensities()).isTrue();
    }
  }

  @Test
  void sixFilmsAreTheTableOfTwoTastes() {
    try (Samples films = open("six-films")) {
      assertThat(films.shape()).isEqualTo(Shape.of(8, 6));
      assertThat(films.row(1)).containsExactly(1, 0, 1, 0, 0, 0);
      assertThat(films.row(7)).containsExactly(0, 0, 0, 0, 1, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blobs", "uniform", "swiss-roll", "moons"})
  void generatorsDependOnTheSeedAndOnNothingElse(String name) {
    try (Samples first = open(name);
        Samples again = open(name + ":seed=42");
        Samples other = open(name + ":seed=43")) {
      assertThat(again.toFloats()).isEqualTo(first.toFloats());
      assertThat(other.toFloats()).isNotEqualTo(first.toFloats());
      assertThat(other.name()).isEqualTo(name + ":seed=43");
    }
  }

  @Test
  void blobsLieAroundTheirCenters() {
    try (Samples blobs = open("blobs:n=6000,centers=3,features=5,std=0.5")) {
      assertThat(blobs.shape()).isEqualTo(Shape.of(6000, 5));
      int[] labels = blobs.labels().orElseThrow();
      for (int label = 0; label < 3; label++) {
        int current = label;
        int[] rows = IntStream.range(0, 6000).filter(i -> labels[i] == current).toArray();
        assertThat(rows).hasSize(2000);
        try (Samples blob = blobs.select(rows)) {
          for (float factor : Scaling.fit(blob, Scaling.Kind.STANDARD).factor()) {
            assertThat(1 / factor).isCloseTo(0.5f, within(0.04f));
          }
        }
      }
    }
  }

  @Test
  void blobsWithoutDeviationAreTheirCenters() {
    try (Samples blobs = open("blobs:n=4,centers=2,std=0")) {
      assertThat(blobs.row(2)).isEqualTo(blobs.row(0)).isNotEqualTo(blobs.row(1));
      assertThat(blobs.labels().orElseThrow()).containsExactly(0, 1, 0, 1);
    }
  }

  @Test
  void uniformPointsFillTheirRange() {
    try (Samples points = open("uniform:n=5000,features=1,low=-3,high=5")) {
      float[] values = points.toFloats();
      Arrays.sort(values);
      assertThat(values[0]).isBetween(-3f, -2.9f);
      assertThat(values[4999]).isBetween(4.9f, 5f);
      assertThat(total(points) / 5000).isCloseTo(1, within(0.15));
      assertThat(points.labels()).isEmpty();
    }
    try (Samples points = open("uniform")) {
      assertThat(points.shape()).isEqualTo(Shape.of(200, 2));
    }
  }

  @Test
  void swissRollLiesOnItsSpiral() {
    try (Samples roll = open("swiss-roll:n=300")) {
      float[] angles = roll.coordinate().orElseThrow();
      for (int i = 0; i < 300; i++) {
        float[] point = roll.row(i);
        assertThat(angles[i]).isBetween((float) (1.5 * Math.PI), (float) (4.5 * Math.PI));
        assertThat(point[0]).isCloseTo((float) (angles[i] * Math.cos(angles[i])), within(1e-4f));
        assertThat(point[1]).isBetween(0f, 21f);
        assertThat(point[2]).isCloseTo((float) (angles[i] * Math.sin(angles[i])), within(1e-4f));
      }
      assertThat(roll.labels()).isEmpty();
    }
  }

  @Test
  void moonsLieOnTheirHalfCircles() {
    try (Samples moons = open("moons:n=101,noise=0")) {
      int[] labels = moons.labels().orElseThrow();
      for (int i = 0; i < 101; i++) {
        float[] point = moons.row(i);
        double x = labels[i] == 0 ? point[0] : 1 - point[0];
        double y = labels[i] == 0 ? point[1] : 0.5 - point[1];
        assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-6));
        assertThat(y).isGreaterThan(-1e-6);
      }
    }
  }

  @Test
  void filesAreReadByTheirKind() throws IOException {
    Path npy = folder.resolve("a.npy");
    Npy.write(npy, new float[] {1, 2}, 2);
    try (Samples samples = open(npy)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 1));
      assertThat(samples.name()).isEqualTo("a.npy");
    }
    try (Samples samples = open(Fixtures.write(folder.resolve("b.csv"), "1,2\n"))) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
    try (Samples samples = open(Fixtures.write(folder.resolve("b.tsv"), "1\t2\n"))) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
    byte[] packed = Fixtures.gzip("1 2\n".getBytes(StandardCharsets.UTF_8));
    try (Samples samples = open(Fixtures.write(folder.resolve("b.txt.gz"), packed))) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
    try (Samples samples = open(Fixtures.resource("stored.npz") + "#y")) {
      assertThat(samples.toFloats()).containsExactly(0, 1);
    }
    byte[] idx = Fixtures.idx(8, new int[] {2}, new byte[] {5, 6});
    for (String name : new String[] {"t10k-images-idx3-ubyte", "c.idx", "no-ending"}) {
      try (Samples samples = open(Fixtures.write(folder.resolve(name), idx))) {
        assertThat(samples.toFloats()).containsExactly(5, 6);
      }
    }
    try (Samples samples = open(Fixtures.write(folder.resolve("e.gz"), Fixtures.gzip(idx)))) {
      assertThat(samples.toFloats()).containsExactly(5, 6);
    }
    try (Samples samples = open(Fixtures.write(folder.resolve("npy"), Fixtures.bytes(npy)))) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
    Path unknown = Fixtures.write(folder.resolve("unknown"), "?");
    assertThatThrownBy(() -> open(unknown))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(unknown + ": expected a name or content that tells the format");
  }

  @Test
  void limitKeepsTheFirst() {
    DataCatalog catalog = new DataCatalog(folder);
    try (OpenedData few = catalog.open("iris", DataOptions.none().withLimit(2));
        OpenedData all = catalog.open("iris", DataOptions.none().withLimit(1000))) {
      assertThat(few.samples().toFloats()).hasSize(8).startsWith(5.1f, 3.5f);
      assertThat(few.samples().labels().orElseThrow()).containsExactly(0, 0);
      assertThat(few.validation()).isEmpty();
      assertThat(all.samples().count()).isEqualTo(150);
    }
    assertThatThrownBy(() -> DataOptions.none().withLimit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be at least 1, but is 0");
  }

  @Test
  void labelsFromAFileReplaceTheOwn() throws IOException {
    Path labels = folder.resolve("labels.npy");
    Npy.write(labels, IntStream.range(0, 8).toArray(), 8);
    DataOptions options = DataOptions.none().withLabels(labels);
    DataCatalog catalog = new DataCatalog(folder);
    try (OpenedData films = catalog.open("six-films", options.withLimit(3))) {
      assertThat(films.samples().labels().orElseThrow()).containsExactly(0, 1, 2);
    }
    assertThatThrownBy(() -> catalog.open("iris", options))
        .isInstanceOf(DataFileException.class)
        .hasMessage(labels + ": expected 150 labels, one for each sample of iris, found 8");
  }

  @Test
  void theNumberOfSamplesTellsAHeaderFromALabel() {
    DataCatalog catalog = new DataCatalog(folder);
    Path labels = folder.resolve("labels.csv");
    DataOptions options = DataOptions.none().withLabels(labels);
    Fixtures.write(labels, "taste\na\na\na\nb\nb\nb\nb\nb\n");
    try (OpenedData films = catalog.open("six-films", options)) {
      assertThat(films.samples().labels().orElseThrow()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1);
    }
    Fixtures.write(labels, "label\na\na\nb\nb\nb\nb\nb\n");
    try (OpenedData films = catalog.open("six-films", options)) {
      assertThat(films.samples().labels().orElseThrow()).containsExactly(2, 0, 0, 1, 1, 1, 1, 1);
    }
    Fixtures.write(labels, "1\n1\n1\n2\n2\n2\n2\n2\n2\n");
    assertThatThrownBy(() -> catalog.open("six-films", options))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("expected 8 labels, one for each sample of six-films, found 9");
  }

  @Test
  void labelsFromAFileAreThoseOfAllRowsOrOfThoseThatAreKept() {
    Path table = Fixtures.write(folder.resolve("t.csv"), "x,y\n1,2\n,4\n5,6\n7,8\n");
    Path labels = Fixtures.write(folder.resolve("l.csv"), "kind\na\nb\nc\na\n");
    DataCatalog catalog = new DataCatalog(folder);
    DataOptions options =
        DataOptions.none()
            .withLabels(labels)
            .withTables(TableOptions.standard().withMissing(MissingValues.drop()));
    try (OpenedData data = catalog.open(table.toString(), options)) {
      assertThat(data.samples().labels().orElseThrow()).containsExactly(0, 2, 0);
      assertThat(data.samples().rowNumbers()).containsExactly(0, 2, 3);
    }
    Fixtures.write(labels, "7\n8\n9\n");
    try (OpenedData data = catalog.open(table.toString(), options)) {
      assertThat(data.samples().labels().orElseThrow()).containsExactly(7, 8, 9);
    }
    Fixtures.write(labels, "7\n8\n");
    assertThatThrownBy(() -> catalog.open(table.toString(), options))
        .isInstanceOf(DataFileException.class)
        .hasMessage(labels + ": expected 4 labels, one for each sample of t.csv, found 2");
  }

  @Test
  void optionsOfTablesAreForTables() {
    DataCatalog catalog = new DataCatalog(folder);
    TableOptions tables = TableOptions.standard().withDrop("species", "0").withNotes(note -> {});
    try (OpenedData iris = catalog.open("iris", DataOptions.none().withTables(tables))) {
      assertThat(iris.samples().featureNames())
          .contains(List.of("sepal_width", "petal_length", "petal_width"));
      assertThat(iris.samples().labels()).isEmpty();
    }
    assertThatThrownBy(() -> catalog.open("blobs", DataOptions.none().withTables(tables)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data must be a table (.csv, .tsv, .txt) for options of tables (--separator, --header,"
                + " --columns, --drop, --id, --label, --missing, --categories, --dates), but is"
                + " 'blobs'");
    TableOptions silent = TableOptions.standard().withNotes(note -> {});
    try (OpenedData blobs = catalog.open("blobs", DataOptions.none().withTables(silent))) {
      assertThat(blobs.samples().table()).isEmpty();
    }
  }
}
