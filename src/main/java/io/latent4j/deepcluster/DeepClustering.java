package io.latent4j.deepcluster;

import io.latent4j.cluster.GaussianMixture;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Deep clustering: an autoencoder learns a short code for each sample, and the codes are clustered,
 * in one of several ways ({@link ClusteringMethod}).
 *
 * <pre>{@code
 * DeepClustering clustering =
 *     DeepClustering.of(10).withMethod(ClusteringMethod.DEC).withLayers(List.of(500, 500, 2000, 10));
 * try (DeepClusteringModel model = clustering.fit(digits)) {
 *   int[] clusters = model.labels(); // of the digits
 *   float[][] probabilities = model.probabilities(others); // of others, (samples, 10)
 * }
 * }</pre>
 *
 * @param method how codes become clusters
 * @param clusters how many; if empty, as many as are found again between resamples ({@link
 *     io.latent4j.cluster.ClusterCount}), which may be 1: there are none to tell apart
 * @param layers the number of units of each layer of the encoder, the last of which is the code;
 *     the decoder mirrors them
 * @param pretrainEpochs how often the autoencoder goes through the samples before anything is
 *     clustered, by Adam at its usual rate
 * @param layerWise whether each layer is trained by itself before all are together
 * @param augment whether images are shifted by up to 2 pixels and turned by up to 10 degrees in
 *     training
 * @param updateInterval after how many steps DEC and IDEC compute their target anew
 * @param tolerance the share of samples that change their cluster from target to target, below
 *     which DEC and IDEC end
 * @param clusteringWeight what IDEC multiplies the clustering loss with; the loss of reconstruction
 *     has the weight 1
 * @param neighbors how many neighbours UMAP looks at, the sample itself among them (N2D)
 * @param manifoldComponents to how many dimensions UMAP brings the code (N2D)
 * @param init where the weights of the autoencoder begin
 * @param training how DEC and IDEC train encoder and centers; the batch and the patience are those
 *     of the autoencoder too
 * @param scale how to scale the samples before all else
 */
