package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** One rate throughout: what a warm-up may lead to. */
record ConstantRate(float rate) implements Schedule {

  ConstantRate {
    Arguments.checkPositive("learningRate", rate);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TInt64> iterations) {
    return tf.constant(rate);
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "ConstantRate");
    config.put("learning_rate", rate);
    return config;
  }
}
