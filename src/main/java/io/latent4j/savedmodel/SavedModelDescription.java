package io.latent4j.savedmodel;

import java.util.List;

/**
 * What is in a SavedModel, found out without running any of it.
 *
 * @param signatures the functions that programs of every language can call
 * @param functions the other functions, each trace on its own
 * @param variables the variables
 */
public record SavedModelDescription(
    List<FunctionDescription> signatures,
    List<FunctionDescription> functions,
    List<VariableDescription> variables) {

  /**
   * Copies the lists.
   *
   * @param signatures the functions that programs of every language can call
   * @param functions the other functions, each trace on its own
   * @param variables the variables
   */
  public SavedModelDescription {
    signatures = List.copyOf(signatures);
    functions = List.copyOf(functions);
    variables = List.copyOf(variables);
  }
}
