package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

/** Starts by weights. The samples are bytes: their distances are exact, however they are added. */
class SeedingTest {
  private static final int FEATURES = 3;
  private static final int SEEDS = 40;
  private static final List<KMeansStart> DRAWN =
      List.of(KMeansStart.PLUS_PLUS, KMeansStart.PARALLEL, KMeansStart.RANDOM);

  /** Different points, and weights from 0 to 3. */
  private final byte[][] rows = rows(60);

  private final float[] weights = weights(60);

  private static byte[][] rows(int count) {
    Random random = new Random(5);
    byte[][] rows = new byte[count][FEATURES];
    for (int i = 0; i < count; i++) {
      random.nextBytes(rows[i]);
      rows[i][0] = (byte) (4 * i);
    }
    return rows;
  }

  private static float[] weights(int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = i % 4;
    }
    return weights;
  }

  private static List<List<Double>> starts(
      byte[][] rows, float[] weights, KMeansStart start, int clusters, long seed) {
    byte[] flat = new byte[rows.length * FEATURES];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * FEATURES, FEATURES);
    }
    TUint8 tensor =
        TUint8.tensorOf(Shape.of(rows.length, FEATURES), DataBuffers.of(flat, true, false));
    EngineOptions options = EngineOptions.defaults().withThreads(2);
    try (Samples samples = Samples.ofTensor("bytes", tensor)) {
      Points points = Points.of(samples, Scaling.fit(samples, Scaling.Kind.NONE));
      try (Distances distances = Distances.of(points, clusters, options);
          Workers workers = new Workers(options.threads())) {
        Problem problem = new Problem(points, weights, distances, workers);
        // The first numbers of neighbouring seeds are much alike.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        return Arrays.stream(new Seeding(problem, clusters, random).centers(start))
            .map(center -> Arrays.stream(center).boxed().toList())
            .toList();
      }
    }
  }

  private static List<Double> point(byte[] row) {
    return IntStream.range(0, FEATURES).mapToObj(j -> (double) (row[j] & 0xff)).toList();
  }

  /** Each sample as often as it weighs, one after the other. */
  private byte[][] repeated() {
    return IntStream.range(0, rows.length)
        .boxed()
        .flatMap(i -> Collections.nCopies((int) weights[i], rows[i]).stream())
        .toArray(byte[][]::new);
  }

  private byte[][] weighty() {
    return IntStream.range(0, rows.length)
        .filter(i -> weights[i] > 0)
        .mapToObj(i -> rows[i])
        .toArray(byte[][]::new);
  }

  @Test
  void samplesWithoutWeightAreNeverStarts() {
    List<List<Double>> allowed = Arrays.stream(weighty()).map(SeedingTest::point).toList();
    for (KMeansStart start : DRAWN) {
      for (int seed = 0; seed < SEEDS; seed++) {
        assertThat(starts(rows, weights, start, 7, seed))
            .as("%s, seed %d", start, seed)
            .hasSize(7)
            .isSubsetOf(allowed);
      }
    }
  }

  @Test
  void norWhereFewerSamplesThanClustersHaveWeight() {
    float[] few = new float[rows.length];
    few[11] = 1;
    few[42] = 0.5f;
    List<List<Double>> allowed = List.of(point(rows[11]), point(rows[42]));
    for (KMeansStart start : DRAWN) {
      for (int seed = 0; seed < SEEDS; seed++) {
        List<List<Double>> starts = starts(rows, few, start, 5, seed);
        assertThat(starts).as("%s, seed %d", start, seed).isSubsetOf(allowed).containsAll(allowed);
      }
    }
  }

  @Test
  void onlyRatiosOfWeightsMatter() {
    float[] larger = new float[weights.length];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = 8 * weights[i];
    }
    for (KMeansStart start : DRAWN) {
      for (int seed = 0; seed < SEEDS; seed++) {
        assertThat(starts(rows, larger, start, 7, seed))
            .as("%s, seed %d", start, seed)
            .isEqualTo(starts(rows, weights, start, 7, seed));
      }
    }
  }

  @Test
  void plusPlusTakesWeightsForRepetitions() {
    byte[][] repeated = repeated();
    float[] equal = Weights.equal(repeated.length);
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(starts(rows, weights, KMeansStart.PLUS_PLUS, 7, seed))
          .as("seed %d", seed)
          .isEqualTo(starts(repeated, equal, KMeansStart.PLUS_PLUS, 7, seed));
    }
  }

  /** They draw other numbers, but starts come as often as their samples are repeated. */
  @Test
  void singleStartsComeByWeight() {
    byte[][] three = {rows[3], rows[20], rows[50]};
    byte[][] eight = {
      rows[3], rows[20], rows[20], rows[50], rows[50], rows[50], rows[50], rows[50]
    };
    int seeds = 1000;
    for (KMeansStart start : DRAWN) {
      int[] weighted = new int[256];
      int[] repeated = new int[256];
      for (int seed = 0; seed < seeds; seed++) {
        weighted[first(starts(three, new float[] {1, 2, 5}, start, 1, seed))]++;
        repeated[first(starts(eight, Weights.equal(8), start, 1, seed))]++;
      }
      for (int i = 0; i < 3; i++) {
        double expected = new double[] {1, 2, 5}[i] / 8;
        // four standard deviations, at most 0.016 each
        assertThat(weighted[three[i][0] & 0xff] / (double) seeds)
            .isCloseTo(expected, within(0.064));
        assertThat(repeated[three[i][0] & 0xff] / (double) seeds)
            .isCloseTo(expected, within(0.064));
      }
    }
  }

  private static int first(List<List<Double>> starts) {
    return starts.get(0).get(0).intValue();
  }
}
