package io.latent4j.model;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.SavableModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that is a network: functions in an engine of its own, or those of a SavedModel that was
 * loaded, which may come from Python. It is used by one thread at a time.
 */
public abstract class NetworkModel implements Model {
  private final ModelFunctions functions;
  private final Provenance provenance;

  /**
   * A model with these functions.
   *
   * @param functions the functions, closed with the model
   * @param provenance where the model comes from
   */
  protected NetworkModel(ModelFunctions functions, Provenance provenance) {
    this.functions = Objects.requireNonNull(functions, "functions");
    this.provenance = Objects.requireNonNull(provenance, "provenance");
  }

  /**
   * The functions by name.
   *
   * @return the functions
   */
  protected final ModelFunctions functions() {
    return functions;
  }

  /**
   * Applies a function to samples, which are scaled first.
   *
   * @param function its name
   * @param output the output that is wanted
   * @param samples of as many features as it takes
   * @return a row for each sample
   * @throws IllegalArgumentException if the number of features differs
   */
  protected final float[][] apply(String function, String output, Samples samples) {
    return functions.apply(function, output, samples);
  }

  @Override
  public final Scaling scaling() {
    return functions.scaling();
  }

  @Override
  public final Provenance provenance() {
    return provenance;
  }

  @Override
  public final Optional<SavableModel> savable() {
    return functions.savable();
  }

  @Override
  public final void save(Path folder) {
    if (savable().isPresent()) {
      Model.super.save(folder);
    } else {
      functions.save(folder);
    }
  }

  @Override
  public final void close() {
    functions.close();
  }
}