public record DeepClustering(
    ClusteringMethod method,
    OptionalInt clusters,
    List<Integer> layers,
    int pretrainEpochs,
    boolean layerWise,
    boolean augment,
    int updateInterval,
    double tolerance,
    double clusteringWeight,
    int neighbors,
    int manifoldComponents,
    KernelInit init,
    TrainingPlan training,
    Scaling.Kind scale)
    implements Estimator<DeepClusteringModel>, TrainedForEpochs<DeepClustering> {

  /** Up to how many clusters are tried if their number is left to the estimator. */
  public static final int MOST_AUTOMATIC = GaussianMixture.MOST_AUTOMATIC;

  /** The plan of DEC and IDEC: 50 epochs at most of batches of 256, by Adam at a rate of 0.0001. */
  public static final TrainingPlan DEFAULT_TRAINING =
      new TrainingPlan(
          "adam",
          OptionalDouble.of(1e-4),
          RateSchedule.CONSTANT,
          50,
          256,
          TrainingPlan.DEFAULT_PATIENCE);

  /**
   * Checks the options.
   *
   * @param method how codes become clusters
   * @param clusters at least 1
   * @param layers at least one, of at least 1 unit each
   * @param pretrainEpochs at least 1
   * @param layerWise whether each layer is trained by itself first
   * @param augment whether images are shifted and turned
   * @param updateInterval at least 1
   * @param tolerance from 0 up to but not including 1; 0 never ends early
   * @param clusteringWeight above 0 and finite
   * @param neighbors at least 2
   * @param manifoldComponents at least 1
   * @param init where the weights of the autoencoder begin
   * @param training how DEC and IDEC train
   * @param scale how to scale the samples
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DeepClustering {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(init, "init");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
    layers = List.copyOf(layers);
    if (layers.isEmpty() || layers.stream().anyMatch(units -> units < 1)) {
      throw new InvalidOptionException(
          "layers", "must be at least one, of at least 1 unit each, but are " + layers);
    }
    clusters.ifPresent(count -> Options.requireAtLeast(1, "clusters", count));
    Options.requireAtLeast(1, "pretrainEpochs", pretrainEpochs);
    Options.requireAtLeast(1, "updateInterval", updateInterval);
    Options.require(tolerance >= 0 && tolerance < 1, "tolerance", "at least 0, below 1", tolerance);
    Options.requirePositive("clusteringWeight", clusteringWeight);
    Options.requireAtLeast(2, "neighbors", neighbors);
    Options.requireAtLeast(1, "manifoldComponents", manifoldComponents);
  }

  /**
   * Looks for a number of clusters by N2D: layers 500, 500, 2000, 10, 30 epochs, 20 neighbours, 10
   * dimensions.
   *
   * @param clusters how many, at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the number is below 1
   */
  public static DeepClustering of(int clusters) {
    return automatic().withClusters(clusters);
  }

  /**
   * The same, with as many clusters as are found again between resamples.
   *
   * @return options with all else by default
   */
  public static DeepClustering automatic() {
    return new DeepClustering(
        ClusteringMethod.N2D,
        OptionalInt.empty(),
        List.of(500, 500, 2000, 10),
        30,
        false,
        false,
        140,
        1e-3,
        0.1,
        20,
        10,
        KernelInit.GLOROT,
        DEFAULT_TRAINING,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses how codes become clusters.
   *
   * @param method the method; {@link ClusteringMethod#N2D} by default
   * @return the changed options
   */
  public DeepClustering withMethod(ClusteringMethod method) {
    return Options.with(this, "method", method);
  }

  /**
   * Chooses the number of clusters.
   *
   * @param clusters at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public DeepClustering withClusters(int clusters) {
    return Options.with(this, "clusters", OptionalInt.of(clusters));
  }

  /**
   * Chooses the layers of the encoder.
   *
   * @param layers how many units each has, at least 1; the last is the code
   * @return the changed options
   * @throws IllegalArgumentException if there are none, or one has no units
   */
  public DeepClustering withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  /**
   * Chooses how long the autoencoder is trained.
   *
   * @param pretrainEpochs at least 1; 30 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public DeepClustering withPretrainEpochs(int pretrainEpochs) {
    return Options.with(this, "pretrainEpochs", pretrainEpochs);
  }

  /**
   * Trains each layer by itself before all are together, as the authors of DEC do: each as long as
   * all together, divided by the number of layers.
   *
   * @param layerWise whether it is done; it is not by default
   * @return the changed options
   */
  public DeepClustering withLayerWise(boolean layerWise) {
    return Options.with(this, "layerWise", layerWise);
  }

  /**
   * Shifts and turns images by chance in training, which leaves their clusters the same: by up to 2
   * pixels, of images of fewer than 28 pixels a side by as much of them, and by up to 10 degrees.
   *
   * @param augment whether it is done; it is not by default
   * @return the changed options
   */
  public DeepClustering withAugment(boolean augment) {
    return Options.with(this, "augment", augment);
  }

  /**
   * Chooses how often the target is computed.
   *
   * @param updateInterval after how many steps, at least 1; 140 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public DeepClustering withUpdateInterval(int updateInterval) {
    return Options.with(this, "updateInterval", updateInterval);
  }

  /**
   * Chooses when training ends.
   *
   * @param tolerance the share of samples that change their cluster, from 0 up to but not including
   *     1; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not in that range
   */
  public DeepClustering withTolerance(double tolerance) {
    return Options.with(this, "tolerance", tolerance);
  }

  /**
   * Chooses how much clustering counts beside reconstruction.
   *
   * @param clusteringWeight above 0 and finite; 0.1 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not
   */
  public DeepClustering withClusteringWeight(double clusteringWeight) {
    return Options.with(this, "clusteringWeight", clusteringWeight);
  }

  /**
   * Chooses how many neighbours UMAP looks at.
   *
   * @param neighbors at least 2, the sample itself among them; 20 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 2
   */
  public DeepClustering withNeighbors(int neighbors) {
    return Options.with(this, "neighbors", neighbors);
  }

  /**
   * Chooses to how many dimensions UMAP brings the code.
   *
   * @param manifoldComponents at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public DeepClustering withManifoldComponents(int manifoldComponents) {
    return Options.with(this, "manifoldComponents", manifoldComponents);
  }

  /**
   * Chooses where the weights of the autoencoder begin.
   *
   * @param init the distribution; {@link KernelInit#GLOROT} by default
   * @return the changed options
   */
  public DeepClustering withInit(KernelInit init) {
    return Options.with(this, "init", init);
  }

  @Override
  public DeepClustering withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public DeepClustering withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return DeepClusteringModel.SYSTEM;
  }

  @Override
  public void check(Samples samples) {
    int count = samples.count();
    Options.require(
        clusters.orElse(1) <= count,
        "clusters",
        "between 1 and the number of samples, %d".formatted(count),
        clusters.orElse(1));
    if (augment && samples.imageShape().isEmpty()) {
      throw new InvalidOptionException(
          "augment", "must be off for samples that are no images, but is on");
    }
    if (method == ClusteringMethod.N2D) {
      Options.require(
          neighbors < count,
          "neighbors",
          "below the number of samples, %d".formatted(count),
          neighbors);
    }
  }

  /**
   * Learns. Validation samples only steer the autoencoder: with patience, its weights are those of
   * the best validation loss or, without validation, of the best training loss.
   *
   * @throws io.latent4j.training.TrainingDivergedException if a loss becomes NaN or infinite
   */
  @Override
  public DeepClusteringModel fit(Samples samples, FitOptions how) {
    return fit(samples, samples, how);
  }

  /**
   * Learns, with an autoencoder that is trained on part of the samples only, so that the others can
   * be its validation.
   *
   * @param samples what is clustered
   * @param encoded what the autoencoder is trained on, of as many features
   * @param how how to compute, what the autoencoder is checked on, whom to tell
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #check}, and if the features differ
   * @throws IllegalStateException if samples are closed
   * @throws io.latent4j.training.TrainingDivergedException if a loss becomes NaN or infinite
   */
  public DeepClusteringModel fit(Samples samples, Samples encoded, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Fit.requireFeatures(samples.features(), encoded);
    if (training.learningRate().isEmpty()) {
      fit.resolve("learning_rate", training.firstRate());
    }
    return new DeepClusteringRun(this, samples, encoded, fit).run();
  }

  /** How the autoencoder is trained. */
  TrainingPlan pretraining(int epochs) {
    TrainingPlan usual = TrainingPlan.of(epochs, training.batch());
    return usual.withLearningRate(usual.firstRate()).withPatience(training.patience());
  }
}
