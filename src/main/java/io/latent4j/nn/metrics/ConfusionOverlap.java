package io.latent4j.nn.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The mean over classes of intersection over union, from the confusion matrix, row by row: the true
 * class is the row.
 */
record ConfusionOverlap(int classes) implements SummedMetric<TInt32> {

  @Override
  public Operand<TFloat32> sums(
      Ops tf, Operand<TInt32> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights) {
    Truth.checkLabels(truth, prediction);
    if (Truth.classes(prediction) != classes) {
      throw new IllegalArgumentException(
          "prediction must have a number for each of the %d classes, but has %d"
              .formatted(classes, Truth.classes(prediction)));
    }
    Operand<TInt32> found = tf.math.argMax(prediction, tf.constant(-1), TInt32.class);
    Operand<TFloat32> counts =
        SummedMetrics.flatWeights(tf, weights, tf.dtypes.cast(truth, TFloat32.class));
    Operand<TFloat32> rows = tf.math.mul(oneHot(tf, truth), tf.expandDims(counts, tf.constant(1)));
    Operand<TFloat32> matrix =
        tf.linalg.matMul(
            tf.linalg.transpose(rows, tf.constant(new int[] {1, 0})), oneHot(tf, found));
    return SummedMetrics.flat(tf, matrix);
  }

  private Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> labels) {
    return tf.oneHot(
        tf.reshape(labels, tf.constant(new int[] {-1})),
        tf.constant(classes),
        tf.constant(1f),
        tf.constant(0f));
  }

  @Override
  public double result(double... sums) {
    double total = 0;
    int present = 0;
    for (int i = 0; i < classes; i++) {
      double all = -sums[i * classes + i];
      for (int j = 0; j < classes; j++) {
        all += sums[i * classes + j] + sums[j * classes + i];
      }
      if (all > 0) {
        total += sums[i * classes + i] / all;
        present++;
      }
    }
    return SummedMetrics.ratio(total, present);
  }
}
