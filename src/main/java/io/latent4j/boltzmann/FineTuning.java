package io.latent4j.boltzmann;

import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainingPlan;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a stack of machines, unrolled to a network, is trained further by Adam, at a rate that falls
 * to 0 along a cosine.
 *
 * <pre>{@code
 * Dbn dbn =
 *     Dbn.of(500, 200, 50)
 *         .withTuning(FineTuning.of(FineTuning.Target.CLASSIFIER).withFineTuneEpochs(30));
 * }</pre>
 *
 * @param fineTune what the network becomes
 * @param fineTuneEpochs how often it goes through the samples
 * @param fineTuneRate the learning rate at first
 * @param fineTuneBatch how many samples a step sees; all, if there are fewer
 * @param dropout the share of hidden units that a step of training leaves out, in a classifier; of
 *     one on features, of the highest hidden units
 * @param fineTuneSamples how many samples it sees, the first; 0 for all. The machines learn from
 *     all, so that a few labels are enough
 * @param headEpochs how often a classifier's softmax layer is trained alone before, at a rate that
 *     falls from 0.003 to 0. Random at first, it would else spoil what the machines learned, where
 *     there are few labels
 */
public record FineTuning(
    Target fineTune,
    int fineTuneEpochs,
    double fineTuneRate,
    int fineTuneBatch,
    double dropout,
    int fineTuneSamples,
    int headEpochs)
    implements Options {

  private static final int EPOCHS = 30;
  private static final double RATE = 1e-3;
  private static final int BATCH = 100;
  private static final double HEAD_RATE = 3e-3;

  /** What a stack is unrolled to. */
  public enum Target {
    /** Nothing: it stays a stack. */
    NONE,
    /** A classifier: a softmax layer upon the highest hidden units. */
    CLASSIFIER,
    /**
     * A classifier on features: the machines stay as they are, and only the softmax layer upon the
     * highest hidden units is trained, which is logistic regression.
     */
    FEATURES,
    /** A deep autoencoder: the stack, and the same backwards upon it. */
    AUTOENCODER;

    /** Whether it tells classes apart, and so needs labels. */
    boolean isClassifier() {
      return this == CLASSIFIER || this == FEATURES;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the options.
   *
   * @param fineTune what the network becomes
   * @param fineTuneEpochs at least 1
   * @param fineTuneRate above 0 and finite
   * @param fineTuneBatch at least 1
   * @param dropout from 0 to below 1
   * @param fineTuneSamples at least 0
   * @param headEpochs at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public FineTuning {
    Objects.requireNonNull(fineTune, "fineTune");
    Options.requireAtLeast(1, "fineTuneEpochs", fineTuneEpochs);
    Options.requirePositive("fineTuneRate", (float) fineTuneRate);
    Options.requireAtLeast(1, "fineTuneBatch", fineTuneBatch);
    Options.require(dropout >= 0 && dropout < 1, "dropout", "at least 0 and below 1", dropout);
    Options.requireAtLeast(0, "fineTuneSamples", fineTuneSamples);
    Options.requireAtLeast(0, "headEpochs", headEpochs);
  }

  /**
   * 30 epochs of batches of 100, from a rate of 0.001 on, without dropout.
   *
   * @param fineTune what the network becomes
   * @return the options
   */
  public static FineTuning of(Target fineTune) {
    return new FineTuning(fineTune, EPOCHS, RATE, BATCH, 0, 0, 0);
  }

  /**
   * Chooses what the network becomes.
   *
   * @param fineTune the target
   * @return the changed options
   */
  public FineTuning withFineTune(Target fineTune) {
    return Options.with(this, "fineTune", fineTune);
  }

  /**
   * Chooses how often to go through the samples.
   *
   * @param fineTuneEpochs at least 1; 30 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public FineTuning withFineTuneEpochs(int fineTuneEpochs) {
    return Options.with(this, "fineTuneEpochs", fineTuneEpochs);
  }

  /**
   * Chooses the learning rate at first.
   *
   * @param fineTuneRate above 0 and finite; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not
   */
  public FineTuning withFineTuneRate(double fineTuneRate) {
    return Options.with(this, "fineTuneRate", fineTuneRate);
  }

  /**
   * Chooses how many samples a step sees.
   *
   * @param fineTuneBatch at least 1; 100 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public FineTuning withFineTuneBatch(int fineTuneBatch) {
    return Options.with(this, "fineTuneBatch", fineTuneBatch);
  }

  /**
   * Chooses the share of hidden units that a step leaves out.
   *
   * @param dropout from 0, the default, to below 1
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public FineTuning withDropout(double dropout) {
    return Options.with(this, "dropout", dropout);
  }

  /**
   * Chooses how many samples fine-tuning sees: the first ones, those with labels that can be
   * trusted.
   *
   * @param fineTuneSamples at least 1; 0, the default, for all
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  public FineTuning withFineTuneSamples(int fineTuneSamples) {
    return Options.with(this, "fineTuneSamples", fineTuneSamples);
  }

  /**
   * Chooses how often the softmax layer of a classifier is trained alone, before all layers are.
   *
   * @param headEpochs at least 0, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  public FineTuning withHeadEpochs(int headEpochs) {
    return Options.with(this, "headEpochs", headEpochs);
  }

  /** What trains the softmax layer alone, if that is wanted. */
  Optional<FineTuning> head() {
    return headEpochs == 0 || fineTune != Target.CLASSIFIER
        ? Optional.empty()
        : Optional.of(
            withFineTune(Target.FEATURES)
                .withFineTuneEpochs(headEpochs)
                .withFineTuneRate(HEAD_RATE));
  }

  TrainingPlan plan() {
    return TrainingPlan.of(fineTuneEpochs, fineTuneBatch)
        .withOptimizer("adam")
        .withLearningRate(fineTuneRate)
        .withSchedule(RateSchedule.COSINE)
        .withPatience(0);
  }
}
