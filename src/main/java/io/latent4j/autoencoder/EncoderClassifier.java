package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A classifier that is an encoder with one more dense layer, softmax over the classes. It starts
 * from the weights of a trained autoencoder, which have learned from samples without labels, or
 * from random ones. With few labels that may gain some accuracy, or none: compare both.
 *
 * <pre>{@code
 * EncoderClassifier classifier = EncoderClassifier.of(architecture).withEpochs(30);
 * try (ClassifierModel model = classifier.fit(labelled, how, autoencoder)) {
 *   System.out.println(model.accuracy(test));
 * }
 * }</pre>
 *
 * <p>With activation maps, which an architecture of convolutions can have, the layers behind the
 * last convolution are left out, and the dense layer sees the mean of each of its filters over the
 * image (Zhou et al., <i>Learning Deep Features for Discriminative Localization</i>, 2016): what
 * each place adds to the score of a class is then known, and with it where the class is to be seen.
 * Such a classifier may learn from images of another size than the autoencoder's.
 *
 * @param architecture the layers of the encoder
 * @param activationMaps whether the classifier tells where in an image it sees a class
 * @param training how to train
 * @param scale how to scale the samples, if the weights are random; else as the autoencoder does
 */
public record EncoderClassifier(
    Architecture architecture, boolean activationMaps, TrainingPlan training, Scaling.Kind scale)
    implements Estimator<ClassifierModel>, TrainedForEpochs<EncoderClassifier> {

  /** The plan that is followed unless another is given: 30 epochs of batches of 64. */
  public static final TrainingPlan DEFAULT_TRAINING = TrainingPlan.of(30, 64);

  static final String SYSTEM = "classifier";

  /**
   * Checks the options.
   *
   * @param architecture the layers of the encoder
   * @param activationMaps whether the classifier tells where it sees a class; needs a {@link
   *     ConvolutionalArchitecture}
   * @param training how to train
   * @param scale how to scale the samples, if the weights are random
   * @throws IllegalArgumentException if there are to be activation maps without convolutions
   */
  public EncoderClassifier {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
    if (activationMaps && !(architecture instanceof ConvolutionalArchitecture)) {
      throw new InvalidOptionException(
          "activationMaps", "must be false without convolutions, but is true");
    }
  }

  /**
   * A classifier without activation maps: Adam, 30 epochs of batches of 64, patience 10, images
   * scaled to [0, 1].
   *
   * @param architecture the layers of the encoder
   * @return the options
   */
  public static EncoderClassifier of(Architecture architecture) {
    return new EncoderClassifier(architecture, false, DEFAULT_TRAINING, Scaling.Kind.AUTO);
  }

  /**
   * Chooses the layers.
   *
   * @param architecture the layers of the encoder
   * @return the changed options
   * @throws IllegalArgumentException if there are to be activation maps without convolutions
   */
  public EncoderClassifier withArchitecture(Architecture architecture) {
    return Options.with(this, "architecture", architecture);
  }

  /**
   * Chooses whether the classifier tells where in an image it sees a class.
   *
   * @param activationMaps false by default
   * @return the changed options
   * @throws IllegalArgumentException if there are no convolutions
   */
  public EncoderClassifier withActivationMaps(boolean activationMaps) {
    return Options.with(this, "activationMaps", activationMaps);
  }

  @Override
  public EncoderClassifier withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled if the weights are random.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public EncoderClassifier withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return SYSTEM;
  }

  /** Looks at the layers, and for labels. */
  @Override
  public void check(Samples samples) {
    Layout.of(architecture, samples.sampleShape());
    requireLabels("samples", samples);
  }

  private static int[] requireLabels(String option, Samples samples) {
    int[] labels =
        samples
            .labels()
            .orElseThrow(
                () -> new InvalidOptionException(option, "must have labels, but have none"));
    int lowest = Arrays.stream(labels).min().orElseThrow();
    if (lowest < 0) {
      throw new InvalidOptionException(
          option, "must have labels of at least 0, but have " + lowest);
    }
    return labels;
  }

  /** Learns from random weights. */
  @Override
  public ClassifierModel fit(Samples samples, FitOptions how) {
    return fit(samples, how, Optional.empty());
  }

  /**
   * Learns from the weights of an encoder on: fine-tuning.
   *
   * @param samples samples with labels from 0 on
   * @param how how to fit
   * @param start the autoencoder, which must be of the same architecture and, without activation
   *     maps, for samples of the same size; it stays as it is
   * @return the classifier, to be closed by the caller
   * @throws IllegalArgumentException if there are no labels, or the encoder is for other samples or
   *     of another architecture
   * @throws IllegalStateException if the layers of the autoencoder are not known
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public ClassifierModel fit(Samples samples, FitOptions how, AutoencoderModel start) {
    return fit(samples, how, Optional.of(start));
  }

  private ClassifierModel fit(Samples samples, FitOptions how, Optional<AutoencoderModel> start) {
    Fit fit = Fit.begin(this, samples, how);
    start.ifPresent(this::requireSameLayers);
    start.ifPresent(from -> requireSameSamples(from, samples));
    int[] labels = requireLabels("samples", samples);
    how.validation().ifPresent(held -> requireLabels("validation", held));
    int classes = Arrays.stream(labels).max().orElseThrow() + 1;
    Scaling scaling =
        start.map(AutoencoderModel::scaling).orElseGet(() -> Scaling.fit(samples, scale));
    try (GraphEngine engine = GraphEngine.create(how.engine());
        TrainingSet set = TrainingSet.of(samples, scaling);
        TrainingSet held = how.validation().map(s -> TrainingSet.of(s, scaling)).orElse(null)) {
      ClassifierNetwork network =
          new ClassifierNetwork(engine, this, samples.sampleShape(), classes);
      start.ifPresent(from -> from.weights().copyTo(network));
      Trainer trainer =
          Trainer.minimizingWithMetrics(
              engine,
              network,
              training.newOptimizer(samples.count()),
              (tf, batch, mode) -> network.objective(tf, batch.samples(), batch.labels(), mode));
      NetworkTraining work = new NetworkTraining(fit, training);
      Optional<TrainingSet> validation = Optional.ofNullable(held);
      History history = work.run("training", trainer, set, validation);
      return ClassifierModel.of(
          this,
          network,
          samples.sampleShape(),
          scaling,
          history,
          fit.provenance(work.figures(trainer, set, validation)),
          how.engine());
    }
  }

  /** Filters fit images of any size, if these have as many channels and are scaled all alike. */
  private void requireSameSamples(AutoencoderModel start, Samples samples) {
    Shape trained = start.weights().input();
    Shape given = architecture.input(samples.sampleShape());
    boolean isUniform = start.scaling().factor().length == 1;
    if (!activationMaps || !isUniform || trained.get(2) != given.get(2)) {
      Fit.requireFeatures(start.features(), samples);
    }
  }

  private void requireSameLayers(AutoencoderModel start) {
    Architecture layers = start.weights().architecture();
    if (!layers.options().equals(architecture.options())) {
      throw new InvalidOptionException(
          "architecture",
          "must be that of the autoencoder, %s, but is %s"
              .formatted(layers.options(), architecture.options()));
    }
  }
}
