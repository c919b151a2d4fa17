package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Cosine decay that starts again and again (Loshchilov and Hutter 2016). */
record CosineDecayRestarts(float initial, long firstSteps, float longer, float lower, float alpha)
    implements Schedule {

  CosineDecayRestarts {
    Arguments.checkPositive("initialLearningRate", initial);
    Arguments.checkSteps("firstDecaySteps", firstSteps);
    if (!(longer >= 1 && Float.isFinite(longer))) {
      throw new IllegalArgumentException("tMul must be at least 1 and finite, but is " + longer);
    }
    Arguments.checkPositive("mMul", lower);
    Arguments.checkShare("alpha", alpha);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TFloat32> periods =
        tf.math.div(tf.dtypes.cast(iterations, TFloat32.class), tf.constant((float) firstSteps));
    Operand<TFloat32> restarts = longer == 1 ? tf.math.floor(periods) : restarts(tf, periods);
    Operand<TFloat32> part =
        longer == 1 ? tf.math.sub(periods, restarts) : part(tf, periods, restarts);
    Operand<TFloat32> peak = tf.math.pow(tf.constant(lower), restarts);
    Operand<TFloat32> wave = tf.math.mul(peak, CosineDecay.halfWave(tf, part));
    return tf.math.mul(tf.constant(initial), CosineDecay.atLeast(tf, alpha, wave));
  }

  /** How many growing periods are over: the logarithm of what their geometric sum gives. */
  private Operand<TFloat32> restarts(Ops tf, Operand<TFloat32> periods) {
    Operand<TFloat32> power =
        tf.math.sub(tf.constant(1f), tf.math.mul(periods, tf.constant(1 - longer)));
    return tf.math.floor(tf.math.div(tf.math.log(power), tf.math.log(tf.constant(longer))));
  }

  /** The part of the period that has begun. */
  private Operand<TFloat32> part(Ops tf, Operand<TFloat32> periods, Operand<TFloat32> restarts) {
    Operand<TFloat32> power = tf.math.pow(tf.constant(longer), restarts);
    Operand<TFloat32> before =
        tf.math.div(tf.math.sub(tf.constant(1f), power), tf.constant(1 - longer));
    return tf.math.div(tf.math.sub(periods, before), power);
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "CosineDecayRestarts");
    config.put("initial_learning_rate", initial);
    config.put("first_decay_steps", firstSteps);
    config.put("t_mul", longer);
    config.put("m_mul", lower);
    config.put("alpha", alpha);
    return config;
  }
}
