package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import io.latent4j.nn.optimizers.Optimizer.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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

  Update update(Ops tf, Operand<TFloat32> rate, Operand<TFloat32> step) {
    Operand<TFloat32> decay1 = tf.constant(beta1);
    Operand<TFloat32> decay2 = tf.constant(beta2);
    Operand<TFloat32> added = tf.constant(epsilon);
    Operand<TFloat32> power1 = tf.math.pow(decay1, step);
    Operand<TFloat32> power2 = tf.math.pow(decay2, step);
    if (amsgrad) {
      return (after, variable, slots, gradient) ->
          after.train.resourceApplyAdamWithAmsgrad(
              variable,
              slots.get(0),
              slots.get(1),
              slots.get(2),
              power1,
              power2,
              rate,
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
            rate,
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
