package io.latent4j.model;

import io.latent4j.data.Scaling;
import io.latent4j.engine.SavableModel;
import io.latent4j.savedmodel.SavedModels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an estimator learned: a value with results. It can't change. Its functions take samples as
 * they are and scale them as those of the fit.
 *
 * <p>A model may hold native memory, and is closed by whoever fitted or loaded it; results that it
 * returned stay.
 */
public interface Model extends AutoCloseable {

  /**
   * How many features a sample has.
   *
   * @return at least 1
   */
  int features();

  /**
   * How samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  Scaling scaling();

  /**
   * Where the model comes from.
   *
   * @return options, seed, data, versions, figures
   */
  Provenance provenance();

  /**
   * Describes the model as a table.
   *
   * @return several lines, of which the first describes the whole
   */
  String summary();

  /**
   * What the fit gave.
   *
   * @return the figures by name
   */
  default Map<String, Double> figures() {
    return provenance().figures();
  }

  /**
   * Whether the fit was ended before its time, by an interrupt or a listener; the model is then the
   * best so far.
   *
   * @return true if so
   */
  default boolean interrupted() {
    return provenance().interrupted();
  }

  /**
   * The model as TensorFlow variables and functions, for other programs.
   *
   * @return what is saved, which is closed with this model; empty if a model has no functions, such
   *     as an embedding, or is one that was loaded from a file
   * @throws IllegalStateException if the model is closed
   */
  Optional<SavableModel> savable();

  /**
   * Writes a SavedModel, with scaling and provenance. The folder is completed beside and then takes
   * the place of what was there.
   *
   * @param folder where to; missing, empty, or another SavedModel
   * @throws IllegalStateException if there is nothing to save, or the model is closed
   * @throws java.io.UncheckedIOException if the folder can't be written
   */
  default void save(Path folder) {
    SavedModels.save(
        savable().orElseThrow(() -> new IllegalStateException(this + " can't be saved")), folder);
  }

  /** Frees native memory; closing again does nothing. */
  @Override
  void close();
}
