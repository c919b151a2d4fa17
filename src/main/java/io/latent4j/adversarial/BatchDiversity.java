package io.latent4j.adversarial;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * How much the samples of a batch differ from each other, beside another batch of as many.
 *
 * <p>Two things are compared, of which the worse counts: the root mean square of the distances of
 * all pairs, which falls when all are alike, and the mean distance of each sample to its nearest
 * other, which falls when there are few kinds of samples.
 */
final class BatchDiversity {
  private static final float FAR = 1e30f;

  private BatchDiversity() {}

  /** Distances within a batch. */
  private record Spread(Operand<TFloat32> all, Operand<TFloat32> nearest) {}

  /**
   * The diversity of generated samples as a share of that of real ones.
   *
   * @param generated the batch, of any number of axes
   * @param real as many real samples, at least two
   * @param count how many there are
   * @return a scalar; 1 if they are as diverse, 0 if they are all the same
   */
  static Operand<TFloat32> ratio(
      Ops tf, Operand<TFloat32> generated, Operand<TFloat32> real, int count) {
    Operand<TFloat32> flatReal = tf.reshape(real, tf.constant(new int[] {count, -1}));
    Operand<TFloat32> flat = tf.reshape(generated, tf.constant(new int[] {count, -1}));
    // About a common point, lest distances far from zero lose their digits.
    Operand<TFloat32> center = tf.math.mean(flatReal, tf.constant(0));
    Spread ofReal = spread(tf, tf.math.sub(flatReal, center), count);
    Spread ofGenerated = spread(tf, tf.math.sub(flat, center), count);
    return tf.math.minimum(
        share(tf, ofGenerated.all, ofReal.all), share(tf, ofGenerated.nearest, ofReal.nearest));
  }

  private static Spread spread(Ops tf, Operand<TFloat32> x, int count) {
    Operand<TFloat32> norms =
        tf.reduceSum(tf.math.square(x), tf.constant(1), ReduceSum.keepDims(true));
    Operand<TFloat32> products = tf.linalg.matMul(x, x, MatMul.transposeB(true));
    Operand<TFloat32> squares =
        tf.math.maximum(
            tf.math.sub(
                tf.math.add(norms, tf.linalg.transpose(norms, tf.constant(new int[] {1, 0}))),
                tf.math.mul(tf.constant(2f), products)),
            tf.constant(0f));
    float[][] self = new float[count][count];
    for (int i = 0; i < count; i++) {
      self[i][i] = FAR;
    }
    Operand<TFloat32> toOthers = tf.math.add(squares, tf.constant(self));
    return new Spread(
        tf.math.sqrt(tf.math.mean(squares, tf.constant(new int[] {0, 1}))),
        tf.math.mean(tf.math.sqrt(tf.min(toOthers, tf.constant(1))), tf.constant(0)));
  }

  /** One where the real samples are all alike: there is nothing to fall short of. */
  private static Operand<TFloat32> share(Ops tf, Operand<TFloat32> part, Operand<TFloat32> whole) {
    Operand<TBool> isSome = tf.math.greater(whole, tf.constant(0f));
    return tf.select(
        isSome, tf.math.div(part, tf.select(isSome, whole, tf.constant(1f))), tf.constant(1f));
  }
}
