package io.latent4j.decomposition;

import java.util.Objects;

/**
 * Where a model comes from: what it takes to make it again.
 *
 * @param options the options it was fitted with
 * @param solver the solver that was used, never {@link PcaSolver#AUTO}
 * @param seed the seed of the engine
 * @param threads the threads of the engine
 * @param data the name of the samples
 * @param dataHash the fingerprint of the samples, see {@link io.latent4j.data.Samples#hash()}
 * @param samples how many they were
 * @param features how many features each has
 */
public record PcaProvenance(
    Pca options,
    PcaSolver solver,
    long seed,
    int threads,
    String data,
    String dataHash,
    int samples,
    int features) {

  /**
   * Checks the parts.
   *
   * @param options the options it was fitted with
   * @param solver the solver that was used
   * @param seed the seed of the engine
   * @param threads the threads of the engine
   * @param data the name of the samples
   * @param dataHash the fingerprint of the samples
   * @param samples how many they were
   * @param features how many features each has
   */
  public PcaProvenance {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(dataHash, "dataHash");
  }
}
