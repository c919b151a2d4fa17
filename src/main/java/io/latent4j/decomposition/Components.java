package io.latent4j.decomposition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The components that a model keeps, and what is known of each.
 *
 * @param vectors (K, d), in double precision
 * @param deviations the standard deviation along each, in double precision (K)
 * @param explainedVariance (K)
 * @param explainedVarianceRatio (K)
 * @param singularValues (K)
 */
record Components(
    double[][] vectors,
    double[] deviations,
    float[] explainedVariance,
    float[] explainedVarianceRatio,
    float[] singularValues) {
  private static final String TOTAL_VARIANCE = "total_variance";
  private static final String SAMPLES = "samples";

  static Components of(Decomposition found) {
    return new Components(
        found.components(),
        IntStream.range(0, found.components().length).mapToDouble(found::deviation).toArray(),
        found.explainedVariance(),
        found.explainedVarianceRatio(),
        found.singularValues());
  }

  /** Those of a file: what its figures don't tell is not a number. */
  static Components of(
      double[][] vectors, float[] variance, Map<String, Double> figures, long samples) {
    double total = figures.getOrDefault(TOTAL_VARIANCE, Double.NaN);
    double count = figures.getOrDefault(SAMPLES, samples == 0 ? Double.NaN : samples);
    float[] ratio = new float[variance.length];
    double[] deviations = new double[variance.length];
    float[] singular = new float[variance.length];
    for (int i = 0; i < variance.length; i++) {
      ratio[i] = (float) (variance[i] / total);
      deviations[i] = Math.sqrt(variance[i]);
      singular[i] = (float) Math.sqrt(variance[i] * (count - 1));
    }
    return new Components(vectors, deviations, variance, ratio, singular);
  }

  /**
   * The figures of a decomposition, from which {@link #of(double[][], float[], Map, long)} finds
   * all.
   *
   * @param samples how many samples there are, of which an interrupted fit saw only some
   */
  static Map<String, Double> figures(Decomposition found, long samples) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(TOTAL_VARIANCE, found.total() / (found.samples() - 1));
    double share = 0;
    for (double square : found.squares()) {
      share += square / found.total();
    }
    figures.put("explained_variance_ratio", share);
    if (found.samples() < samples) {
      figures.put(SAMPLES, (double) found.samples());
    }
    return figures;
  }
}
