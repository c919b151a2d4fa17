package io.latent4j.nn.optimizers;

import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Keeps a running mean of each weight.
 *
 * @param momentum how much of the mean stays at a step
 * @param overwriteEvery after how many steps the weights are set to their means; 0 for never
 */
record WeightAverage(float momentum, int overwriteEvery) {

  WeightAverage {
    Arguments.checkShare("ema_momentum", momentum);
    if (overwriteEvery < 0) {
      throw new IllegalArgumentException(
          "ema_overwrite_frequency must be at least 1, or 0 for never, but is " + overwriteEvery);
    }
  }

  /** The share of the mean that stays: nothing at the first step, which the mean starts from. */
  Operand<TFloat32> share(Ops tf, Operand<TInt64> done) {
    Operand<TBool> later = tf.math.notEqual(done, tf.constant(0L));
    return tf.math.mul(tf.dtypes.cast(later, TFloat32.class), tf.constant(momentum));
  }

  void update(
      Ops tf,
      Operand<TFloat32> share,
      ModelVariable<TFloat32> average,
      ModelVariable<TFloat32> variable) {
    average.assign(
        tf,
        tf.math.add(
            tf.math.mul(share, average.read(tf)),
            tf.math.mul(tf.math.sub(tf.constant(1f), share), variable.read(tf))));
  }

  /** Whether the step after so many is one at which the weights are set to their means. */
  Operand<TBool> overwrites(Ops tf, Operand<TInt64> next) {
    return tf.math.equal(
        tf.math.floorMod(next, tf.constant((long) overwriteEvery)), tf.constant(0L));
  }

  Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("use_ema", true);
    config.put("ema_momentum", momentum);
    if (overwriteEvery > 0) {
      config.put("ema_overwrite_frequency", overwriteEvery);
    }
    return config;
  }
}
