package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A power of the part that is left, from one rate to another. */
record PolynomialDecay(float initial, long steps, float end, float power, boolean cycle)
    implements Schedule {

  PolynomialDecay {
    Arguments.checkPositive("initialLearningRate", initial);
    Arguments.checkSteps("decaySteps", steps);
    Arguments.checkNotNegative("endLearningRate", end);
    Arguments.checkPositive("power", power);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TFloat32> step = tf.dtypes.cast(iterations, TFloat32.class);
    Operand<TFloat32> all = tf.constant((float) steps);
    Operand<TFloat32> part;
    if (cycle) {
      // Rounded up, and 1 at step 0: each cycle decays over all steps up to its end.
      Operand<TFloat32> cycles =
          tf.math.maximum(tf.math.ceil(tf.math.div(step, all)), tf.constant(1f));
      part = tf.math.div(step, tf.math.mul(all, cycles));
    } else {
      part = tf.math.div(tf.math.minimum(step, all), all);
    }
    Operand<TFloat32> left = tf.math.pow(tf.math.sub(tf.constant(1f), part), tf.constant(power));
    return tf.math.add(tf.math.mul(tf.constant(initial - end), left), tf.constant(end));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "PolynomialDecay");
    config.put("initial_learning_rate", initial);
    config.put("decay_steps", steps);
    config.put("end_learning_rate", end);
    config.put("power", power);
    config.put("cycle", cycle);
    return config;
  }
}
