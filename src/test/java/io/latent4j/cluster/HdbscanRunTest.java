package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.Contingency;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class HdbscanRunTest {
  private static final HdbscanFixture FIXTURE = HdbscanFixture.read();

  static List<HdbscanFixture.Expected> cases() {
    return FIXTURE.cases();
  }

  private static HdbscanRun run(
      float[] points,
      int features,
      int minClusterSize,
      int minSamples,
      ClusterSelection selection) {
    try (Workers workers = new Workers(2)) {
      return HdbscanRun.of(
          new Rows(points, features),
          minClusterSize,
          minSamples,
          selection,
          workers,
          connected -> true);
    }
  }

  private static DensityClusters clusters(float[] points, int features, int minClusterSize) {
    return run(points, features, minClusterSize, minClusterSize, ClusterSelection.EXCESS_OF_MASS)
        .clusters();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(HdbscanFixture.Expected expected) {
    HdbscanFixture.Array points = FIXTURE.points().get(expected.points());
    boolean isCosine = expected.distanceMetric() == DistanceMetric.COSINE;
    try (Samples samples =
            Samples.of(points.values(), Shape.of(points.shape()[0], points.shape()[1]));
        HdbscanModel found =
            Hdbscan.of(expected.min_cluster_size())
                .withMinSamples(expected.min_samples())
                .withSelection(expected.clusterSelection())
                .withMetric(expected.distanceMetric())
                .withScale(Scaling.Kind.NONE)
                .fit(samples)) {
      assertThat(found.labels()).isEqualTo(expected.labels());
      for (int i = 0; i < found.labels().length; i++) {
        assertThat(found.probabilities()[i])
            .isCloseTo(expected.probabilities()[i], within(isCosine ? 1e-3 : 1e-6));
      }
    }
  }

  /** Samples in other directions are in other clusters by cosine, however far out they are. */
  @Test
  void byCosineOthersAreFoundByTheirDirection() {
    float[][] rows = new float[80][];
    Random random = new Random(2);
    for (int i = 0; i < rows.length; i++) {
      double angle = (i % 2) * 1.2 + 0.05 * random.nextGaussian();
      double length = 1 + 50 * random.nextDouble();
      rows[i] =
          new float[] {(float) (length * Math.cos(angle)), (float) (length * Math.sin(angle))};
    }
    try (Samples samples = Samples.of(rows);
        Samples others = Samples.of(new float[][] {{900, 0}, {0.001f, 0.0025f}});
        HdbscanModel model = Hdbscan.of(15).withMetric(DistanceMetric.COSINE).fit(samples)) {
      assertThat(model.clusters()).isEqualTo(2);
      assertThat(model.predict(others)).containsExactly(model.labels()[0], model.labels()[1]);
      try (Samples zero = Samples.of(new float[][] {{0, 0}})) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.predict(zero))
            .withMessage(
                "metric must be another than cosine where a sample is 0 in all features, but sample"
                    + " 0 is");
      }
    }
  }

  @Test
  void digitsAreClusteredAsByScikitLearn() {
    try (Samples digits = new DataCatalog(Path.of("unused")).samples("digits")) {
      int[] labels =
          clusters(digits.toFloats(), digits.features(), FIXTURE.digits().min_cluster_size())
              .labels();

      assertThat(labels).isEqualTo(FIXTURE.digits().labels());
    }
  }

  @Test
  void outlierScoresAreThoseOfHdbscan() {
    HdbscanFixture.Others expected = FIXTURE.others();
    HdbscanFixture.Array points = FIXTURE.points().get("blobs");
    DensityClusters found =
        run(
                points.values(),
                points.shape()[1],
                expected.min_cluster_size(),
                expected.min_samples(),
                ClusterSelection.EXCESS_OF_MASS)
            .clusters();

    assertThat(Contingency.of(expected.labels(), found.labels()).adjustedRandIndex()).isEqualTo(1);
    for (int i = 0; i < found.outlierScores().length; i++) {
      assertThat(found.outlierScores()[i]).isCloseTo(expected.outlier_scores()[i], within(1e-6));
    }
  }

  @Test
  void otherPointsFallIntoClustersAsByHdbscan() {
    HdbscanFixture.Others expected = FIXTURE.others();
    HdbscanFixture.Array points = FIXTURE.points().get("blobs");
    HdbscanRun run =
        run(
            points.values(),
            points.shape()[1],
            expected.min_cluster_size(),
            expected.min_samples(),
            ClusterSelection.EXCESS_OF_MASS);
    try (Workers workers = new Workers(2)) {
      DensityLookup.Found found =
          new DensityLookup(
                  run.clusters(),
                  new Rows(points.values(), points.shape()[1]),
                  run.core(),
                  expected.min_samples())
              .find(new Rows(expected.points().values(), points.shape()[1]), workers);

      assertThat(Contingency.of(expected.labels_of_others(), found.labels()).adjustedRandIndex())
          .isEqualTo(1);
      for (int i = 0; i < found.labels().length; i++) {
        assertThat(found.probabilities()[i])
            .as("probability of point %d", i)
            .isCloseTo(expected.probabilities_of_others()[i], within(1e-6));
      }
    }
  }

  @Test
  void pointsOfTheClustersFallIntoTheirOwn() {
    HdbscanFixture.Array moons = FIXTURE.points().get("moons");
    HdbscanRun run = run(moons.values(), 2, 10, 5, ClusterSelection.EXCESS_OF_MASS);
    try (Workers workers = new Workers(1)) {
      int[] labels =
          new DensityLookup(run.clusters(), new Rows(moons.values(), 2), run.core(), 5)
              .find(new Rows(moons.values(), 2), workers)
              .labels();

      int same = 0;
      for (int i = 0; i < labels.length; i++) {
        same += labels[i] == run.clusters().labels()[i] ? 1 : 0;
      }
      assertThat(same).isGreaterThanOrEqualTo(labels.length - 1);
    }
  }

  @Test
  void threadsDoNotMatter() {
    Random random = new Random(4);
    float[] points = new float[2_000 * 3];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian() + 6 * (i / 3 % 4);
    }
    double[][] core = new double[2][];
    for (int threads = 1; threads <= 2; threads++) {
      try (Workers workers = new Workers(threads)) {
        core[threads - 1] = CoreDistances.squared(new Rows(points, 3), 6, workers);
      }
    }

    assertThat(core[1]).isEqualTo(core[0]);
  }

  @Test
  void theSpanningTreeIsTheShortest() {
    Random random = new Random(5);
    float[] points = new float[300 * 5];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian();
    }
    double[] core = new double[300];
    double prim = Arrays.stream(SpanningTree.of(new Rows(points, 5), core).lengths()).sum();

    assertThat(prim).isCloseTo(byKruskal(points, 5), within(1e-9 * prim));
  }

  private static double byKruskal(float[] points, int features) {
    int count = points.length / features;
    List<double[]> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double squared = 0;
        for (int f = 0; f < features; f++) {
          double difference = (double) points[i * features + f] - points[j * features + f];
          squared += difference * difference;
        }
        edges.add(new double[] {Math.sqrt(squared), i, j});
      }
    }
    edges.sort((a, b) -> Double.compare(a[0], b[0]));
    int[] group = IntStream.range(0, count).toArray();
    double sum = 0;
    for (double[] edge : edges) {
      int from = group[(int) edge[1]];
      int to = group[(int) edge[2]];
      if (from != to) {
        sum += edge[0];
        for (int k = 0; k < count; k++) {
          group[k] = group[k] == from ? to : group[k];
        }
      }
    }
    return sum;
  }

  @Test
  void constantDataAndTwoPointsAreNoClusters() {
    assertThat(clusters(new float[200], 2, 5).labels()).hasSize(100).containsOnly(-1);
    assertThat(clusters(new float[] {1, 2, 9}, 1, 2).labels()).hasSize(3);
    assertThat(clusters(new float[] {1, 2}, 1, 2).labels()).containsOnly(-1);
  }

  @Test
  void thousandsOfDuplicatesAreAClusterWithoutDoubt() {
    float[] points = new float[3_000];
    for (int i = 0; i < 500; i++) {
      points[i] = 100 + i % 50;
    }
    DensityClusters found = clusters(points, 1, 20);

    int label = found.labels()[2_000];
    assertThat(label).isNotNegative();
    for (int i = 500; i < 3_000; i++) {
      assertThat(found.labels()[i]).isEqualTo(label);
      assertThat(found.probabilities()[i]).isEqualTo(1);
      assertThat(found.outlierScores()[i]).isZero();
    }
  }
}
