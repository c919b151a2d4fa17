package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.DivergedFitException;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.History;
import io.latent4j.training.TrainingDivergedException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A restricted Boltzmann machine: hidden units that are on or off, and visible ones, whose joint
 * distribution it learns. It finds features of samples, and makes samples of its own.
 *
 * <pre>{@code
 * Rbm rbm =
 *     Rbm.of(200)
 *         .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL).withMomentum(0.5))
 *         .withLearningRate(0.1)
 *         .withEpochs(20);
 * try (RbmModel model = rbm.fit(training, validation)) {
 *   float[][] features = model.encode(validation);
 *   System.out.println(model.figures().get("pseudo_likelihood"));
 * }
 * }</pre>
 *
 * <p>With patience, training ends when the free-energy gap between samples held out and as many
 * learned from has not fallen for so many epochs: the machine has begun to tell them apart. The
 * last weights are kept.
 *
 * @param hidden how many hidden units there are
 * @param visible what the visible units are
 * @param learnVariance whether the variances of Gaussian visible units are learned; otherwise they
 *     are 1, which suits samples scaled by {@link Scaling.Kind#STANDARD}
 * @param learning how the machine learns
 * @param training how to train; a learning rate that is not chosen is 1 for binary units and
 *     stochastic gradient descent, else Keras's default
 * @param scale how to scale the samples before all else
 */
public record Rbm(
    int hidden,
    VisibleUnits visible,
    boolean learnVariance,
    ContrastiveDivergence learning,
    TrainingPlan training,
    Scaling.Kind scale)
    implements Estimator<RbmModel>, TrainedForEpochs<Rbm> {

  /**
   * The plan that is followed unless another is given: 50 epochs of batches of 100, by stochastic
   * gradient descent, without patience.
   */
  public static final TrainingPlan DEFAULT_TRAINING =
      TrainingPlan.of(50, 100).withOptimizer("sgd").withPatience(0);

  private static final double BINARY_RATE = 1;

  /**
   * Checks the options.
   *
   * @param hidden at least 1
   * @param visible what the visible units are
   * @param learnVariance whether the variances of Gaussian visible units are learned
   * @param learning how the machine learns
   * @param training how to train
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if there are no hidden units, or options of binary and of
   *     Gaussian units are mixed
   */
  public Rbm {
    Options.requireAtLeast(1, "hidden", hidden);
    Objects.requireNonNull(visible, "visible");
    Objects.requireNonNull(learning, "learning");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
    if (learnVariance && visible == VisibleUnits.BINARY) {
      throw new InvalidOptionException(
          "learnVariance", "must be off for binary visible units, but is on");
    }
    if (visible == VisibleUnits.GAUSSIAN && learning.binarize() != Binarization.NONE) {
      throw new InvalidOptionException(
          "binarize", "none for Gaussian visible units", learning.binarize());
    }
  }

  /**
   * A machine of binary visible units that learns by contrastive divergence of one step, from
   * weights of zero.
   *
   * @param hidden how many hidden units there are, at least 1
   * @return the options
   * @throws IllegalArgumentException if there are none
   */
  public static Rbm of(int hidden) {
    return new Rbm(
        hidden,
        VisibleUnits.BINARY,
        false,
        ContrastiveDivergence.of(1),
        DEFAULT_TRAINING,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the number of hidden units.
   *
   * @param hidden at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Rbm withHidden(int hidden) {
    return Options.with(this, "hidden", hidden);
  }

  /**
   * Chooses what the visible units are.
   *
   * @param visible {@link VisibleUnits#BINARY} by default
   * @return the changed options
   * @throws IllegalArgumentException if other options are for the other kind
   */
  public Rbm withVisible(VisibleUnits visible) {
    return Options.with(this, "visible", visible);
  }

  /**
   * Chooses whether the variances of Gaussian visible units are learned.
   *
   * @param learnVariance false by default
   * @return the changed options
   * @throws IllegalArgumentException if it is true, but the visible units are binary
   */
  public Rbm withLearnVariance(boolean learnVariance) {
    return Options.with(this, "learnVariance", learnVariance);
  }

  /**
   * Chooses how the machine learns.
   *
   * @param learning contrastive divergence of one step by default
   * @return the changed options
   * @throws IllegalArgumentException if it binarizes, but the visible units are Gaussian
   */
  public Rbm withLearning(ContrastiveDivergence learning) {
    return Options.with(this, "learning", learning);
  }

  @Override
  public Rbm withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Rbm withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "rbm";
  }

  /** A plan with a learning rate that suits the units, if none was chosen. */
  static TrainingPlan plan(VisibleUnits visible, TrainingPlan training) {
    boolean isChosen = training.learningRate().isPresent();
    return isChosen || visible == VisibleUnits.GAUSSIAN || !training.optimizer().equals("sgd")
        ? training
        : training.withLearningRate(BINARY_RATE);
  }

  /** Refuses samples that are not between 0 and 1, for binary visible units. */
  @Override
  public void check(Samples samples) {
    if (visible == VisibleUnits.BINARY) {
      BinarySamples.check("sample", samples, Scaling.fit(samples, scale));
    }
  }

  /**
   * Learns.
   *
   * @throws TrainingDivergedException if weights become infinite or NaN; a {@link
   *     DivergedFitException}, which has the last good machine, unless that is in the first epoch
   */
  @Override
  public RbmModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    if (visible == VisibleUnits.BINARY) {
      how.validation().ifPresent(held -> BinarySamples.check("validation sample", held, scaling));
    }
    RbmShape shape = new RbmShape(samples.features(), 0, hidden, visible, learnVariance);
    TrainingPlan plan = plan(visible, training);
    fit.resolve("learning_rate", plan.firstRate());
    try (GraphEngine engine = GraphEngine.create(how.engine());
        RbmSets sets = RbmSets.of(samples, how.validation(), false)) {
      RbmNetwork network = new RbmNetwork(engine, shape, learning.init());
      if (learning.biasFromMeans()) {
        network.visibleBias().assign(FeatureMeans.of(samples, scaling).biases(visible));
      }
      RbmTraining work =
          new RbmTraining(
              fit,
              network,
              new VisibleRows(scaling, samples.features(), 0),
              learning,
              plan,
              sets,
              Optional.empty());
      History history = run(work, scaling, fit);
      return RbmModel.of(
          network.values(),
          work.step().particles().map(particles -> particles.toFloats()),
          scaling,
          history,
          fit.provenance(work.figures(history)),
          how.engine());
    }
  }

  private static History run(RbmTraining work, Scaling scaling, Fit fit) {
    try {
      return work.run("training");
    } catch (TrainingDivergedException e) {
      if (work.lastGood().isEmpty()) {
        throw e;
      }
      RbmTraining.Good good = work.lastGood().get();
      throw new DivergedFitException(
          "%s; kept are the weights after epoch %d".formatted(e.getMessage(), good.epochs()),
          e,
          () ->
              RbmModel.of(
                  good.machine(),
                  Optional.empty(),
                  scaling,
                  good.history(),
                  fit.provenance(Map.of()),
                  fit.how().engine()));
    }
  }
}
