package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A straight line to where another schedule begins, and then that schedule. */
record LinearWarmup(float initial, long steps, Schedule then) implements Schedule {

  LinearWarmup {
    Arguments.checkNotNegative("initialLearningRate", initial);
    Arguments.checkSteps("warmupSteps", steps);
    Objects.requireNonNull(then, "then");
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    Operand<TInt64> none = tf.constant(0L);
    Operand<TInt64> all = tf.constant(steps);
    Operand<TFloat32> part =
        tf.math.div(tf.dtypes.cast(iterations, TFloat32.class), tf.constant((float) steps));
    Operand<TFloat32> start = tf.constant(initial);
    Operand<TFloat32> rise = tf.math.sub(then.apply(tf, none), start);
    return tf.select(
        tf.math.less(iterations, all),
        tf.math.add(tf.math.mul(rise, part), start),
        then.apply(tf, tf.math.maximum(tf.math.sub(iterations, all), none)));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "LinearWarmup");
    config.put("initial_learning_rate", initial);
    config.put("warmup_steps", steps);
    config.put("then", then.config());
    return config;
  }
}
