package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class TensorDistancesTest {
  private static final int SAMPLES = 500;
  private static final int FEATURES = 40;
  private static final int TARGETS = 8;

  @Test
  void theNearestIsFoundWhereProductsInFloat32CannotTell() {
    Random random = new Random(3);
    float[] values = new float[SAMPLES * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    double[][] targets = new double[TARGETS][FEATURES];
    for (double[] target : targets) {
      Arrays.setAll(target, j -> 1 + 1e-7 * random.nextGaussian());
    }
    targets[7] = targets[3].clone();
    int[] rows = new int[SAMPLES];
    Arrays.setAll(rows, i -> i);
    try (Samples samples = Samples.of(values, Shape.of(SAMPLES, FEATURES))) {
      Points points = Points.of(samples, Scaling.fit(samples, Scaling.Kind.NONE));
      double[] squared = new double[SAMPLES * TARGETS];
      int misled = 0;
      try (Distances distances = new TensorDistances(points, EngineOptions.defaults());
          Distances.Targets prepared = distances.to(targets)) {
        prepared.squared(rows, 0, SAMPLES, squared);
        for (int row : rows) {
          double[] exact = exactly(points.coordinates(row), targets);
          int nearest = Vectors.indexOfSmallest(exact, 0, TARGETS);
          int at = row * TARGETS;
          assertThat(prepared.nearest(row, squared, at)).as("row %d", row).isEqualTo(nearest);
          assertThat(squared[at + nearest] - exact[nearest])
              .isBetween(-prepared.error(row), prepared.error(row));
          misled += Vectors.indexOfSmallest(squared, at, TARGETS) == nearest ? 0 : 1;
        }
      }
      assertThat(misled).as("rows that the products alone get wrong").isGreaterThan(20);
    }
  }

  private static double[] exactly(double[] point, double[]... targets) {
    return Arrays.stream(targets)
        .mapToDouble(target -> Vectors.squaredDistance(point, target))
        .toArray();
  }
}
