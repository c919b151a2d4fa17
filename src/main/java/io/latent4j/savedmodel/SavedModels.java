package io.latent4j.savedmodel;

import io.latent4j.engine.SavableModel;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes models as SavedModels: folders from which other programs run and train them.
 *
 * <pre>{@code
 * SavedModels.save(model, Path.of("output/model"));
 * }</pre>
 *
 * <pre>
 * m = tf.saved_model.load("output/model")   # Python
 * m.encode(x)["code"]
 * </pre>
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
    FolderSwap target = FolderSwap.at(folder);
    target.replace(new SavedModelFiles(model));
  }
}
