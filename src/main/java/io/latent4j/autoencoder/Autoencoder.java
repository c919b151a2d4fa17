package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * An autoencoder: it learns a short code for each sample from which the sample can be reconstructed
 * (Hinton and Salakhutdinov, <i>Reducing the Dimensionality of Data with Neural Networks</i>,
 * 2006).
 *
 * <pre>{@code
 * Autoencoder autoencoder =
 *     Autoencoder.of(DenseArchitecture.of(500, 500, 2000, 10).withCodeActivation(SIGMOID))
 *         .withEpochs(20)
 *         .withBatch(2048);
 * try (AutoencoderModel model = autoencoder.fit(training, validation)) {
 *   float[][] code = model.encode(validation);
 * }
 * }</pre>
 *
 * @param architecture the layers of encoder and decoder
 * @param outputActivation that of the reconstruction; if empty, sigmoid with binary cross-entropy,
 *     else linear
 * @param loss how a reconstruction is compared with its sample
 * @param noise what is done to the samples that go in, but not to those that are to come out: a
 *     denoising autoencoder
 * @param sparsity what keeps activities near zero: a sparse autoencoder
 * @param contraction the weight of the squared derivatives of the code by the sample, summed over
 *     both and meaned over samples: a contractive autoencoder; 0 for none
 * @param training how to train
 * @param scale how to scale the samples before all else
 */
