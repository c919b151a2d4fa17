package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

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

  /** Shrinks the value behind the handle of a variable of that name. */
  <T extends TNumber> void apply(
      Ops tf, StepNumbers<T> numbers, String name, Operand<? extends TType> handle) {
    if (excluded.stream().noneMatch(name::contains)) {
      Operand<T> share = tf.math.mul(numbers.rounded(tf, decay), numbers.rate());
      tf.assignSubVariableOp(handle, tf.math.mul(numbers.type().read(tf, handle), share));
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
