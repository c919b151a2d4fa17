package io.latent4j.boltzmann;

import io.latent4j.model.Options;
import java.util.Objects;

/**
 * How a Boltzmann machine learns: by the difference between what its units do when they see a
 * sample and what they do after some steps of Gibbs sampling (Hinton, <i>Training Products of
 * Experts by Minimizing Contrastive Divergence</i>, 2002), or, with chains that go on from step to
 * step of training, in a state of their own (Tieleman, <i>Training Restricted Boltzmann Machines
 * using Approximations to the Likelihood Gradient</i>, 2008).
 *
 * <pre>{@code
 * ContrastiveDivergence learning =
 *     ContrastiveDivergence.of(5)
 *         .withInit(WeightStart.NORMAL)
 *         .withBiasFromMeans(true)
 *         .withMomentum(0.5)
 *         .withFinalMomentum(0.9)
 *         .withWeightDecay(1e-4);
 * }</pre>
 *
 * @param gibbs how many Gibbs steps a step of training makes
 * @param persistent whether the chains go on instead of beginning at the samples of each step;
 *     there are as many as a batch has samples
 * @param init what the weights start from
 * @param biasFromMeans whether the visible biases start from the means of the data, instead of zero
 * @param binarize whether and how the samples become bits
 * @param momentum the share of the last step that is made again, at first
 * @param finalMomentum what the momentum rises to; 0 if it stays
 * @param momentumEpochs over how many epochs it rises, evenly
 * @param weightDecay by which share of itself, times the learning rate, a weight shrinks at a step
 * @param sparsityTarget the share of samples for which a hidden unit should be on; 0 for any
 * @param sparsityCost how much a difference from it counts
 */
public record ContrastiveDivergence(
    int gibbs,
    boolean persistent,
    WeightStart init,
    boolean biasFromMeans,
    Binarization binarize,
    double momentum,
    double finalMomentum,
    int momentumEpochs,
    double weightDecay,
    double sparsityTarget,
    double sparsityCost)
    implements Options {

  private static final int MOST_STEPS = 100;
  private static final int MOMENTUM_EPOCHS = 5;
  private static final double SPARSITY_COST = 0.1;

  /**
   * Checks the options.
   *
   * @param gibbs from 1 to 100
   * @param persistent whether the chains go on
   * @param init what the weights start from
   * @param biasFromMeans whether the visible biases start from the means of the data
   * @param binarize whether and how the samples become bits
   * @param momentum from 0 to below 1
   * @param finalMomentum from 0 to below 1
   * @param momentumEpochs at least 1
   * @param weightDecay at least 0
   * @param sparsityTarget from 0 to below 1
   * @param sparsityCost at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ContrastiveDivergence {
    Objects.requireNonNull(init, "init");
    Objects.requireNonNull(binarize, "binarize");
    Options.require(
        gibbs >= 1 && gibbs <= MOST_STEPS, "gibbs", "between 1 and " + MOST_STEPS, gibbs);
    requireShare("momentum", momentum);
    requireShare("finalMomentum", finalMomentum);
    Options.requireAtLeast(1, "momentumEpochs", momentumEpochs);
    requireFinite("weightDecay", weightDecay);
    requireShare("sparsityTarget", sparsityTarget);
    requireFinite("sparsityCost", sparsityCost);
  }

  private static void requireShare(String option, double value) {
    Options.require(value >= 0 && value < 1, option, "at least 0 and below 1", value);
  }

  private static void requireFinite(String option, double value) {
    Options.require(
        value >= 0 && value < Double.POSITIVE_INFINITY, option, "at least 0 and finite", value);
  }

  /**
   * Chains that begin at the samples, weights from zero, no momentum, no decay, no sparsity.
   *
   * @param gibbs how many Gibbs steps, from 1 to 100
   * @return the options
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static ContrastiveDivergence of(int gibbs) {
    return new ContrastiveDivergence(
        gibbs,
        false,
        WeightStart.ZEROS,
        false,
        Binarization.NONE,
        0,
        0,
        MOMENTUM_EPOCHS,
        0,
        0,
        SPARSITY_COST);
  }

  /**
   * Chooses how many Gibbs steps a step of training makes.
   *
   * @param gibbs from 1 to 100
   * @return the changed options
   * @throws IllegalArgumentException if the number is out of its range
   */
  public ContrastiveDivergence withGibbs(int gibbs) {
    return Options.with(this, "gibbs", gibbs);
  }

  /**
   * Chooses whether the chains go on from step to step of training.
   *
   * @param persistent false by default
   * @return the changed options
   */
  public ContrastiveDivergence withPersistent(boolean persistent) {
    return Options.with(this, "persistent", persistent);
  }

  /**
   * Chooses what the weights start from.
   *
   * @param init {@link WeightStart#ZEROS} by default
   * @return the changed options
   */
  public ContrastiveDivergence withInit(WeightStart init) {
    return Options.with(this, "init", init);
  }

  /**
   * Chooses whether the visible biases start from the means of the data: of binary units, from the
   * logits of the means, of Gaussian ones, from the means.
   *
   * @param biasFromMeans false by default
   * @return the changed options
   */
  public ContrastiveDivergence withBiasFromMeans(boolean biasFromMeans) {
    return Options.with(this, "biasFromMeans", biasFromMeans);
  }

  /**
   * Chooses whether and how the samples become bits, for binary visible units.
   *
   * @param binarize {@link Binarization#NONE} by default
   * @return the changed options
   */
  public ContrastiveDivergence withBinarize(Binarization binarize) {
    return Options.with(this, "binarize", binarize);
  }

  /**
   * Chooses the momentum of the start: {@code m = momentum m + gradient}, and the optimizer takes
   * {@code m} in place of the gradient.
   *
   * @param momentum from 0 to below 1; 0 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public ContrastiveDivergence withMomentum(double momentum) {
    return Options.with(this, "momentum", momentum);
  }

  /**
   * Chooses what the momentum rises to.
   *
   * @param finalMomentum from 0 to below 1; 0, the default, if it stays
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public ContrastiveDivergence withFinalMomentum(double finalMomentum) {
    return Options.with(this, "finalMomentum", finalMomentum);
  }

  /**
   * Chooses how long the momentum rises.
   *
   * @param momentumEpochs at least 1; 5 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public ContrastiveDivergence withMomentumEpochs(int momentumEpochs) {
    return Options.with(this, "momentumEpochs", momentumEpochs);
  }

  /**
   * Chooses how fast weights shrink; biases don't.
   *
   * @param weightDecay at least 0, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative or infinite
   */
  public ContrastiveDivergence withWeightDecay(double weightDecay) {
    return Options.with(this, "weightDecay", weightDecay);
  }

  /**
   * Chooses how often a hidden unit should be on.
   *
   * @param sparsityTarget a share of the samples, below 1; 0, the default, for any
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public ContrastiveDivergence withSparsityTarget(double sparsityTarget) {
    return Options.with(this, "sparsityTarget", sparsityTarget);
  }

  /**
   * Chooses how much a difference from the sparsity target counts: by it, times the difference
   * between a running mean of the unit's probability and the target, its bias is pushed at each
   * step, and its weights by that times the mean of the visible unit.
   *
   * @param sparsityCost at least 0; 0.1 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative or infinite
   */
  public ContrastiveDivergence withSparsityCost(double sparsityCost) {
    return Options.with(this, "sparsityCost", sparsityCost);
  }

  boolean hasMomentum() {
    return momentum > 0 || finalMomentum > 0;
  }

  boolean isSparse() {
    return sparsityTarget > 0 && sparsityCost > 0;
  }
}
