package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import io.latent4j.nn.optimizers.Optimizer.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What Adam and AdamW share: their options and the step that follows from them.
 *
 * @param beta1 the decay of the mean of the gradients
 * @param beta2 the decay of the mean of their squares
 * @param epsilon what is added to the root
 * @param amsgrad whether the largest mean of squares so far is taken
 */
record AdamOptions(float beta1, float beta2, float epsilon, boolean amsgrad) {
  static final AdamOptions DEFAULTS = new AdamOptions(0.9f, 0.999f, 1e-7f, false);

  AdamOptions {
    Arguments.checkDecay("beta1", beta1);
    Arguments.checkDecay("beta2", beta2);
    Arguments.checkPositive("epsilon", epsilon);
  }

  AdamOptions withBetas(float changed1, float changed2) {
    return new AdamOptions(changed1, changed2, epsilon, amsgrad);
  }

  AdamOptions withEpsilon(float epsilon) {
    return new AdamOptions(beta1, beta2, epsilon, amsgrad);
  }

  AdamOptions withAmsgrad(boolean amsgrad) {
    return new AdamOptions(beta1, beta2, epsilon, amsgrad);
  }

  List<List<Slot>> slotGroups() {
    List<Slot> means =
        List.of(new Slot("momentum", "_momentums"), new Slot("velocity", "_velocities"));
    return amsgrad
        ? List.of(means, List.of(new Slot("velocity_hat", "_velocity_hats")))
        : List.of(means);
  }

  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    Operand<T> decay1 = numbers.constant(tf, beta1);
    Operand<T> decay2 = numbers.constant(tf, beta2);
    Operand<T> added = numbers.constant(tf, epsilon);
    Operand<T> power1 = tf.math.pow(numbers.rounded(tf, beta1), numbers.step());
    Operand<T> power2 = tf.math.pow(numbers.rounded(tf, beta2), numbers.step());
    if (amsgrad) {
      return (after, variable, slots, gradient) ->
          after.train.resourceApplyAdamWithAmsgrad(
              variable,
              slots.get(0),
              slots.get(1),
              slots.get(2),
              power1,
              power2,
              numbers.rate(),
              decay1,
              decay2,
              added,
              gradient);
    }
    return (after, variable, slots, gradient) ->
        after.train.resourceApplyAdam(
            variable,
            slots.get(0),
            slots.get(1),
            power1,
            power2,
            numbers.rate(),
            decay1,
            decay2,
            added,
            gradient);
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta_1", beta1);
    map.put("beta_2", beta2);
    map.put("epsilon", epsilon);
    map.put("amsgrad", amsgrad);
    return map;
  }
}
