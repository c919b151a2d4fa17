package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.Labels;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The commands kmeans, fuzzy-cmeans and elbow. */
class ClusterCommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @Test
  void kmeansOfIris() throws IOException {
    assertThat(run("kmeans --data iris --clusters 3 --out @/x")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "centers.csv",
            "centers.npy",
            "clusters.png",
            "labels.npy",
            "metrics.json",
            "model",
            "report.html",
            "results.csv",
            "silhouette.png",
            "sizes.png",
            "start_end.png");
    JsonObject metrics = ProgramTest.metrics(out);
    // scikit-learn's.
    assertThat(metrics.get("inertia").getAsDouble()).isCloseTo(78.85144, within(1e-4));
    assertThat(metrics.get("silhouette").getAsDouble()).isCloseTo(0.552819, within(1e-5));
    assertThat(metrics.get("nmi").getAsDouble()).isCloseTo(0.758176, within(1e-5));
    assertThat(metrics.get("ari").getAsDouble()).isCloseTo(0.730238, within(1e-5));
    assertThat(metrics.get("accuracy").getAsDouble()).isCloseTo(134.0 / 150, within(1e-12));
    assertThat(metrics.get("iterations").getAsInt()).isPositive();
    assertThat(Labels.read(out.resolve("labels.npy")).distinct()).isEqualTo(3);
    assertThat(ProgramTest.shapeOf(out.resolve("centers.npy"))).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void whatTheDataDoToTheResultIsTold() throws IOException {
    Files.writeString(folder.resolve("few.csv"), "1,2000\n1,2000\n2,9000\n2,9000\n");
    assertThat(run("kmeans --data @/few.csv --clusters 3 --out @/x")).isZero();

    assertThat(program.err())
        .contains("latent4j: feature 1 (from 0) has 99.99 % of the variance of all")
        .contains(
            "latent4j: found 2 distinct clusters, fewer than clusters, 3: there are only 2 distinct"
                + " samples");
    assertThat(ProgramTest.metrics(folder.resolve("x")).get("clusters").getAsInt()).isEqualTo(2);
  }

  @Test
  void centersOfOneRunBeginAnother() throws IOException {
    assertThat(run("kmeans --data digits --clusters 10 --restarts 1 --out @/first")).isZero();
    assertThat(run("kmeans --data digits --init @/first/centers.npy --out @/second")).isZero();

    JsonObject first = ProgramTest.metrics(folder.resolve("first"));
    JsonObject second = ProgramTest.metrics(folder.resolve("second"));
    assertThat(second.get("clusters").getAsInt()).isEqualTo(10);
    assertThat(second.get("inertia").getAsDouble())
        .isLessThanOrEqualTo(first.get("inertia").getAsDouble() * (1 + 1e-6));
    assertThat(folder.resolve("second").resolve("centers.png")).isNotEmptyFile();
  }

  @Test
  void heldOutSamplesGetFiguresAndLabels() throws IOException {
    assertThat(
            run(
                "kmeans --data blobs:n=300,centers=3,features=2,std=0.3 --clusters 3"
                    + " --validation blobs:n=50,centers=3,features=2,std=0.3 --out @/separate"))
        .isZero();
    Path separate = folder.resolve("separate");
    assertThat(Labels.read(separate.resolve("val_labels.npy")).size()).isEqualTo(50);
    assertThat(ProgramTest.metrics(separate).keySet())
        .contains("val_inertia", "val_silhouette", "val_nmi", "val_ari", "val_accuracy");
    assertThat(run("kmeans --data iris --clusters 3 --validation 0.2 --out @/share")).isZero();
    Path share = folder.resolve("share");
    assertThat(Labels.read(share.resolve("labels.npy")).size()).isEqualTo(150);
    assertThat(share.resolve("val_labels.npy")).doesNotExist();
    assertThat(ProgramTest.metrics(share).get("val_accuracy").getAsDouble()).isPositive();
  }

  @Test
  void fuzzyOfIris() throws IOException {
    assertThat(run("fuzzy-cmeans --data iris --clusters 3 --out @/x")).isZero();

    Path out = folder.resolve("x");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("partition_coefficient").getAsDouble()).isCloseTo(0.7834, within(1e-3));
    assertThat(metrics.get("objective").getAsDouble()).isCloseTo(60.5057, within(1e-2));
    assertThat(ProgramTest.shapeOf(out.resolve("memberships.npy"))).isEqualTo(Shape.of(150, 3));
    assertThat(Labels.read(out.resolve("labels.npy")).distinct()).isEqualTo(3);
  }

  @Test
  void elbowOfIris() throws IOException {
    assertThat(run("elbow --data iris --out @/x")).isZero();

    Path out = folder.resolve("x");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("knee").getAsInt()).isEqualTo(3);
    assertThat(metrics.get("silhouette_best").getAsInt()).isEqualTo(2);
    try (Samples sse = Npy.read(out.resolve("sse.npy"))) {
      assertThat(sse.count()).isEqualTo(10);
      assertThat(sse.row(0)[0]).isCloseTo(681.3706f, within(1e-3f));
    }
  }

  @Test
  void hdbscanOfMoons() throws IOException {
    assertThat(run("hdbscan --data moons:n=300 --test moons:n=60 --out @/x")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "clusters.png",
            "labels.npy",
            "metrics.json",
            "outlier_scores.npy",
            "probabilities.npy",
            "report.html",
            "sizes.png");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("clusters").getAsInt()).isEqualTo(2);
    assertThat(metrics.get("noise").getAsInt()).isLessThan(10);
    assertThat(metrics.get("ari").getAsDouble()).isGreaterThan(0.9);
    assertThat(metrics.get("test_ari").getAsDouble()).isGreaterThan(0.8);
    try (Samples scores = Npy.read(out.resolve("outlier_scores.npy"))) {
      assertThat(scores.count()).isEqualTo(300);
      for (float score : scores.toFloats()) {
        assertThat(score).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void uniformNoiseMayHaveNoClusters() throws IOException {
    assertThat(
            run(
                "hdbscan --data uniform:n=60,features=3 --min-cluster-size 20 --selection leaf"
                    + " --out @/x"))
        .isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("clusters").getAsInt()).isZero();
    assertThat(metrics.get("noise").getAsInt()).isEqualTo(60);
  }

  @Test
  void hierarchyOfIris() throws IOException {
    assertThat(run("hierarchical --data iris --clusters 3 --linkage average --out @/x")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "clusters.png",
            "dendrogram.png",
            "labels.npy",
            "merges.npy",
            "metrics.json",
            "report.html",
            "results.csv",
            "sizes.png");
    JsonObject metrics = ProgramTest.metrics(out);
    // SciPy's.
    assertThat(metrics.get("cophenetic_correlation").getAsDouble())
        .isCloseTo(0.876956, within(1e-5));
    assertThat(metrics.get("ari").getAsDouble()).isCloseTo(0.759199, within(1e-5));
    assertThat(ProgramTest.shapeOf(out.resolve("merges.npy"))).isEqualTo(Shape.of(149, 4));
    assertThat(Labels.read(out.resolve("labels.npy")).distinct()).isEqualTo(3);

    Npy.write(folder.resolve("three.npy"), new float[] {0, 1, 20, 22, 40, 43}, 6);
    assertThat(run("hierarchical --data @/three.npy --linkage complete --out @/y")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("y")).get("clusters").getAsInt()).isEqualTo(2);
    assertThat(run("hierarchical --data @/three.npy --linkage single --out @/z")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("z")).get("clusters").getAsInt()).isEqualTo(3);
  }

  @Test
  void oneSampleAndConstantDataAreNoTrouble() throws IOException {
    Files.writeString(folder.resolve("one.csv"), "1,2,3\n");
    Files.writeString(folder.resolve("same.csv"), "1,2,3\n".repeat(6));

    assertThat(run("kmeans --data @/one.csv --clusters 1 --out @/a")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("a")).get("silhouette").getAsDouble()).isZero();
    assertThat(run("kmeans --data @/same.csv --scale standard --clusters 2 --out @/b")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("b")).get("inertia").getAsDouble()).isZero();
    assertThat(run("fuzzy-cmeans --data @/same.csv --clusters 2 --out @/c")).isZero();
    assertThat(run("elbow --data @/same.csv --max-clusters 4 --out @/d")).isZero();
    assertThat(ProgramTest.metrics(folder.resolve("d")).get("knee").getAsInt()).isZero();
  }

  @Test
  void oneFeatureHasAPictureToo() throws IOException {
    Npy.write(folder.resolve("one.npy"), new float[] {1, 2, 11, 12}, 4);

    assertThat(run("kmeans --data @/one.npy --clusters 2 --out @/x")).isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out)).contains("clusters.png");
    try (Samples centers = Npy.read(out.resolve("centers.npy"))) {
      assertThat(centers.toFloats()).containsExactlyInAnyOrder(1.5f, 11.5f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "kmeans --data iris --clusters 151#--clusters must be between 1 and the number of samples, 150,"
            + " but is 151",
        "kmeans --data iris --clusters 0#--clusters must be a whole number of at least 1, or auto,"
            + " but is '0' (see latent4j kmeans --help)",
        "kmeans --data iris --init here#--init: must be k-means++, random, k-means|| or a file that"
            + " ends in .npy, but is 'here'",
        "kmeans --data iris --tolerance -1#--tolerance must be a number of at least 0, but is '-1'"
            + " (see latent4j kmeans --help)",
        "kmeans --data iris --algorithm lloid#--algorithm must be one of lloyd, elkan, minibatch,"
            + " but is 'lloid' (see latent4j kmeans --help)",
        "kmeans --data iris --clusters 4 --init @/two.npy#--init must be as many centers as"
            + " clusters, 4, but is 2",
        "kmeans --data iris --init @/two.npy#--init must have centers of as many features as"
            + " samples have, 4, but has them of 3",
        "kmeans --data iris --clusters 1 --init @/nan.npy#@/nan.npy: row 0, column 3 (from 0): expected"
            + " a finite number that float32 can hold, found NaN",
        "fuzzy-cmeans --data iris --fuzzifier 1#--fuzzifier must be a number above 1, but is '1'"
            + " (see latent4j fuzzy-cmeans --help)",
        "fuzzy-cmeans --data iris --fuzzifier soft#--fuzzifier must be a number above 1, but is"
            + " 'soft' (see latent4j fuzzy-cmeans --help)",
        "fuzzy-cmeans --data iris --clusters 151#--clusters must be between 1 and the number of samples,"
            + " 150, but is 151",
        "hierarchical --data iris --clusters 151#--clusters must be between 1 and the number of samples,"
            + " 150, but is 151",
        "hierarchical --data iris --metric cosine#--metric must be euclidean for ward linkage, but is"
            + " cosine",
        "hdbscan --data iris --metric far#--metric must be one of euclidean, cosine, manhattan, but is"
            + " 'far' (see latent4j hdbscan --help)",
        "hdbscan --data iris --min-cluster-size 151#--min-cluster-size must be at most the number of"
            + " samples, 150, but is 151",
        "elbow --data iris --max-clusters 151#--max-clusters must be between 1 and the number of samples,"
            + " 150, but is 151",
      })
  void badInputIsNamed(String line, String message) throws IOException {
    Npy.write(folder.resolve("two.npy"), new float[6], 2, 3);
    Npy.write(folder.resolve("nan.npy"), new float[] {1, 2, 3, Float.NaN}, 1, 4);

    assertThat(run(line + " --out @/out")).isEqualTo(2);
    assertThat(program.err().strip())
        .isEqualTo("latent4j: " + message.replace("@", folder.toString()));
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
