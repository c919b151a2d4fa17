package io.latent4j.boltzmann;

import io.latent4j.model.Options;

/**
 * How the partition function of a machine is estimated by annealed importance sampling
 * (Salakhutdinov and Murray, <i>On the Quantitative Analysis of Deep Belief Networks</i>, 2008): in
 * small steps from a machine without weights, whose biases have the means of data, to the machine
 * itself. Of the steps, a 29th goes evenly half the way, 8 more to nine tenths of it, the other 20
 * to its end.
 *
 * @param chains how many chains are run
 * @param steps how many steps each makes
 * @param seed what the draws derive from, together with that of the model
 */
public record Annealing(int chains, int steps, long seed) implements Options {
  private static final int CHAINS = 100;
  private static final int STEPS = 14_500;
  private static final double[] PARTS = {1.0 / 29, 9.0 / 29, 1};
  private static final double[] POSITIONS = {0.5, 0.9, 1};

  /**
   * Checks the options.
   *
   * @param chains at least 2
   * @param steps at least 1
   * @param seed any number
   * @throws IllegalArgumentException if a number is below its least
   */
  public Annealing {
    Options.requireAtLeast(2, "chains", chains);
    Options.requireAtLeast(1, "steps", steps);
  }

  /**
   * What the paper uses: 100 chains of 14,500 steps.
   *
   * @return the options
   */
  public static Annealing usual() {
    return new Annealing(CHAINS, STEPS, 0);
  }

  /**
   * Chooses how many chains are run.
   *
   * @param chains at least 2; 100 by default
   * @return the changed options
   * @throws IllegalArgumentException if there are fewer
   */
  public Annealing withChains(int chains) {
    return Options.with(this, "chains", chains);
  }

  /**
   * Chooses how many steps each chain makes.
   *
   * @param steps at least 1; 14,500 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Annealing withSteps(int steps) {
    return Options.with(this, "steps", steps);
  }

  /**
   * Chooses the seed.
   *
   * @param seed any number; 0 by default
   * @return the changed options
   */
  public Annealing withSeed(long seed) {
    return Options.with(this, "seed", seed);
  }

  /** How far the way is gone after each step: from 0 to 1, one more than there are steps. */
  float[] positions() {
    float[] positions = new float[steps + 1];
    for (int step = 0; step <= steps; step++) {
      positions[step] = (float) position((double) step / steps);
    }
    return positions;
  }

  private static double position(double share) {
    double from = 0;
    double at = 0;
    for (int part = 0; part < PARTS.length; part++) {
      if (share <= PARTS[part]) {
        return at + (POSITIONS[part] - at) * (share - from) / (PARTS[part] - from);
      }
      from = PARTS[part];
      at = POSITIONS[part];
    }
    return 1;
  }
}
