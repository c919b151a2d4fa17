package io.latent4j.training;

import io.latent4j.engine.Outputs;
import io.latent4j.nn.metrics.SummedMetric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.tensorflow.ndarray.Shape;

/** What a batch adds to a metric over many batches: sums, of which a figure is made in the end. */
final class Contribution {
  private static final Shape SUM_AND_WEIGHT = Shape.of(2);

  private final double[] sums;
  private final ToDoubleFunction<double[]> result;

  private Contribution(double[] sums, ToDoubleFunction<double[]> result) {
    this.sums = sums;
    this.result = result;
  }

  /**
   * What a batch function gave: means over the batch are weighed by its size.
   *
   * @param outputs what it gave
   * @param batchSize how many samples the batch had
   * @param others outputs that are no metrics
   * @param summed the metrics that are sums
   */
  static Map<String, Contribution> of(
      Outputs outputs, int batchSize, Set<String> others, Map<String, SummedMetric<?>> summed) {
    Map<String, Contribution> contributions = new LinkedHashMap<>();
    for (String metric : outputs.names()) {
      if (summed.containsKey(metric)) {
        contributions.put(metric, of(metric, outputs, summed.get(metric)));
      } else if (!others.contains(metric)) {
        contributions.put(metric, of(metric, outputs, batchSize));
      }
    }
    if (!contributions.containsKey(BatchFunction.LOSS)) {
      throw new IllegalArgumentException(
          "metrics of a batch must have a '%s', but are %s"
              .formatted(BatchFunction.LOSS, contributions.keySet()));
    }
    return contributions;
  }

  private static Contribution of(String metric, Outputs outputs, SummedMetric<?> summed) {
    float[] values = outputs.floats(metric);
    double[] sums = new double[values.length];
    Arrays.setAll(sums, i -> values[i]);
    return new Contribution(sums, summed::result);
  }

  private static Contribution of(String metric, Outputs outputs, int batchSize) {
    Shape shape = outputs.shape(metric);
    if (shape.equals(SUM_AND_WEIGHT)) {
      float[] parts = outputs.floats(metric);
      return ofMean(parts[0], parts[1]);
    }
    if (shape.numDimensions() != 0) {
      throw new IllegalArgumentException(
          "metric '%s' must be a scalar or a BatchFunction.ratio, but has the shape %s"
              .formatted(metric, shape));
    }
    return ofMean(outputs.scalar(metric) * (double) batchSize, batchSize);
  }

  private static Contribution ofMean(double sum, double weight) {
    return new Contribution(new double[] {sum, weight}, Contribution::mean);
  }

  /** Zero where nothing weighed anything, as in Keras. */
  private static double mean(double... sumAndWeight) {
    return sumAndWeight[1] == 0 ? 0 : sumAndWeight[0] / sumAndWeight[1];
  }

  Contribution plus(Contribution other) {
    double[] both = new double[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    return new Contribution(both, result);
  }

  /** The figure. */
  double value() {
    return result.applyAsDouble(sums);
  }
}
