package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.DivergedFitException;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.History;
import io.latent4j.training.TrainingDivergedException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A deep belief network: a stack of restricted Boltzmann machines, each of which learns from the
 * hidden units of the one below (Hinton, Osindero and Teh, <i>A Fast Learning Algorithm for Deep
 * Belief Nets</i>, 2006). It can be unrolled to a classifier or an autoencoder and trained further.
 *
 * <pre>{@code
 * Dbn dbn =
 *     Dbn.of(500, 200, 50)
 *         .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL))
 *         .withLearningRate(0.1)
 *         .withEpochs(10)
 *         .withTuning(FineTuning.of(FineTuning.Target.CLASSIFIER));
 * try (DbnModel model = dbn.fit(training)) {
 *   int[] digits = model.predict(test);
 * }
 * }</pre>
 *
 * <p>When the work is interrupted, the machines that are done and the one under way are kept, and
 * those that were not begun are left out. With a checkpoint, a fit that is resumed goes on in the
 * machine where it was.
 *
 * @param layers how many hidden units each machine has, the lowest first
 * @param visible what the visible units of the lowest machine are; those of the others are binary
 * @param learnVariance whether the variances of Gaussian visible units are learned
 * @param learning how the machines learn
 * @param training how each machine is trained; a learning rate that is not chosen is 1 for binary
 *     units and stochastic gradient descent, else Keras's default
 * @param topLabels whether the highest machine sees the labels beside the hidden units below it, as
 *     units of which one is on: it can then classify, and make a sample of a class
 * @param tuning what the stack is unrolled to afterwards
 * @param scale how to scale the samples before all else
 */
