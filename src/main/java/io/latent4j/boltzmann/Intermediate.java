package io.latent4j.boltzmann;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The distributions on the way from independent visible units to a machine: at the position beta,
 * the base to the power of 1 - beta times the machine to the power of beta, with hidden units that
 * get beta times their input.
 *
 * @param tf the operations of the machine's engine
 * @param network the machine
 * @param bias that of the base: (visible)
 * @param variance that of a Gaussian base: (visible)
 */
record Intermediate(
    Ops tf, RbmNetwork network, Operand<TFloat32> bias, Operand<TFloat32> variance) {

  /**
   * The log of the probability of visible units, but for a constant.
   *
   * @param v the visible units: (n, visible)
   * @param input what hidden units get from them: (n, hidden)
   * @param beta the position, a scalar
   * @return (n)
   */
  Operand<TFloat32> logProbability(
      Operand<TFloat32> v, Operand<TFloat32> input, Operand<TFloat32> beta) {
    Operand<TFloat32> ofBase =
        network.shape().isGaussian()
            ? tf.math.mul(
                tf.constant(-0.5f), sum(tf.math.div(tf.math.squaredDifference(v, bias), variance)))
            : sum(tf.math.mul(v, bias));
    Operand<TFloat32> ofMachine = tf.math.neg(network.visibleEnergy(tf, v));
    Operand<TFloat32> hidden = sum(tf.math.softplus(tf.math.mul(input, beta)));
    return tf.math.add(
        tf.math.add(tf.math.mul(ofBase, rest(beta)), tf.math.mul(ofMachine, beta)), hidden);
  }

  /** Draws hidden and then visible units: (n, visible). */
  Operand<TFloat32> transition(Operand<TFloat32> input, Operand<TFloat32> beta) {
    Operand<TFloat32> h = network.draw(tf, tf.math.sigmoid(tf.math.mul(input, beta)));
    Operand<TFloat32> ofMachine = network.visibleInput(tf, h);
    if (!network.shape().isGaussian()) {
      return network.drawVisible(
          tf, tf.math.add(tf.math.mul(bias, rest(beta)), tf.math.mul(ofMachine, beta)));
    }
    Operand<TFloat32> precisionOfBase = tf.math.div(rest(beta), variance);
    Operand<TFloat32> precisionOfMachine = tf.math.mul(network.precision(tf), beta);
    Operand<TFloat32> precision = tf.math.add(precisionOfBase, precisionOfMachine);
    Operand<TFloat32> mean =
        tf.math.div(
            tf.math.add(
                tf.math.mul(bias, precisionOfBase), tf.math.mul(ofMachine, precisionOfMachine)),
            precision);
    Operand<TFloat32> noise =
        tf.random.statelessRandomNormal(tf.shape(mean), network.engine().randomSeed(tf));
    return tf.math.add(mean, tf.math.div(noise, tf.math.sqrt(precision)));
  }

  private Operand<TFloat32> rest(Operand<TFloat32> beta) {
    return tf.math.sub(tf.constant(1f), beta);
  }

  private Operand<TFloat32> sum(Operand<TFloat32> rows) {
    return tf.reduceSum(rows, tf.constant(1));
  }
}
