package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.FitOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

class KMeansTest {

  private static final FitOptions OPTIONS = FitOptions.of(EngineOptions.defaults().withThreads(2));

  private static Samples data(String name) {
    return new DataCatalog(Path.of("unused")).samples(name);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @EnumSource(KMeansAlgorithm.class)
  void blobsAreFound(KMeansAlgorithm algorithm) {
    try (Samples blobs = data("blobs:n=5000,centers=6,features=40,std=0.5")) {
      for (KMeansStart start :
          List.of(KMeansStart.PLUS_PLUS, KMeansStart.RANDOM, KMeansStart.PARALLEL)) {
        KMeansModel model =
            KMeans.of(6).withAlgorithm(algorithm).withInit(start).fit(blobs, OPTIONS);
        assertThat(Contingency.of(blobs.labels().orElseThrow(), model.labels()).adjustedRandIndex())
            .as("%s", start)
            .isGreaterThan(0.99);
      }
    }
  }

  @Test
  void largeAndSmallProblemsAreComputedAlike() {
    try (Samples blobs = data("blobs:n=4000,centers=5,features=50,std=4");
        Samples first = blobs.take(300)) {
      KMeansModel model = KMeans.of(40).withRestarts(1).fit(blobs, OPTIONS);
      // 8,000,000 products by TensorFlow; 600,000 by loops.
      int[] labels = model.predict(first);
      assertThat(labels).isEqualTo(Arrays.copyOf(model.labels(), 300));
      float[][] distances = model.transform(first);
      float[] sample = first.row(7);
      float[] center = model.centers()[labels[7]];
      double squared = 0;
      for (int j = 0; j < sample.length; j++) {
        squared += Math.pow((double) sample[j] - center[j], 2);
      }
      assertThat((double) distances[7][labels[7]]).isCloseTo(Math.sqrt(squared), within(1e-4));
      assertThat(model.inertia(blobs)).isCloseTo(model.inertia(), within(1e-4 * model.inertia()));
    }
  }

  @Test
  void boundsChangeNothing() {
    try (Samples blobs = data("blobs:n=6000,centers=30,features=30,std=5")) {
      KMeans options = KMeans.of(25).withRestarts(1).withTolerance(0);
      KMeansModel lloyd = options.fit(blobs, OPTIONS);
      KMeansModel elkan = options.withAlgorithm(KMeansAlgorithm.ELKAN).fit(blobs, OPTIONS);
      assertThat(elkan.labels()).isEqualTo(lloyd.labels());
      assertThat(elkan.iterations()).isEqualTo(lloyd.iterations());
      assertThat(lloyd.predict(blobs)).isEqualTo(lloyd.labels());
      assertThat(lloyd.converged()).isTrue();
    }
  }

  /** From the start of the run that was kept, a single run comes to the same end. */
  @Test
  void theStartOfTheBestRunIsKept() {
    try (Samples digits = data("digits")) {
      for (KMeansAlgorithm algorithm :
          new KMeansAlgorithm[] {KMeansAlgorithm.LLOYD, KMeansAlgorithm.ELKAN}) {
        KMeans options = KMeans.of(10).withAlgorithm(algorithm).withRestarts(4);
        KMeansModel best = options.fit(digits, OPTIONS);
        KMeansModel again =
            options.withInit(KMeansStart.given(best.startCenters())).fit(digits, OPTIONS);

        assertThat(again.labels()).isEqualTo(best.labels());
        assertThat(again.startCenters()).isDeepEqualTo(best.startCenters());
        assertThat(best.startCenters()).isNotEqualTo(best.centers());
        assertThat(List.of(best.startCenters())).allMatch(center -> isOneOf(digits, center));
      }
    }
  }

  private static boolean isOneOf(Samples digits, float[] center) {
    return IntStream.range(0, digits.count())
        .anyMatch(
            row ->
                IntStream.range(0, center.length)
                    .allMatch(j -> Math.abs(digits.row(row)[j] / 16 - center[j]) < 1e-6));
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    try (Samples digits = data("digits")) {
      for (KMeansAlgorithm algorithm : KMeansAlgorithm.values()) {
        KMeans options = KMeans.of(10).withAlgorithm(algorithm).withRestarts(2);
        KMeansModel model = options.fit(digits, OPTIONS);
        assertThat(options.fit(digits, OPTIONS).centers()).isDeepEqualTo(model.centers());
        assertThat(options.fit(digits, OPTIONS.withSeed(7)).centers())
            .isNotEqualTo(model.centers());
      }
    }
  }

  @Test
  void bytesGiveWhatFloatsGive() {
    byte[] bytes = new byte[3000 * 64];
    new Random(11).nextBytes(bytes);
    float[] floats = new float[bytes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (bytes[i] & 0xff) / 255f;
    }
    try (Samples images =
            Samples.ofTensor(
                "bytes",
                TUint8.tensorOf(Shape.of(3000, 8, 8), DataBuffers.of(bytes, true, false)));
        Samples rows = Samples.of(floats, Shape.of(3000, 64))) {
      KMeansModel ofBytes = KMeans.of(30).withRestarts(1).fit(images, OPTIONS);
      KMeansModel ofFloats = KMeans.of(30).withRestarts(1).fit(rows, OPTIONS);
      assertThat(ofBytes.scaling().kind()).isEqualTo(Scaling.Kind.AUTO);
      assertThat(ofBytes.inertia())
          .isCloseTo(ofFloats.inertia(), within(1e-4 * ofFloats.inertia()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "minmax", "none"})
  void everyScalingIsUndone(String kind) {
    try (Samples iris = data("iris")) {
      Scaling.Kind scaling = Scaling.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
      KMeansModel model = KMeans.of(3).withScale(scaling).fit(iris, OPTIONS);
      float[] scaled = model.scaling().apply(iris.toFloats(), 4);
      double[] mean = new double[4];
      int members = 0;
      for (int i = 0; i < 150; i++) {
        if (model.labels()[i] == 1) {
          members++;
          for (int j = 0; j < 4; j++) {
            mean[j] += scaled[i * 4 + j];
          }
        }
      }
      for (int j = 0; j < 4; j++) {
        assertThat((double) model.centers()[1][j]).isCloseTo(mean[j] / members, within(1e-5));
      }
    }
  }

  @Test
  void duplicatesAndConstantFeaturesAreNoTrouble() {
    float[][] rows = new float[20][];
    Arrays.setAll(rows, i -> new float[] {i % 2, 5});
    try (Samples samples = Samples.of(rows)) {
      for (KMeansAlgorithm algorithm : KMeansAlgorithm.values()) {
        KMeansModel model =
            KMeans.of(5)
                .withAlgorithm(algorithm)
                .withScale(Scaling.Kind.STANDARD)
                .fit(samples, OPTIONS);
        assertThat(model.inertia()).as("%s", algorithm).isCloseTo(0, within(1e-9));
        for (float[] center : model.centers()) {
          assertThat(center[1]).isZero();
        }
      }
      assertThat(KMeans.of(5).fit(samples, OPTIONS))
          .hasToString(
              "k-means of samples (20 x 2): 5 clusters (3 empty), inertia 0.00000 after 2 iterations;"
                  + " lloyd from k-means++");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fewerDistinctSamplesThanClustersAreTold(KMeansAlgorithm algorithm) {
    float[][] rows = new float[40][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i % 9, i % 9 % 2};
    }
    try (Samples samples = Samples.of(rows)) {
      KMeansModel model = KMeans.of(10).withAlgorithm(algorithm).fit(samples);
      assertThat(model.clusters()).isEqualTo(10);
      assertThat(model.usedClusters()).isEqualTo(9);
      assertThat(model.inertia()).isZero();
      assertThat(model.note())
          .contains(
              "found 9 distinct clusters, fewer than clusters, 10: there are only 9 distinct"
                  + " samples");
      KMeansModel enough = KMeans.of(9).withAlgorithm(algorithm).fit(samples);
      assertThat(enough.usedClusters()).isEqualTo(9);
      assertThat(enough.note()).isEmpty();
    }
    try (Samples same = Samples.of(new float[][] {{1, 2}, {1, 2}, {1, 2}})) {
      assertThat(KMeans.of(2).withAlgorithm(algorithm).fit(same).note())
          .contains(
              "found 1 distinct cluster, fewer than clusters, 2: there is only 1 distinct sample");
    }
  }

  @Test
  void asManyClustersAsSamplesLeaveNothing() {
    try (Samples iris = data("iris");
        Samples some = iris.take(10)) {
      assertThat(KMeans.of(10).fit(some, OPTIONS).inertia()).isCloseTo(0, within(1e-9));
      assertThat(KMeans.of(1).fit(some, OPTIONS).sizes()).containsExactly(10);
    }
    try (Samples one = Samples.of(new float[][] {{3, 4}})) {
      KMeansModel model = KMeans.of(1).fit(one, OPTIONS);
      assertThat(model.centers()).isDeepEqualTo(new float[][] {{3, 4}});
      assertThat(model.predictSoft(one)).isDeepEqualTo(new float[][] {{1}});
    }
  }

  @Test
  void weightsCountAsRepetitions() {
    try (Samples iris = data("iris")) {
      float[] weights = ones(150);
      int[] rows = new int[250];
      Arrays.setAll(rows, i -> i % 150);
      Arrays.fill(weights, 0, 100, 2);
      try (Samples repeated = iris.select(rows)) {
        KMeans options = KMeans.from(new float[][] {iris.row(0), iris.row(60), iris.row(120)});
        KMeansModel weighted = options.fit(iris, weights, OPTIONS);
        KMeansModel twice = options.fit(repeated, OPTIONS);
        assertThat(weighted.inertia()).isCloseTo(twice.inertia(), within(1e-6));
      }
    }
  }

  @Test
  void miniBatchesStopEarlyAndGiveLostCentersAnotherPlace() {
    try (Samples blobs = data("blobs:n=4000,centers=4,features=2,std=0.5")) {
      float[][] start = {{0, 0}, {1, 1}, {900, 900}, {-900, 900}};
      KMeansModel model =
          KMeans.from(start)
              .withAlgorithm(KMeansAlgorithm.MINIBATCH)
              .withBatch(200)
              .fit(blobs, OPTIONS);

      assertThat(model.converged()).isTrue();
      assertThat(model.iterations()).isLessThan(50);
      for (int size : model.sizes()) {
        assertThat(size).isGreaterThan(100);
      }
      assertThat(model.predict(blobs)).isEqualTo(model.labels());
    }
  }

  @Test
  void drawnStartsHaveAsManyDifferentSamplesAsTheyCan() {
    float[][] rows = new float[40][];
    Arrays.setAll(rows, i -> new float[] {i % 8, i % 8 * 3});
    try (Samples samples = Samples.of(rows)) {
      for (KMeansStart start : List.of(KMeansStart.PLUS_PLUS, KMeansStart.PARALLEL)) {
        KMeans options = KMeans.of(8).withInit(start).withRestarts(1).withMaxIterations(1);
        assertThat(options.fit(samples, OPTIONS).inertia()).as("%s", start).isZero();
      }
      KMeans more = KMeans.of(12).withRestarts(1);
      for (KMeansStart start :
          List.of(KMeansStart.PLUS_PLUS, KMeansStart.PARALLEL, KMeansStart.RANDOM)) {
        KMeansModel model = more.withInit(start).fit(samples, OPTIONS);
        assertThat(Arrays.stream(model.sizes()).filter(size -> size > 0).count())
            .as("%s", start)
            .isEqualTo(8);
      }
    }
  }

  @Test
  void softPredictionsAddUpAndAgree() {
    try (Samples iris = data("iris")) {
      KMeansModel model = KMeans.of(3).fit(iris, OPTIONS);
      float[][] soft = model.predictSoft(iris);
      for (int i = 0; i < soft.length; i++) {
        assertThat(soft[i][0] + soft[i][1] + soft[i][2]).isCloseTo(1, within(1e-5f));
        for (float share : soft[i]) {
          assertThat(share).isLessThanOrEqualTo(soft[i][model.labels()[i]]);
        }
      }
    }
  }

  @Test
  void listenersMayEndIt() {
    try (Samples digits = data("digits")) {
      List<Double> heard = new ArrayList<>();
      KMeansModel model =
          KMeans.of(10)
              .fit(
                  digits,
                  OPTIONS.withListener(
                      progress -> {
                        if (progress.part() > 0) {
                          heard.add(progress.part());
                        }
                        return heard.size() < 3;
                      }));
      assertThat(heard).containsExactly(1 / 301.0, 2 / 301.0, 3 / 301.0);
      assertThat(model.iterations()).isEqualTo(3);
      assertThat(model.converged()).isFalse();
      assertThat(model.interrupted()).isTrue();
      assertThat(model.predict(digits)).isEqualTo(model.labels());
    }
  }

  @Test
  void samplesTooLargeForFloat32AreRefusedOrExact() {
    float[] values = new float[3000 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 64 % 2 == 0 ? 1e30f : -1e30f;
    }
    try (Samples many = Samples.of(values, Shape.of(3000, 64));
        Samples few = many.take(20)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KMeans.of(30).fit(many, OPTIONS))
          .withMessageStartingWith("samples must have squares that float32 can hold, but row 0");
      assertThat(KMeans.of(2).fit(few, OPTIONS).inertia()).isFinite();
    }
  }

  @Test
  void badOptionsAndDataAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(0))
        .withMessage("clusters must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(3).withTolerance(Double.NaN))
        .withMessage("tolerance must be at least 0, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.from(new float[][] {{1}, {Float.NaN}}))
        .withMessage("centers must be finite, but center 1, column 0 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(3).withInit(KMeansStart.given(new float[2][2])))
        .withMessage("init must be as many centers as clusters, 3, but is 2");
    try (Samples iris = data("iris");
        Samples digits = data("digits")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KMeans.of(200).fit(iris))
          .withMessage("clusters must be between 1 and the number of samples, 150, but is 200");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KMeans.from(new float[2][3]).fit(iris))
          .withMessage(
              "init must have centers of as many features as samples have, 4, but has them of 3");
      KMeansModel model = KMeans.of(2).fit(iris);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(digits))
          .withMessage("samples must have 4 features, as those of the fit, but have 64");
      float[] weights = ones(150);
      weights[3] = -1;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KMeans.of(2).fit(iris, weights, OPTIONS))
          .withMessage("weights must be at least 0, but weight 3 is -1.0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KMeans.of(2).fit(iris, new float[150], OPTIONS))
          .withMessage("weights must not all be 0");
    }
  }
}
