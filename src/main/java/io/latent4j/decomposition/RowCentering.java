package io.latent4j.decomposition;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TFloating;

/**
 * Each row minus its own mean. The row's first value is subtracted before, so that a constant row
 * becomes exactly 0.
 */
final class RowCentering {
  private RowCentering() {}

  static <T extends TFloating> Operand<T> center(Ops tf, Operand<T> rows) {
    Operand<T> differences = tf.math.sub(rows, firstValues(tf, rows));
    return tf.math.sub(differences, rowMeans(tf, differences));
  }

  /** The means, of shape (rows, 1). */
  static <T extends TFloating> Operand<T> means(Ops tf, Operand<T> rows) {
    Operand<T> first = firstValues(tf, rows);
    return tf.math.add(first, rowMeans(tf, tf.math.sub(rows, first)));
  }

  private static <T extends TFloating> Operand<T> firstValues(Ops tf, Operand<T> rows) {
    return tf.slice(rows, tf.array(0, 0), tf.array(-1, 1));
  }

  private static <T extends TFloating> Operand<T> rowMeans(Ops tf, Operand<T> rows) {
    return tf.math.mean(rows, tf.constant(1), Mean.keepDims(true));
  }
}
