package io.latent4j.savedmodel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A function of a SavedModel: a signature, or one trace of a function for inputs of certain types.
 *
 * @param name the name of the signature, or the path of the function
 * @param inputs its inputs
 * @param outputs its outputs
 * @param constants what else the trace was made for, such as {@code training=True}; empty for most
 * @param optional the names of the inputs that may be left out, since the model has values for them
 */
public record FunctionDescription(
    String name,
    List<TensorDescription> inputs,
    List<TensorDescription> outputs,
    List<String> constants,
    Set<String> optional) {

  /**
   * Copies the lists and the set.
   *
   * @param name the name of the signature, or the path of the function
   * @param inputs its inputs
   * @param outputs its outputs
   * @param constants what else the trace was made for
   * @param optional the names of the inputs that may be left out
   */
  public FunctionDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = List.copyOf(constants);
    optional = Set.copyOf(optional);
  }

  /**
   * An input.
   *
   * @param name its name
   * @return the input
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorDescription input(String name) {
    return inputs.stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "input of '%s' must be one of %s, but is '%s'"
                        .formatted(
                            this.name,
                            inputs.stream().map(TensorDescription::name).toList(),
                            name)));
  }

  @Override
  public String toString() {
    return name + "(" + joined(inputs, constants) + ") -> " + joined(outputs, List.of());
  }

  private String joined(List<TensorDescription> tensors, List<String> constants) {
    String text = tensors.stream().map(this::text).collect(Collectors.joining(", "));
    String more = String.join(", ", constants);
    return text.isEmpty() || more.isEmpty() ? text + more : text + ", " + more;
  }

  private String text(TensorDescription tensor) {
    return tensor + (optional.contains(tensor.name()) ? " (optional)" : "");
  }
}
