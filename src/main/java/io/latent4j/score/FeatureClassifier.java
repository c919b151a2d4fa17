package io.latent4j.score;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A small classifier, whose last hidden layer gives the features in which generated samples are
 * compared with real ones. For images of at least 8 x 8 pixels it is convolutional: blocks of 3 x 3
 * convolution, batch normalization, ReLU and pooling, as many as bring the shorter side to 7 pixels
 * or less, two of them at least, and one more without pooling; for all else it is dense, on
 * normalized features.
 *
 * <pre>{@code
 * try (FeatureClassifierModel model = FeatureClassifier.of(digits).fit(digits, held)) {
 *   System.out.println(model.figures().get("val_accuracy"));
 * }
 * }</pre>
 *
 * @param units the number of features that the last hidden layer gives
 * @param training how to train
 * @param scale how to scale the samples before all else
 */
public record FeatureClassifier(int units, TrainingPlan training, Scaling.Kind scale)
    implements Estimator<FeatureClassifierModel>, TrainedForEpochs<FeatureClassifier> {

  /** The number of features, unless said otherwise. */
  public static final int DEFAULT_UNITS = 64;

  private static final int BATCH = 128;
  private static final int SAMPLES_SEEN = 600_000;
  private static final int FEWEST_EPOCHS = 4;
  private static final int MOST_EPOCHS = 60;

  /**
   * Checks the options.
   *
   * @param units at least 1
   * @param training how to train
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if there are no units
   */
  public FeatureClassifier {
    Options.requireAtLeast(1, "units", units);
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
  }

  /**
   * 64 features, Adam at a rate that falls along a cosine, batches of 128, and as many epochs as
   * show some 600,000 samples, from 4 to 60; the last weights are kept.
   *
   * @param samples what it is for
   * @return the options
   */
  public static FeatureClassifier of(Samples samples) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, SAMPLES_SEEN / samples.count()));
    TrainingPlan plan =
        TrainingPlan.of(epochs, BATCH).withPatience(0).withSchedule(RateSchedule.COSINE);
    return new FeatureClassifier(DEFAULT_UNITS, plan, Scaling.Kind.AUTO);
  }

  /**
   * Chooses the number of features.
   *
   * @param units at least 1
   * @return the changed options
   * @throws IllegalArgumentException if there are none
   */
  public FeatureClassifier withUnits(int units) {
    return Options.with(this, "units", units);
  }

  @Override
  public FeatureClassifier withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public FeatureClassifier withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "classifier";
  }

  /** Refuses samples without labels, or of one class only. */
  @Override
  public void check(Samples samples) {
    samples.tensor(); // which closed samples have not
    int[] labels =
        samples
            .labels()
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "samples", "must have labels for a classifier, but have none"));
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new InvalidOptionException(
          "samples", "must be of at least 2 classes for a classifier, but are of 1");
    }
  }

  /**
   * Learns to tell the classes apart.
   *
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  @Override
  public FeatureClassifierModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    Classes classes = Classes.of(samples.labels().orElseThrow());
    fit.resolve("classes", classes.labels());
    Optional<Samples> heldOut = how.validation().map(classes::numbered);
    try (GraphEngine engine = GraphEngine.create(how.engine());
        TrainingSet set = TrainingSet.of(classes.numbered(samples), scaling);
        TrainingSet held = heldOut.map(s -> TrainingSet.of(s, scaling)).orElse(null)) {
      FeatureClassifierNetwork network =
          new FeatureClassifierNetwork(engine, samples, units, classes.labels().size());
      Trainer trainer =
          Trainer.minimizingWithMetrics(
              engine, network, training.newOptimizer(samples.count()), network::objective);
      NetworkTraining work = new NetworkTraining(fit, training);
      Optional<TrainingSet> validation = Optional.ofNullable(held);
      work.run("training the classifier", trainer, set, validation);
      return FeatureClassifierModel.of(
          network,
          samples,
          scaling,
          fit.provenance(work.figures(trainer, set, validation)),
          how.engine());
    }
  }
}
