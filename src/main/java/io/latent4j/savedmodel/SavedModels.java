package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.SavableModel;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes and loads SavedModels: folders with which models are passed on to other programs, to run
 * and to train. What is loaded may come from {@code tf.saved_model.save}, {@code
 * keras.Model.export}, {@code keras.export.ExportArchive}, the builders of TensorFlow 1, or {@link
 * #save}.
 *
 * <pre>{@code
 * SavedModels.save(model, Path.of("output/model"));
 * }</pre>
 *
 * <pre>
 * m = tf.saved_model.load("output/model")   # Python
 * m.encode(x)["code"]
 * </pre>
 *
 * <p>A model is a program. Loading and describing it runs nothing of it, but calling it does, with
 * all that TensorFlow's operations may do, such as reading and writing files: call only models that
 * you trust as you would trust a library.
 */
public final class SavedModels {
  private SavedModels() {}

  /**
   * Saves a model. The folder is completed beside and then takes the place of what was there, so a
   * failure leaves the former model as it was.
   *
   * @param model the model
   * @param folder where to; it may be missing, empty, or hold another SavedModel and nothing else
   * @throws IllegalArgumentException if the folder holds something else, a name is none in Python,
   *     or a function uses variables that are not in the model's tree
   * @throws IllegalStateException if the model is closed or not built
   * @throws UncheckedIOException if the folder can't be written
   */
  public static void save(SavableModel model, Path folder) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(folder, "folder");
    ModelFolder target = ModelFolder.at(folder);
    target.replace(new SavedModelFiles(model));
  }

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
