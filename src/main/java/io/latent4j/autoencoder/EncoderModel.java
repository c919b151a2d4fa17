package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;

/**
 * The encoder of an autoencoder as a model of its own, with the function {@code encode}. It takes
 * samples as they are and scales them as the autoencoder was trained on.
 */
public final class EncoderModel extends NetworkModel {

  EncoderModel(ModelFunctions functions, Provenance provenance) {
    super(functions, provenance);
  }

  /**
   * Loads an encoder that was saved, or the encoder of a whole autoencoder.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static EncoderModel load(Path folder) {
    return new EncoderModel(
        SavedParts.functions(
            folder, AutoencoderModel.SYSTEM, EngineOptions.defaults(), Scaling.none()),
        SavedParts.provenance(folder, AutoencoderModel.SYSTEM));
  }

  @Override
  public int features() {
    return functions().inputSize("encode");
  }

  /**
   * Computes the codes of samples.
   *
   * @param samples samples with as many features as the autoencoder was trained on
   * @return the codes, of shape (samples, code)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    ImageCheck.check(functions(), "encode", samples);
    return apply("encode", "code", samples);
  }

  @Override
  public String summary() {
    return this + "\n" + provenance().describe();
  }

  @Override
  public String toString() {
    return "encoder of " + features() + " features, of an autoencoder of " + provenance().data();
  }
}
