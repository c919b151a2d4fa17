package io.latent4j.training;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.types.TFloat32;

/** Finds out that a loss is no number any more, and which variable is not either. */
final class Divergence {
  private Divergence() {}

  /**
   * Refuses a loss that is NaN or infinite.
   *
   * @param loss the loss
   * @param where when it was computed, in words
   * @param state the variables that may be the reason
   */
  static void check(double loss, String where, Map<String, Trackable> state) {
    if (!Double.isFinite(loss)) {
      throw new TrainingDivergedException(
          "loss must be finite, but is %s %s; %s"
              .formatted(
                  loss,
                  where,
                  firstVariable(state)
                      .map(path -> "the first variable that is not finite is " + path)
                      .orElse("all variables are finite")));
    }
  }

  private static Optional<String> firstVariable(Map<String, Trackable> state) {
    return state.entrySet().stream()
        .flatMap(tree -> variables(tree.getKey(), tree.getValue()))
        .findFirst();
  }

  private static Stream<String> variables(String name, Trackable tree) {
    return tree.variablesByPath().entrySet().stream()
        .filter(variable -> isNotFinite(variable.getValue()))
        .map(variable -> name + "." + variable.getKey());
  }

  private static boolean isNotFinite(ModelVariable<?> variable) {
    if (variable.type() != TFloat32.class) {
      return false;
    }
    for (float value : variable.toFloats()) {
      if (!Float.isFinite(value)) {
        return true;
      }
    }
    return false;
  }
}
