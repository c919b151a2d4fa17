package io.latent4j.framework;

import io.latent4j.nn.ActivationFunction;
import java.util.Map;
import org.tensorflow.framework.activations.AbstractActivation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softmax;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;

/** Which of our activations is which of the framework's. */
final class Activations {
  private static final Map<Class<? extends AbstractActivation>, ActivationFunction> SAME =
      Map.ofEntries(
          Map.entry(Linear.class, ActivationFunction.LINEAR),
          Map.entry(ReLU.class, ActivationFunction.RELU),
          Map.entry(ELU.class, ActivationFunction.ELU),
          Map.entry(SELU.class, ActivationFunction.SELU),
          Map.entry(GELU.class, ActivationFunction.GELU),
          Map.entry(Exponential.class, ActivationFunction.EXPONENTIAL),
          Map.entry(Sigmoid.class, ActivationFunction.SIGMOID),
          Map.entry(Softmax.class, ActivationFunction.SOFTMAX),
          Map.entry(Softplus.class, ActivationFunction.SOFTPLUS),
          Map.entry(Swish.class, ActivationFunction.SILU),
          Map.entry(Tanh.class, ActivationFunction.TANH));

  private Activations() {}

  static ActivationFunction ours(AbstractActivation activation) {
    ActivationFunction ours = SAME.get(activation.getClass());
    if (ours == null) {
      throw new IllegalArgumentException(
          "activation must be one that is here by name, but '%s' is not, or has another formula; activationLayer takes it"
              .formatted(activation.getName()));
    }
    if (!isUsual(activation)) {
      throw new IllegalArgumentException(
          "activation must have its usual options, but is %s; activationLayer takes it"
              .formatted(activation.getConfig()));
    }
    return ours;
  }

  private static boolean isUsual(AbstractActivation activation) {
    if (activation instanceof ReLU relu) {
      return relu.getConfig().equals(new ReLU().getConfig());
    }
    if (activation instanceof ELU elu) {
      return elu.getAlpha() == 1;
    }
    if (activation instanceof GELU gelu) {
      return !gelu.isApproximate();
    }
    return !(activation instanceof Softmax softmax) || softmax.getAxis() == -1;
  }
}
