package io.latent4j.nn.optimizers;

import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Shrinks weights before a step, apart from their gradients (Loshchilov and Hutter 2017): {@code w
 * -= w decay rate}.
 *
 * @param decay the share of a weight that goes, times the learning rate
 * @param excluded variables with one of these words in their name are left out
 */
record WeightDecay(float decay, List<String> excluded) {

  WeightDecay {
    Arguments.checkNotNegative("weight_decay", decay);
    excluded = List.copyOf(excluded);
    if (excluded.contains("")) {
      throw new IllegalArgumentException("excluded words must not be empty, but are " + excluded);
    }
  }

  void apply(Ops tf, Operand<TFloat32> rate, ModelVariable<TFloat32> variable) {
    if (excluded.stream().noneMatch(variable.name()::contains)) {
      Operand<TFloat32> share = tf.math.mul(tf.constant(decay), rate);
      tf.assignSubVariableOp(variable.handle(tf), tf.math.mul(variable.read(tf), share));
    }
  }

  Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("weight_decay", decay);
    if (!excluded.isEmpty()) {
      config.put("exclude_from_weight_decay", excluded);
    }
    return config;
  }
}
