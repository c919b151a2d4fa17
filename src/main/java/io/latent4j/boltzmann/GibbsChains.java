package io.latent4j.boltzmann;

import java.util.List;

/**
 * What chains of Gibbs sampling went through.
 *
 * @param states the visible units as they were drawn at each step that was kept: (chains, features)
 * @param means what they were drawn from: probabilities of binary units, means of Gaussian ones
 * @param freeEnergies the free energies of the states, by chain: (chains, steps that were kept)
 */
public record GibbsChains(List<float[][]> states, List<float[][]> means, double[][] freeEnergies) {

  /**
   * Copies the lists.
   *
   * @param states the visible units at each step
   * @param means what they were drawn from
   * @param freeEnergies by chain
   */
  public GibbsChains {
    states = List.copyOf(states);
    means = List.copyOf(means);
  }

  /**
   * The states at the end.
   *
   * @return (chains, features)
   */
  public float[][] lastStates() {
    return states.get(states.size() - 1);
  }

  /**
   * The means at the end.
   *
   * @return (chains, features)
   */
  public float[][] lastMeans() {
    return means.get(means.size() - 1);
  }

  /**
   * How well the chains mix, as their free energies tell.
   *
   * @return the diagnostics
   * @throws IllegalStateException if fewer than 4 steps were kept
   */
  public ChainDiagnostics diagnostics() {
    if (freeEnergies[0].length < ChainDiagnostics.LEAST_STEPS) {
      throw new IllegalStateException(
          "diagnostics need at least %d steps that were kept, but there are %d"
              .formatted(ChainDiagnostics.LEAST_STEPS, freeEnergies[0].length));
    }
    return ChainDiagnostics.of(freeEnergies);
  }
}