public record Autoencoder(
    Architecture architecture,
    Optional<ActivationFunction> outputActivation,
    ReconstructionLoss loss,
    Noise noise,
    Sparsity sparsity,
    double contraction,
    TrainingPlan training,
    Scaling.Kind scale)
    implements Estimator<AutoencoderModel>, TrainedForEpochs<Autoencoder> {

  /** The plan that is followed unless another is given: 50 epochs of batches of 256. */
  public static final TrainingPlan DEFAULT_TRAINING = TrainingPlan.of(50, 256);

  /**
   * Checks the options.
   *
   * @param architecture the layers of encoder and decoder
   * @param outputActivation that of the reconstruction
   * @param loss how a reconstruction is compared with its sample
   * @param noise what is done to the samples that go in
   * @param sparsity what keeps activities near zero
   * @param contraction at least 0 and finite
   * @param training how to train
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if the contraction is out of its range
   */
  public Autoencoder {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(outputActivation, "outputActivation");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(noise, "noise");
    Objects.requireNonNull(sparsity, "sparsity");
    Options.require(
        contraction >= 0 && contraction < Double.POSITIVE_INFINITY,
        "contraction",
        "at least 0",
        contraction);
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
  }

  /**
   * An encoder of dense layers and a decoder that mirrors them: ReLU, a linear code, mean squared
   * error, Adam, 50 epochs of batches of 256, patience 10, images scaled to [0, 1].
   *
   * @param layers the number of units of each layer of the encoder; the last layer is the code
   * @return the options
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static Autoencoder of(int... layers) {
    return of(DenseArchitecture.of(layers));
  }

  /**
   * An encoder and a decoder of any kind, with all else by default.
   *
   * @param architecture the layers of encoder and decoder
   * @return the options
   */
  public static Autoencoder of(Architecture architecture) {
    return new Autoencoder(
        architecture,
        Optional.empty(),
        ReconstructionLoss.MSE,
        Noise.NONE,
        Sparsity.NONE,
        0,
        DEFAULT_TRAINING,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the layers.
   *
   * @param architecture the layers of encoder and decoder
   * @return the changed options
   */
  public Autoencoder withArchitecture(Architecture architecture) {
    return Options.with(this, "architecture", architecture);
  }

  /**
   * Chooses the activation of the reconstruction.
   *
   * @param outputActivation the activation; by default sigmoid with binary cross-entropy, else
   *     linear
   * @return the changed options
   */
  public Autoencoder withOutputActivation(ActivationFunction outputActivation) {
    return Options.with(this, "outputActivation", Optional.of(outputActivation));
  }

  /**
   * Chooses the loss.
   *
   * @param loss the loss; {@link ReconstructionLoss#MSE} by default
   * @return the changed options
   */
  public Autoencoder withLoss(ReconstructionLoss loss) {
    return Options.with(this, "loss", loss);
  }

  /**
   * Learns to remove noise: a denoising autoencoder.
   *
   * @param noise what is done to the samples that go in; {@link Noise#NONE} by default
   * @return the changed options
   */
  public Autoencoder withNoise(Noise noise) {
    return Options.with(this, "noise", noise);
  }

  /**
   * Keeps activities near zero: a sparse autoencoder.
   *
   * @param sparsity what is added to the loss; {@link Sparsity#NONE} by default
   * @return the changed options
   */
  public Autoencoder withSparsity(Sparsity sparsity) {
    return Options.with(this, "sparsity", sparsity);
  }

  /**
   * Has codes change little where samples do: a contractive autoencoder (Rifai et al., 2011). What
   * is added to the loss is exact: in closed form for an encoder of one dense sigmoid layer, else
   * by a backward pass for each unit of the code, of the encoder as it is in use.
   *
   * @param contraction the weight, at least 0; 0 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Autoencoder withContraction(double contraction) {
    return Options.with(this, "contraction", contraction);
  }

  @Override
  public Autoencoder withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Autoencoder withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "autoencoder";
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(Estimator.super.options());
    options.put("output_activation", resolvedOutputActivation().toString());
    return options;
  }

  ActivationFunction resolvedOutputActivation() {
    return outputActivation.orElse(loss.usualActivation());
  }

  /** Looks at the layers without building them, which refuse shapes that won't do. */
  @Override
  public void check(Samples samples) {
    Layout.of(architecture, samples.sampleShape()).check(this);
    if (loss == ReconstructionLoss.BCE) {
      CrossEntropySamples.check("sample", samples, Scaling.fit(samples, scale));
    }
  }

  /**
   * Tells what whoever trains on such samples should know, though it is no error: that images are
   * cropped, that the code is larger than a sample.
   *
   * @param samples the samples
   * @return sentences without a full stop, often none
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  public List<String> notes(Samples samples) {
    return Layout.of(architecture, samples.sampleShape()).notes();
  }

  /**
   * Tells how large a code is, without building the network.
   *
   * @param sample the shape of a sample
   * @return the shape of its code
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  public Shape codeShape(Shape sample) {
    return Layout.of(architecture, sample).code();
  }

  /**
   * Learns. With patience, training ends early and the best weights are kept: best by validation
   * loss or, without validation, by training loss.
   *
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  @Override
  public AutoencoderModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    checkValidation(how.validation(), scaling);
    try (GraphEngine engine = GraphEngine.create(how.engine());
        TrainingSet set = TrainingSet.of(samples, scaling);
        TrainingSet held = how.validation().map(s -> TrainingSet.of(s, scaling)).orElse(null)) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, this, samples.sampleShape());
      ValueRange range = noise.isNone() ? ValueRange.UNIT : ValueRange.of(samples, scaling);
      ReconstructionObjective objective = new ReconstructionObjective(this, network, range);
      Trainer trainer =
          Trainer.minimizingWithMetrics(
              engine,
              network,
              training.newOptimizer(samples.count()),
              (tf, batch, mode) -> objective.values(tf, batch.samples(), mode));
      NetworkTraining work = new NetworkTraining(fit, training);
      Optional<TrainingSet> validation = Optional.ofNullable(held);
      History history = work.run("training", trainer, set, validation);
      return AutoencoderModel.of(
          this,
          network,
          samples.sampleShape(),
          scaling,
          history,
          fit.provenance(work.figures(trainer, set, validation)),
          how.engine());
    }
  }

  private void checkValidation(Optional<Samples> validation, Scaling scaling) {
    if (loss == ReconstructionLoss.BCE) {
      validation.ifPresent(held -> CrossEntropySamples.check("validation sample", held, scaling));
    }
  }
}
