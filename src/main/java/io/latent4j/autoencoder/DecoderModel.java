package io.latent4j.autoencoder;

import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;

/** The decoder of an autoencoder as a model of its own, with the function {@code decode}. */
public final class DecoderModel extends NetworkModel {

  DecoderModel(ModelFunctions functions, Provenance provenance) {
    super(functions, provenance);
  }

  /**
   * Loads a decoder that was saved, or the decoder of a whole autoencoder.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DecoderModel load(Path folder) {
    return new DecoderModel(
        SavedParts.functions(
            folder, AutoencoderModel.SYSTEM, EngineOptions.defaults(), Scaling.none()),
        SavedParts.provenance(folder, AutoencoderModel.SYSTEM));
  }

  /**
   * The number of units of a code, which is what goes in.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize("decode");
  }

  /**
   * Reconstructs samples from codes.
   *
   * @param codes the codes, of shape (samples, code)
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if a code is not as long as those of the autoencoder
   */
  public float[][] decode(float[][] codes) {
    return functions().apply("decode", "reconstruction", codes);
  }

  @Override
  public String summary() {
    return this + "\n" + provenance().describe();
  }

  @Override
  public String toString() {
    return "decoder of " + features() + " units, of an autoencoder of " + provenance().data();
  }
}
