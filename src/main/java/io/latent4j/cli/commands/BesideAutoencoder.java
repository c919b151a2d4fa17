package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.autoencoder.Noise;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.boltzmann.VisibleUnits;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.model.FloatArray;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.pictures.BoltzmannPictures;
import io.latent4j.report.TextTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** A machine and an autoencoder of as many code units, side by side on clean and noisy samples. */
final class BesideAutoencoder {
  static final Noise USUAL_NOISE = Noise.saltAndPepper(0.2);

  private static final int SHOWN = 10;
  private static final String OWN = "machine";
  private static final String OTHER = "autoencoder";

  private final RbmModel machine;
  private final AutoencoderModel autoencoder;
  private final Noise noise;
  private final DenoisingFigures byMachine;
  private final DenoisingFigures byAutoencoder;

  BesideAutoencoder(
      RbmModel machine, AutoencoderModel autoencoder, Noise noise, Samples learned, long seed) {
    this.machine = machine;
    this.autoencoder = autoencoder;
    this.noise = noise;
    byMachine = new DenoisingFigures(machine.scaling(), machine::reconstruct, noise, learned, seed);
    byAutoencoder =
        new DenoisingFigures(autoencoder.scaling(), autoencoder::reconstruct, noise, learned, seed);
  }

  /** An autoencoder with units like those of a machine, trained as often by Adam. */
  static Autoencoder estimator(Rbm machine) {
    boolean isBinary = machine.visible() == VisibleUnits.BINARY;
    return Autoencoder.of(
            DenseArchitecture.of(machine.hidden()).withCodeActivation(ActivationFunction.SIGMOID))
        .withLoss(isBinary ? ReconstructionLoss.BCE : ReconstructionLoss.MSE)
        .withTraining(
            TrainingPlan.of(machine.training().epochs(), machine.training().batch())
                .withPatience(0))
        .withScale(machine.scale());
  }

  /** Adds the figures of the autoencoder, beside those that the machine has. */
  void addTo(Results to, Samples samples) {
    to.figure("autoencoder_reconstruction_mse", reconstructed(samples, false));
    to.figure("autoencoder_denoised_mse", byAutoencoder.cleanedMeanSquare(samples));
  }

  private double reconstructed(Samples samples, boolean byOwn) {
    return SquaredError.mean(
        ScaledSamples.of(samples, machine.scaling()),
        FloatArray.of(samples, byOwn ? machine::reconstruct : autoencoder::reconstruct));
  }

  /** Adds table and picture, of samples that neither has learned from if there are any. */
  void addTo(Results to, RunData opened) {
    Samples tested = opened.test().or(opened::validation).orElse(opened.all());
    TextTable table = TextTable.columns("mean squared error", "as they are", "with noise");
    table.row("nothing done", 0.0, byMachine.noisyMeanSquare(tested));
    table.row(OWN, reconstructed(tested, true), byMachine.cleanedMeanSquare(tested));
    table.row(OTHER, reconstructed(tested, false), byAutoencoder.cleanedMeanSquare(tested));
    to.table(
        table,
        "A machine and an autoencoder of %d units on samples as they are and with noise, %s"
            .formatted(machine.hidden(), noise));
    BoltzmannPictures.of(tested, machine.scaling())
        .ifPresent(pictures -> addPicture(to, pictures, tested));
    to.model("autoencoder", autoencoder);
  }

  private void addPicture(Results to, BoltzmannPictures pictures, Samples tested) {
    try (Samples shown = tested.take(Math.min(SHOWN, tested.count()))) {
      float[] originals = ScaledSamples.of(shown, machine.scaling()).all();
      float[] noisy = byMachine.noisy(originals);
      Map<String, float[][]> rows = new LinkedHashMap<>();
      rows.put("original", rows(shown, originals));
      rows.put(OWN, machine.reconstruct(shown));
      rows.put(OTHER, autoencoder.reconstruct(shown));
      rows.put("noisy", rows(shown, noisy));
      rows.put(OWN + " ", rows(shown, byMachine.cleaned(shown, noisy)));
      rows.put(OTHER + " ", rows(shown, byAutoencoder.cleaned(shown, noisy)));
      to.picture(
          pictures.rows(
              "autoencoder",
              rows,
              "Images and what the machine and an autoencoder of as many units reconstructed,"
                  + " below the same of images with noise"));
    }
  }

  private static float[][] rows(Samples like, float... values) {
    return new FloatArray(values, Shape.of(like.count(), like.features())).rows();
  }
}
