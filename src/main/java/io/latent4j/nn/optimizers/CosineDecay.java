package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Half a wave of the cosine, down to a share of the start. */
record CosineDecay(float initial, long steps, float alpha) implements Schedule {

  CosineDecay {
    Arguments.checkPositive("initialLearningRate", initial);
    Arguments.checkSteps("decaySteps", steps);
    Arguments.checkShare("alpha", alpha);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TFloat32> all = tf.constant((float) steps);
    Operand<TFloat32> step = tf.math.minimum(tf.dtypes.cast(iterations, TFloat32.class), all);
    Operand<TFloat32> wave = halfWave(tf, tf.math.div(step, all));
    return tf.math.mul(tf.constant(initial), atLeast(tf, alpha, wave));
  }

  /** From 1 at 0 to 0 at 1. */
  static Operand<TFloat32> halfWave(Ops tf, Operand<TFloat32> part) {
    Operand<TFloat32> cosine = tf.math.cos(tf.math.mul(tf.constant((float) Math.PI), part));
    return tf.math.mul(tf.constant(0.5f), tf.math.add(tf.constant(1f), cosine));
  }

  /** From 0 to 1 squeezed to the least and 1. */
  static Operand<TFloat32> atLeast(Ops tf, float least, Operand<TFloat32> part) {
    return tf.math.add(tf.math.mul(tf.constant(1 - least), part), tf.constant(least));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "CosineDecay");
    config.put("initial_learning_rate", initial);
    config.put("decay_steps", steps);
    config.put("alpha", alpha);
    return config;
  }
}
