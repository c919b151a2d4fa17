package io.latent4j.boltzmann;

import io.latent4j.model.Options;

/**
 * How chains of Gibbs sampling are run.
 *
 * <pre>{@code
 * GibbsChains chains = model.sample(GibbsSampling.of(10).withBurnIn(1000).withKept(12));
 * }</pre>
 *
 * @param chains how many chains there are
 * @param burnIn how many steps are made before the first that is kept
 * @param kept how many steps are kept
 * @param thinning how many steps lie between two that are kept, the latter included
 * @param seed what the draws derive from, together with that of the model
 */
public record GibbsSampling(int chains, int burnIn, int kept, int thinning, long seed)
    implements Options {

  private static final int BURN_IN = 1000;

  /**
   * Checks the options.
   *
   * @param chains at least 1
   * @param burnIn at least 0
   * @param kept at least 1
   * @param thinning at least 1
   * @param seed any number
   * @throws IllegalArgumentException if a number is below its least
   */
  public GibbsSampling {
    Options.requireAtLeast(1, "chains", chains);
    Options.requireAtLeast(0, "burnIn", burnIn);
    Options.requireAtLeast(1, "kept", kept);
    Options.requireAtLeast(1, "thinning", thinning);
  }

  /**
   * Chains of which one step is kept, after 1,000 others.
   *
   * @param chains how many chains, at least 1
   * @return the options
   * @throws IllegalArgumentException if there are none
   */
  public static GibbsSampling of(int chains) {
    return new GibbsSampling(chains, BURN_IN, 1, 1, 0);
  }

  /**
   * Chooses how many chains there are.
   *
   * @param chains at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public GibbsSampling withChains(int chains) {
    return Options.with(this, "chains", chains);
  }

  /**
   * Chooses how many steps are made before the first that is kept.
   *
   * @param burnIn at least 0; 1,000 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  public GibbsSampling withBurnIn(int burnIn) {
    return Options.with(this, "burnIn", burnIn);
  }

  /**
   * Chooses how many steps are kept.
   *
   * @param kept at least 1, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public GibbsSampling withKept(int kept) {
    return Options.with(this, "kept", kept);
  }

  /**
   * Chooses how many steps lie between two that are kept.
   *
   * @param thinning at least 1, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public GibbsSampling withThinning(int thinning) {
    return Options.with(this, "thinning", thinning);
  }

  /**
   * Chooses the seed.
   *
   * @param seed any number; 0 by default
   * @return the changed options
   */
  public GibbsSampling withSeed(long seed) {
    return Options.with(this, "seed", seed);
  }
}
