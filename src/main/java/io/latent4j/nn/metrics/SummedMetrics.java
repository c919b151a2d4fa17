package io.latent4j.nn.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Metrics that are functions of sums over all samples, with Keras's names and numbers. Those of
 * yes-or-no variables count each number of a prediction; a truth other than 0 is a yes.
 *
 * <pre>{@code
 * Objective.of(model, Losses.binaryCrossentropy(), "truth")
 *     .withSummedMetric("precision", SummedMetrics.precision(0.5f))
 *     .withSummedMetric("auc", SummedMetrics.areaUnderRoc(200))
 * }</pre>
 */
public final class SummedMetrics {
  private SummedMetrics() {}

  /**
   * The root of the mean of the squared differences.
   *
   * @return the metric
   */
  public static SummedMetric<TFloat32> rootMeanSquaredError() {
    return new SummedMetric<>() {
      @Override
      public Operand<TFloat32> sums(
          Ops tf,
          Operand<TFloat32> truth,
          Operand<TFloat32> prediction,
          Operand<TFloat32> weights) {
        Truth.checkSameShape(truth, prediction);
        Operand<TFloat32> counts = flatWeights(tf, weights, prediction);
        Operand<TFloat32> squares = flat(tf, tf.math.squaredDifference(prediction, truth));
        return tf.stack(
            List.of(
                tf.reduceSum(tf.math.mul(squares, counts), tf.constant(0)),
                tf.reduceSum(counts, tf.constant(0))));
      }

      @Override
      public double result(double... sums) {
        return Math.sqrt(ratio(sums[0], sums[1]));
      }
    };
  }

  /**
   * How many are predicted as yes and are.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> truePositives(float threshold) {
    return counts(threshold, counts -> counts.truePositives(0));
  }

  /**
   * How many are predicted as yes and are not.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> falsePositives(float threshold) {
    return counts(threshold, counts -> counts.falsePositives(0));
  }

  /**
   * How many are predicted as no and are.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> trueNegatives(float threshold) {
    return counts(threshold, counts -> counts.trueNegatives(0));
  }

  /**
   * How many are predicted as no and are not.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> falseNegatives(float threshold) {
    return counts(threshold, counts -> counts.falseNegatives(0));
  }

  /**
   * The share of those that are predicted as yes that are; 0 if none is.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> precision(float threshold) {
    return counts(threshold, counts -> counts.precision(0));
  }

  /**
   * The share of those that are yes that are predicted as it; 0 if none is.
   *
   * @param threshold the prediction above which it is yes
   * @return the metric
   * @throws IllegalArgumentException if the threshold is not finite
   */
  public static SummedMetric<TFloat32> recall(float threshold) {
    return counts(threshold, counts -> counts.recall(0));
  }

  /**
   * The area under the curve of recall over the share of false alarms, in trapezoids between
   * thresholds at equal distances: near the probability that a yes is predicted above a no.
   *
   * @param thresholds how many, at least 2; Keras's default is 200
   * @return the metric, of predictions from 0 to 1
   * @throws IllegalArgumentException if there are fewer
   */
  public static SummedMetric<TFloat32> areaUnderRoc(int thresholds) {
    return new CountsAtThresholds(
        CountsAtThresholds.evenly(thresholds), CountsAtThresholds.Counts::areaUnderRoc);
  }

  /**
   * The area under the curve of precision over recall, between thresholds at equal distances;
   * counts are interpolated between these, not the precision (Davis and Goadrich 2006).
   *
   * @param thresholds how many, at least 2; Keras's default is 200
   * @return the metric, of predictions from 0 to 1
   * @throws IllegalArgumentException if there are fewer
   */
  public static SummedMetric<TFloat32> areaUnderPrecisionRecall(int thresholds) {
    return new CountsAtThresholds(
        CountsAtThresholds.evenly(thresholds), CountsAtThresholds.Counts::areaUnderPrecisionRecall);
  }

  /**
   * The mean over classes of the share that right predictions have of all that are of the class or
   * predicted as it. Classes that neither has are left out.
   *
   * @param classes how many, at least 1
   * @return the metric; the largest number of a vector is its prediction
   * @throws IllegalArgumentException if there is none
   */
  public static SummedMetric<TInt32> meanIntersectionOverUnion(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1, but are " + classes);
    }
    return new ConfusionOverlap(classes);
  }

  private static SummedMetric<TFloat32> counts(
      float threshold, ToDoubleFunction<CountsAtThresholds.Counts> figure) {
    if (!Float.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite, but is " + threshold);
    }
    return new CountsAtThresholds(new float[] {threshold}, figure);
  }

  /** Zero where nothing was counted, as in Keras. */
  static double ratio(double part, double all) {
    return all == 0 ? 0 : part / all;
  }

  static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> values) {
    return tf.reshape(values, tf.constant(new int[] {-1}));
  }

  /** What each number counts, row by row. */
  static Operand<TFloat32> flatWeights(
      Ops tf, Operand<TFloat32> weights, Operand<TFloat32> values) {
    if (weights == null) {
      return flat(tf, tf.onesLike(values));
    }
    Operand<TFloat32> expanded = weights;
    Shape shape = values.shape();
    for (int axis = weights.shape().numDimensions(); axis < shape.numDimensions(); axis++) {
      expanded = tf.expandDims(expanded, tf.constant(-1));
    }
    return flat(tf, tf.broadcastTo(expanded, tf.shape(values)));
  }
}
