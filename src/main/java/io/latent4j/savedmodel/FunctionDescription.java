package io.latent4j.savedmodel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of a SavedModel: a signature, or one trace of a function for inputs of certain types.
 *
 * @param name the name of the signature, or the path of the function
 * @param inputs its inputs
 * @param outputs its outputs
 * @param constants what else the trace was made for, such as {@code training=True}; empty for most
 */
public record FunctionDescription(
    String name,
    List<TensorDescription> inputs,
    List<TensorDescription> outputs,
    List<String> constants) {

  /**
   * Copies the lists.
   *
   * @param name the name of the signature, or the path of the function
   * @param inputs its inputs
   * @param outputs its outputs
   * @param constants what else the trace was made for
   */
  public FunctionDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = List.copyOf(constants);
  }

  @Override
  public String toString() {
    return name + "(" + joined(inputs, constants) + ") -> " + joined(outputs, List.of());
  }

  private static String joined(List<TensorDescription> tensors, List<String> constants) {
    String text =
        tensors.stream().map(TensorDescription::toString).collect(Collectors.joining(", "));
    String more = String.join(", ", constants);
    return text.isEmpty() || more.isEmpty() ? text + more : text + ", " + more;
  }
}
