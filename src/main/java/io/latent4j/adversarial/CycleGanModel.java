package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained cycle: it translates samples of one set to the other, and back. Both are on the scale
 * that it was trained on, which is that of the first set.
 */
public final class CycleGanModel extends AdversarialModel {
  static final String SYSTEM = "cycle-gan";

  private CycleGanModel(
      ModelFunctions functions, Optional<Trained> trained, Provenance provenance) {
    super(functions, trained, provenance);
  }

  /** Copies trained networks to an engine that holds nothing else. */
  static CycleGanModel of(
      CycleGan options,
      CycleNetwork trained,
      Scaling scaling,
      History history,
      Provenance provenance,
      EngineOptions engineOptions) {
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          CycleNetwork network = trained.copyIn(engine, options);
          return new CycleGanModel(
              functions(engine, network, network.functions(), scaling, provenance),
              Optional.of(
                  new Trained(List.of(network.generator(), network.discriminator()), history)),
              provenance);
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs is the function {@code
   * translate}.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static CycleGanModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return new CycleGanModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        Optional.empty(),
        SavedParts.provenance(folder, SYSTEM));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize("translate");
  }

  /**
   * Translates samples of the first set to what they would be in the other.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the translations, scaled, of shape (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] translate(Samples samples) {
    return apply("translate", "translated", samples);
  }

  /**
   * Translates rows that are scaled already back to the first set.
   *
   * @param rows scaled samples of the other set, or translations, at least one
   * @return the translations, scaled, of shape (rows, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] translateBack(float[][] rows) {
    return functions().apply("translate_back", "translated", rows);
  }

  @Override
  public String toString() {
    return "cycle-gan of %s (%d x %d) to %s: %s"
        .formatted(
            provenance().data(),
            provenance().samples(),
            features(),
            provenance().options().getOrDefault("target", "what another program knows"),
            figures());
  }
}
