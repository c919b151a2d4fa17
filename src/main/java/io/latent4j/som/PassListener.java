package io.latent4j.som;

/** Follows the training of a map. */
@FunctionalInterface
public interface PassListener {

  /**
   * A pass over all samples ended.
   *
   * @param pass its number, from 1
   * @param quantizationError the mean distance of the samples to their winners while it lasted
   */
  void onPass(int pass, double quantizationError);
}
