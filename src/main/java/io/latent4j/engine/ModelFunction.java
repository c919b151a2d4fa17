package io.latent4j.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A function that a model offers to others: what Python calls by its name when the model was saved.
 *
 * <pre>{@code
 * ModelFunction.of("encode", List.of(InputSpec.floats("x", -1, 784)),
 *         (tf, in) -> Map.of("code", encoder.call(tf, in.floats("x"), Mode.INFERENCE)))
 *     .withTraining((tf, in) -> Map.of("code", encoder.call(tf, in.floats("x"), Mode.TRAINING)));
 * }</pre>
 *
 * @param name its name, such as {@code encode}
 * @param inputs its inputs in order
 * @param body what it computes in use
 * @param training what it computes while the model is trained, if that may differ; it has the same
 *     inputs and outputs
 */
public record ModelFunction(
    String name, List<InputSpec> inputs, FunctionBody body, Optional<FunctionBody> training) {

  /**
   * Checks the parts.
   *
   * @param name its name: letters, digits and underscores
   * @param inputs its inputs, which differ in name
   * @param body what it computes in use
   * @param training what it computes while the model is trained
   * @throws IllegalArgumentException if the name is no identifier or two inputs have one name
   */
  public ModelFunction {
    Names.checkIdentifier("name of a function", name);
    inputs = List.copyOf(inputs);
    InputSpec.checkDistinct(name, inputs);
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(training, "training");
  }

  /**
   * A function that is the same in training and in use.
   *
   * @param name its name: letters, digits and underscores
   * @param inputs its inputs, which differ in name
   * @param body what it computes
   * @return the function
   * @throws IllegalArgumentException if the name is no identifier or two inputs have one name
   */
  public static ModelFunction of(String name, List<InputSpec> inputs, FunctionBody body) {
    return new ModelFunction(name, inputs, body, Optional.empty());
  }

  /**
   * This function with a form for training, in which layers such as dropout act.
   *
   * @param training what it computes while the model is trained, with the same inputs and outputs
   * @return a new function
   */
  public ModelFunction withTraining(FunctionBody training) {
    return new ModelFunction(name, inputs, body, Optional.of(training));
  }
}
