package io.latent4j.autodiff;

import java.util.List;
import org.tensorflow.Operand;

/** The gradient of one type of operation: its vector-Jacobian product. */
@FunctionalInterface
public interface GradientRule {

  /**
   * Computes the gradient with respect to each input from those with respect to the outputs.
   *
   * @param operation the operation, with the values it was computed from and with
   * @return a gradient for each input in order, lists of inputs spread out; null where there is
   *     none, or where {@link OperationGradient#needs} says that none is asked for. A shorter list
   *     has none for the rest.
   */
  List<Operand<?>> apply(OperationGradient operation);
}
