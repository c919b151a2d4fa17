package io.latent4j.data;

/**
 * Finds offset and factor of each feature.
 *
 * @param spread where the values of each feature lie
 */
record ScalingFit(FeatureSpread spread) {

  static Scaling minmax(Samples samples) {
    return new ScalingFit(FeatureSpread.of(samples)).minmax();
  }

  static Scaling standard(Samples samples) {
    return new ScalingFit(FeatureSpread.of(samples)).standard();
  }

  private Scaling minmax() {
    double[] min = spread.minimum();
    double[] max = spread.maximum();
    float[] factor = new float[min.length];
    for (int j = 0; j < factor.length; j++) {
      if (min[j] == max[j]) {
        continue;
      }
      factor[j] = (float) (1 / (max[j] - min[j]));
      requireUsable(j, factor[j], max[j] - min[j]);
    }
    boolean inDouble = new Scaling(Scaling.Kind.MINMAX, min, factor).needsDouble();
    for (int j = 0; j < factor.length; j++) {
      // Rounding must not take the largest value beyond 1.
      while (scaled(max[j], min[j], factor[j], inDouble) > 1) {
        factor[j] = Math.nextDown(factor[j]);
      }
    }
    return new Scaling(Scaling.Kind.MINMAX, min, factor);
  }

  private static float scaled(double value, double offset, float factor, boolean inDouble) {
    return inDouble
        ? (float) ((value - offset) * factor)
        : ((float) value - (float) offset) * factor;
  }

  private Scaling standard() {
    double[] min = spread.minimum();
    double[] max = spread.maximum();
    double[] mean = spread.mean();
    double[] deviation = spread.deviation();
    double[] offset = new double[mean.length];
    float[] factor = new float[mean.length];
    for (int j = 0; j < factor.length; j++) {
      offset[j] = min[j] == max[j] ? min[j] : mean[j];
      if (min[j] < max[j]) {
        factor[j] = (float) (1 / deviation[j]);
        requireUsable(j, factor[j], Math.max(max[j] - offset[j], offset[j] - min[j]));
      }
    }
    return new Scaling(Scaling.Kind.STANDARD, offset, factor);
  }

  private void requireUsable(int feature, float factor, double range) {
    if (!Float.isFinite(factor) || factor < Float.MIN_NORMAL || !Float.isFinite((float) range)) {
      throw new IllegalArgumentException(
          "feature "
              + feature
              + " (from 0) can't be scaled in float32: it goes from "
              + (float) spread.minimum()[feature]
              + " to "
              + (float) spread.maximum()[feature]);
    }
  }
}