public record Dbn(
    List<Integer> layers,
    VisibleUnits visible,
    boolean learnVariance,
    ContrastiveDivergence learning,
    TrainingPlan training,
    boolean topLabels,
    FineTuning tuning,
    Scaling.Kind scale)
    implements Estimator<DbnModel>, TrainedForEpochs<Dbn> {

  /**
   * Checks the options.
   *
   * @param layers at least one, each of at least 1 unit
   * @param visible what the visible units of the lowest machine are
   * @param learnVariance whether the variances of Gaussian visible units are learned
   * @param learning how the machines learn
   * @param training how each machine is trained
   * @param topLabels whether the highest machine sees the labels
   * @param tuning what the stack is unrolled to afterwards
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if there is no layer or one without units, labels are for a
   *     single layer, or options of binary and of Gaussian units are mixed
   */
  public Dbn {
    layers = List.copyOf(layers);
    Options.require(!layers.isEmpty(), "layers", "at least one", "none");
    for (int units : layers) {
      Options.requireAtLeast(1, "layers", units);
    }
    Objects.requireNonNull(tuning, "tuning");
    // One machine's rules hold for the lowest.
    new Rbm(layers.get(0), visible, learnVariance, learning, training, scale);
    if (topLabels && layers.size() == 1) {
      throw new InvalidOptionException("topLabels", "must be of 2 layers or more, but there is 1");
    }
    if (topLabels && tuning.fineTune() == FineTuning.Target.AUTOENCODER) {
      throw new InvalidOptionException(
          "topLabels", "must be off for an autoencoder, which has no labels, but is on");
    }
  }

  /**
   * Machines of binary units that learn by contrastive divergence of one step, 50 epochs each,
   * without labels, and are not unrolled.
   *
   * @param layers how many hidden units each machine has, the lowest first
   * @return the options
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static Dbn of(int... layers) {
    return new Dbn(
        Arrays.stream(layers).boxed().toList(),
        VisibleUnits.BINARY,
        false,
        ContrastiveDivergence.of(1),
        Rbm.DEFAULT_TRAINING,
        false,
        FineTuning.of(FineTuning.Target.NONE),
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the layers.
   *
   * @param layers how many hidden units each machine has, the lowest first
   * @return the changed options
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public Dbn withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  /**
   * Chooses what the visible units of the lowest machine are.
   *
   * @param visible {@link VisibleUnits#BINARY} by default
   * @return the changed options
   * @throws IllegalArgumentException if other options are for the other kind
   */
  public Dbn withVisible(VisibleUnits visible) {
    return Options.with(this, "visible", visible);
  }

  /**
   * Chooses whether the variances of Gaussian visible units are learned.
   *
   * @param learnVariance false by default
   * @return the changed options
   * @throws IllegalArgumentException if it is true, but the visible units are binary
   */
  public Dbn withLearnVariance(boolean learnVariance) {
    return Options.with(this, "learnVariance", learnVariance);
  }

  /**
   * Chooses how the machines learn.
   *
   * @param learning contrastive divergence of one step by default
   * @return the changed options
   * @throws IllegalArgumentException if it binarizes, but the visible units are Gaussian
   */
  public Dbn withLearning(ContrastiveDivergence learning) {
    return Options.with(this, "learning", learning);
  }

  @Override
  public Dbn withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses whether the highest machine sees the labels.
   *
   * @param topLabels false by default
   * @return the changed options
   * @throws IllegalArgumentException if there is a single layer, or the target is an autoencoder
   */
  public Dbn withTopLabels(boolean topLabels) {
    return Options.with(this, "topLabels", topLabels);
  }

  /**
   * Chooses what the stack is unrolled to.
   *
   * @param tuning nothing by default
   * @return the changed options
   * @throws IllegalArgumentException if it is an autoencoder, but the highest machine sees labels
   */
  public Dbn withTuning(FineTuning tuning) {
    return Options.with(this, "tuning", tuning);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Dbn withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "dbn";
  }

  boolean needsLabels() {
    return topLabels || tuning.fineTune().isClassifier();
  }

  /** Refuses samples that the lowest machine can't learn from, or that have no labels it needs. */
  @Override
  public void check(Samples samples) {
    lowest().check(samples);
    if (needsLabels()) {
      requireLabels("labels", samples);
    }
  }

  private Rbm lowest() {
    return new Rbm(layers.get(0), visible, learnVariance, learning, training, scale);
  }

  private void requireLabels(String what, Samples samples) {
    String option = topLabels ? "topLabels" : "fineTune";
    int[] labels =
        samples
            .labels()
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        option, "must have samples with " + what + ", but they have none"));
    for (int label : labels) {
      if (label < 0) {
        throw new InvalidOptionException(
            option, "must have %s of at least 0, but one is %d".formatted(what, label));
      }
    }
  }

  /**
   * Learns, machine after machine, and then as a whole if it is unrolled.
   *
   * @throws TrainingDivergedException if weights become infinite or NaN; the message says which
   *     layer. It is a {@link DivergedFitException}, which has the machines that are good, unless
   *     that is in the first epoch of the first
   */
  @Override
  public DbnModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    how.validation().ifPresent(held -> checkValidation(held, scaling));
    try (DbnStack stack = new DbnStack(this, fit, samples, scaling)) {
      train(stack, scaling, fit);
      boolean tunes = tuning.fineTune() != FineTuning.Target.NONE && fit.goesOn();
      FineTuning.Target target = tunes ? tuning.fineTune() : FineTuning.Target.NONE;
      int classes = needsLabels() ? stack.classes() : 0;
      EngineOptions options = how.engine();
      try (GraphEngine engine = GraphEngine.create(options)) {
        DbnNetwork network =
            new DbnNetwork(engine, stack.machines(), stack.topLabels(), target, classes);
        if (tunes) {
          tune(stack, network, scaling, fit);
        }
        TrainingPlan plan = Rbm.plan(visible, training);
        fit.resolve("batch", plan.batchOf(samples.count()));
        fit.resolve("learning_rate", plan.firstRate());
        return DbnModel.of(
            network,
            stack.machines(),
            target,
            classes,
            scaling,
            stack.histories(),
            fit.provenance(stack.figures()),
            options);
      }
    }
  }

  private static void train(DbnStack stack, Scaling scaling, Fit fit) {
    try {
      stack.train();
    } catch (TrainingDivergedException e) {
      throw withMachines(e, "", stack, scaling, fit);
    }
  }

  private static void tune(DbnStack stack, DbnNetwork network, Scaling scaling, Fit fit) {
    try {
      stack.tune(network);
    } catch (TrainingDivergedException e) {
      throw withMachines(e, "; kept are the machines", stack, scaling, fit);
    }
  }

  private static TrainingDivergedException withMachines(
      TrainingDivergedException e, String kept, DbnStack stack, Scaling scaling, Fit fit) {
    List<RbmWeights> machines = List.copyOf(stack.machines());
    if (machines.isEmpty()) {
      return e;
    }
    int labels = stack.topLabels();
    List<History> histories = List.copyOf(stack.histories());
    Provenance provenance = fit.provenance(stack.figures());
    return new DivergedFitException(
        e.getMessage() + kept,
        e,
        () -> DbnModel.of(machines, labels, scaling, histories, provenance, fit.how().engine()));
  }

  private void checkValidation(Samples held, Scaling scaling) {
    if (visible == VisibleUnits.BINARY) {
      BinarySamples.check("validation sample", held, scaling);
    }
    if (needsLabels()) {
      requireLabels("labels of the validation samples", held);
    }
  }
}
