package io.latent4j.boltzmann;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How well binary visible units are told from all others: the log of the probability of a unit
 * given the rest, which takes two free energies, {@code log sigmoid(F(flipped) - F(v))}. It is the
 * mean over units, not their sum, so that machines of different numbers of features compare.
 */
final class PseudoLikelihood {
  private PseudoLikelihood() {}

  /** Of one unit of each row, drawn by the seed of the engine: (n). */
  static Operand<TFloat32> ofOneFeature(Ops tf, RbmNetwork network, Operand<TFloat32> v) {
    int features = network.shape().features();
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(
            tf.shape(tf.reduceSum(v, tf.constant(1))), network.engine().randomSeed(tf));
    Operand<TInt32> drawn =
        tf.dtypes.cast(tf.math.mul(uniform, tf.constant((float) features)), TInt32.class);
    return of(tf, network, v, tf.math.minimum(drawn, tf.constant(features - 1)));
  }

  /**
   * Of a given unit of each row: (n).
   *
   * @param flipped the number of the unit: (n), or one for all
   */
  static Operand<TFloat32> of(
      Ops tf, RbmNetwork network, Operand<TFloat32> v, Operand<TInt32> flipped) {
    Operand<TFloat32> one =
        tf.oneHot(
            flipped, tf.constant(network.shape().allVisible()), tf.constant(1f), tf.constant(0f));
    // v becomes 1 - v where one is 1.
    Operand<TFloat32> other =
        tf.math.add(
            v, tf.math.mul(one, tf.math.sub(tf.constant(1f), tf.math.mul(v, tf.constant(2f)))));
    Operand<TFloat32> difference =
        tf.math.sub(network.freeEnergy(tf, other), network.freeEnergy(tf, v));
    return tf.math.neg(tf.math.softplus(tf.math.neg(difference)));
  }

  /** Of all units that are no labels: (n), the mean over them. */
  static Operand<TFloat32> ofAllFeatures(Ops tf, RbmNetwork network, Operand<TFloat32> v) {
    Operand<TFloat32> sum = null;
    int features = network.shape().features();
    for (int i = 0; i < features; i++) {
      Operand<TFloat32> one = of(tf, network, v, tf.constant(new int[] {i}));
      sum = sum == null ? one : tf.math.addN(List.of(sum, one));
    }
    return tf.math.div(sum, tf.constant((float) features));
  }
}
