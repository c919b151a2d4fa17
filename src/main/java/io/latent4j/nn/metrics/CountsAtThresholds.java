package io.latent4j.nn.metrics;

import static io.latent4j.nn.metrics.SummedMetrics.ratio;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A figure of how yes and no, true and predicted, go together at thresholds that increase. */
final class CountsAtThresholds implements SummedMetric<TFloat32> {
  /** Beyond 0 and 1, so that the first threshold is below all predictions, the last above. */
  private static final float EPSILON = 1e-7f;

  private final float[] thresholds;
  private final ToDoubleFunction<Counts> figure;

  CountsAtThresholds(float[] thresholds, ToDoubleFunction<Counts> figure) {
    this.thresholds = thresholds;
    this.figure = figure;
  }

  /** Thresholds from 0 to 1. */
  static float[] evenly(int count) {
    if (count < 2) {
      throw new IllegalArgumentException("thresholds must be at least 2, but are " + count);
    }
    float[] all = new float[count];
    for (int i = 1; i < count - 1; i++) {
      all[i] = i * 1f / (count - 1);
    }
    all[0] = -EPSILON;
    all[count - 1] = 1 + EPSILON;
    return all;
  }

  @Override
  public Operand<TFloat32> sums(
      Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights) {
    Truth.checkSameShape(truth, prediction);
    Operand<TFloat32> counts = SummedMetrics.flatWeights(tf, weights, prediction);
    Operand<TFloat32> isYes =
        tf.dtypes.cast(
            tf.math.notEqual(SummedMetrics.flat(tf, truth), tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> yes = tf.math.mul(isYes, counts);
    Operand<TFloat32> no = tf.math.sub(counts, yes);
    Operand<TFloat32> limits =
        tf.reshape(tf.constant(thresholds), tf.constant(new int[] {thresholds.length, 1}));
    Operand<TFloat32> above =
        tf.dtypes.cast(
            tf.math.greater(
                tf.expandDims(SummedMetrics.flat(tf, prediction), tf.constant(0)), limits),
            TFloat32.class);
    Operand<TFloat32> below = tf.math.sub(tf.constant(1f), above);
    return tf.concat(
        List.of(sum(tf, above, yes), sum(tf, above, no), sum(tf, below, no), sum(tf, below, yes)),
        tf.constant(0));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> which, Operand<TFloat32> counts) {
    return tf.reduceSum(tf.math.mul(which, counts), tf.constant(1));
  }

  @Override
  public double result(double... sums) {
    return figure.applyAsDouble(new Counts(sums, thresholds.length));
  }

  /** The sums by what they count. */
  static final class Counts {
    private final double[] sums;
    private final int thresholds;

    Counts(double[] sums, int thresholds) {
      this.sums = sums;
      this.thresholds = thresholds;
    }

    double truePositives(int at) {
      return sums[at];
    }

    double falsePositives(int at) {
      return sums[thresholds + at];
    }

    double trueNegatives(int at) {
      return sums[2 * thresholds + at];
    }

    double falseNegatives(int at) {
      return sums[3 * thresholds + at];
    }

    double precision(int at) {
      return ratio(truePositives(at), truePositives(at) + falsePositives(at));
    }

    double recall(int at) {
      return ratio(truePositives(at), truePositives(at) + falseNegatives(at));
    }

    private double falseAlarms(int at) {
      return ratio(falsePositives(at), falsePositives(at) + trueNegatives(at));
    }

    double areaUnderRoc() {
      double area = 0;
      for (int i = 0; i + 1 < thresholds; i++) {
        area += (falseAlarms(i) - falseAlarms(i + 1)) * (recall(i) + recall(i + 1)) / 2;
      }
      return area;
    }

    /** Between two thresholds true positives grow in proportion to all positives. */
    double areaUnderPrecisionRecall() {
      double area = 0;
      for (int i = 0; i + 1 < thresholds; i++) {
        double found = truePositives(i + 1);
        double more = truePositives(i) - found;
        double all = found + falsePositives(i + 1);
        double allBefore = truePositives(i) + falsePositives(i);
        double slope = ratio(more, Math.max(0, allBefore - all));
        double intercept = found - slope * all;
        double grown = allBefore > 0 && all > 0 ? allBefore / all : 1;
        area += ratio(slope * (more + intercept * Math.log(grown)), found + falseNegatives(i + 1));
      }
      return area;
    }
  }
}
