package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

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
  private <T extends TNumber> Operand<T> share(Ops tf, StepType<T> type, Operand<TInt64> done) {
    Operand<TBool> later = tf.math.notEqual(done, tf.constant(0L));
    return tf.math.mul(type.cast(tf, later), type.constant(tf, momentum));
  }

  /** Takes a weight into its mean, which is kept in another variable, after so many steps. */
  <T extends TNumber> void update(
      Ops tf,
      StepType<T> type,
      Operand<TInt64> done,
      Operand<? extends TType> average,
      Operand<? extends TType> weight) {
    Operand<T> stays = share(tf, type, done);
    tf.assignVariableOp(
        average,
        tf.math.add(
            tf.math.mul(stays, type.read(tf, average)),
            tf.math.mul(tf.math.sub(type.constant(tf, 1), stays), type.cast(tf, weight))));
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
