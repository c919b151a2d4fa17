package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** {@code initial rate^(step / steps)}. */
record ExponentialDecay(float initial, long steps, float rate, boolean staircase)
    implements Schedule {

  ExponentialDecay {
    Arguments.checkPositive("initialLearningRate", initial);
    Arguments.checkSteps("decaySteps", steps);
    Arguments.checkPositive("decayRate", rate);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TFloat32> part =
        tf.math.div(tf.dtypes.cast(iterations, TFloat32.class), tf.constant((float) steps));
    return tf.math.mul(
        tf.constant(initial),
        tf.math.pow(tf.constant(rate), staircase ? tf.math.floor(part) : part));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "ExponentialDecay");
    config.put("initial_learning_rate", initial);
    config.put("decay_steps", steps);
    config.put("decay_rate", rate);
    config.put("staircase", staircase);
    return config;
  }
}
