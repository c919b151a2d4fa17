package io.latent4j.training;

import io.latent4j.engine.Outputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * What a batch adds to a metric over many batches.
 *
 * @param sum what is added
 * @param weight what the sum of all is divided by in the end
 */
record Contribution(double sum, double weight) {
  private static final Shape SUM_AND_WEIGHT = Shape.of(2);

  /** What a batch function gave: means over the batch are weighed by its size. */
  static Map<String, Contribution> of(Outputs outputs, int batchSize) {
    return of(outputs, batchSize, Set.of());
  }

  /**
   * What a batch function gave, but for what is no metric: means over the batch are weighed by its
   * size.
   */
  static Map<String, Contribution> of(Outputs outputs, int batchSize, Set<String> others) {
    Map<String, Contribution> contributions = new LinkedHashMap<>();
    for (String metric : outputs.names()) {
      if (!others.contains(metric)) {
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

  private static Contribution of(String metric, Outputs outputs, int batchSize) {
    Shape shape = outputs.shape(metric);
    if (shape.equals(SUM_AND_WEIGHT)) {
      float[] parts = outputs.floats(metric);
      return new Contribution(parts[0], parts[1]);
    }
    if (shape.numDimensions() != 0) {
      throw new IllegalArgumentException(
          "metric '%s' must be a scalar or a BatchFunction.ratio, but has the shape %s"
              .formatted(metric, shape));
    }
    return new Contribution(outputs.scalar(metric) * (double) batchSize, batchSize);
  }

  Contribution plus(Contribution other) {
    return new Contribution(sum + other.sum, weight + other.weight);
  }

  /** Zero where nothing weighed anything, as in Keras. */
  double mean() {
    return weight == 0 ? 0 : sum / weight;
  }
}
