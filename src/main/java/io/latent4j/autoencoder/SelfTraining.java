package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Puts few labels to use: a classifier that was trained on them classifies samples without labels;
 * those that it is sure of are taken with the labels that it gave them, and it is trained anew on
 * all of these, until nothing changes (Yarowsky, 1995; Lee, <i>Pseudo-Label</i>, 2013). Where that
 * makes many samples, they are seen less often: no training but the first takes more than some
 * 3,000 steps.
 *
 * <pre>{@code
 * SelfTraining training = SelfTraining.of(EncoderClassifier.of(architecture)).withConfidence(0.98);
 * try (SelfTraining.Result result = training.fit(samples, labelled, how, autoencoder)) {
 *   System.out.println(result.rounds() + " rounds, " + result.model().accuracy(test));
 * }
 * }</pre>
 *
 * @param classifier what is trained, each time from the weights of the autoencoder on
 * @param confidence from which probability on a sample is taken
 * @param maxRounds how often to train at most
 */
public record SelfTraining(EncoderClassifier classifier, double confidence, int maxRounds)
    implements Options {
  private static final int MOST_STEPS = 3000;

  /**
   * Checks the options.
   *
   * @param classifier what is trained
   * @param confidence above 0 and at most 1
   * @param maxRounds at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SelfTraining {
    Objects.requireNonNull(classifier, "classifier");
    Options.require(
        confidence > 0 && confidence <= 1, "confidence", "above 0 and at most 1", confidence);
    Options.requireAtLeast(1, "maxRounds", maxRounds);
  }

  /**
   * Takes samples of a probability of .95 on, and trains 5 times at most.
   *
   * @param classifier what is trained
   * @return the options
   */
  public static SelfTraining of(EncoderClassifier classifier) {
    return new SelfTraining(classifier, 0.95, 5);
  }

  /**
   * Chooses what is trained.
   *
   * @param classifier the classifier
   * @return the changed options
   */
  public SelfTraining withClassifier(EncoderClassifier classifier) {
    return Options.with(this, "classifier", classifier);
  }

  /**
   * Chooses which samples are taken.
   *
   * @param confidence the least probability, above 0 and at most 1
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public SelfTraining withConfidence(double confidence) {
    return Options.with(this, "confidence", confidence);
  }

  /**
   * Chooses how often to train at most.
   *
   * @param maxRounds at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public SelfTraining withMaxRounds(int maxRounds) {
    return Options.with(this, "maxRounds", maxRounds);
  }

  /**
   * What self-training gave.
   *
   * @param model the last classifier, closed with this
   * @param rounds how often a classifier was trained
   * @param taken how many samples without labels were learned from in the last round
   */
  public record Result(ClassifierModel model, int rounds, int taken) implements AutoCloseable {
    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * Learns. The labels of samples that do not count as labelled are not looked at.
   *
   * @param samples all samples, with labels of which only those of {@code labelled} count
   * @param labelled which samples have labels, from 0 on
   * @param how how to fit; an interrupt ends it with the classifier at hand
   * @param start the autoencoder that the encoder's weights come from
   * @return the classifier, to be closed by the caller
   * @throws IllegalArgumentException if no sample is labelled, or the classifier refuses them
   */
  public Result fit(Samples samples, int[] labelled, FitOptions how, AutoencoderModel start) {
    if (labelled.length == 0) {
      throw new IllegalArgumentException("labelled must be at least one sample, but there is none");
    }
    int[] known = new int[samples.count()];
    Arrays.fill(known, -1);
    try (Samples few = samples.select(labelled)) {
      classifier.check(few);
      int[] labels = few.labels().orElseThrow();
      for (int i = 0; i < labelled.length; i++) {
        known[labelled[i]] = labels[i];
      }
    }
    int[] taken = known;
    ClassifierModel model = train(samples, labelled.length, taken, how, start);
    int rounds = 1;
    boolean changes = true;
    while (changes && rounds < maxRounds && !model.interrupted()) {
      int[] sure;
      try {
        sure = sure(model, samples, known);
      } catch (RuntimeException | Error e) {
        model.close();
        throw e;
      }
      changes = !Arrays.equals(sure, taken);
      if (changes) {
        model.close();
        taken = sure;
        model = train(samples, labelled.length, taken, how, start);
        rounds++;
      }
    }
    int learned = (int) Arrays.stream(taken).filter(label -> label >= 0).count();
    return new Result(model, rounds, learned - labelled.length);
  }

  private ClassifierModel train(
      Samples samples, int labelled, int[] labels, FitOptions how, AutoencoderModel start) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= 0) {
        rows.add(row);
      }
    }
    int[] chosen = rows.stream().mapToInt(Integer::intValue).toArray();
    try (Samples selected = samples.select(chosen);
        Samples some =
            selected.withLabels(Arrays.stream(chosen).map(row -> labels[row]).toArray())) {
      int epochs = epochs(classifier.training(), labelled, chosen.length);
      return classifier.withEpochs(epochs).fit(some, how, start);
    }
  }

  /**
   * How often to see some samples: as often as those with labels, unless that makes too many steps.
   */
  static int epochs(TrainingPlan plan, int labelled, int count) {
    int most = Math.max(MOST_STEPS, plan.epochs() * stepsOf(plan, labelled));
    return Math.min(plan.epochs(), (most - 1) / stepsOf(plan, count) + 1);
  }

  private static int stepsOf(TrainingPlan plan, int count) {
    return (count - 1) / plan.batch() + 1;
  }

  /** The labels that are known, and those that the classifier is sure of; -1 for all others. */
  private int[] sure(ClassifierModel model, Samples samples, int... known) {
    int[] labels = known.clone();
    float[][] probabilities = model.probabilities(samples);
    for (int row = 0; row < labels.length; row++) {
      int label = ClassifierModel.mostLikely(probabilities[row]);
      if (labels[row] < 0 && probabilities[row][label] >= confidence) {
        labels[row] = label;
      }
    }
    return labels;
  }
}
