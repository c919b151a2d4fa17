package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.engine.EngineOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Loads SavedModels: what Python saves with {@code tf.saved_model.save}, {@code
 * keras.Model.export}, {@code keras.export.ExportArchive} or the builders of TensorFlow 1.
 *
 * <p>A model is a program. Loading and describing it runs nothing of it, but calling it does, with
 * all that TensorFlow's operations may do, such as reading and writing files: call only models that
 * you trust as you would trust a library.
 */
public final class SavedModels {
  private SavedModels() {}

  /**
   * Loads a model into an engine of its own, with the default options.
   *
   * @param folder the folder of the SavedModel
   * @return the model, to be closed by the caller
   * @throws ModelFormatException if a file is missing, damaged, or of another format
   */
  public static LoadedModel load(Path folder) {
    return load(folder, EngineOptions.defaults());
  }

  /**
   * Loads a model into an engine of its own.
   *
   * @param folder the folder of the SavedModel
   * @param options how the engine computes
   * @return the model, to be closed by the caller
   * @throws ModelFormatException if a file is missing, damaged, or of another format
   */
  public static LoadedModel load(Path folder, EngineOptions options) {
    return LoadedModel.load(
        Objects.requireNonNull(folder, "folder"), Objects.requireNonNull(options, "options"));
  }

  /**
   * Describes a model without loading it.
   *
   * @param folder the folder of the SavedModel
   * @return its signatures, functions and variables
   * @throws ModelFormatException if a file is missing, damaged, or of another format
   */
  public static SavedModelDescription describe(Path folder) {
    StoredModel model = StoredModel.read(Objects.requireNonNull(folder, "folder"));
    return describe(model, StoredVariables.of(model, model.checkpoint()));
  }

  static SavedModelDescription describe(StoredModel model, List<StoredVariable> variables) {
    List<FunctionDescription> signatures =
        StoredFunctions.signatures(model).values().stream()
            .map(StoredFunction::description)
            .toList();
    List<FunctionDescription> functions = new ArrayList<>();
    StoredFunctions.functions(model)
        .values()
        .forEach(traces -> traces.forEach(trace -> functions.add(trace.description())));
    return new SavedModelDescription(
        signatures, functions, variables.stream().map(StoredVariable::description).toList());
  }
}
