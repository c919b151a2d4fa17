package io.latent4j.cluster;

import java.util.Locale;

/** How k-means goes from its first centers to the last. */
public enum KMeansAlgorithm {
  /**
   * All samples to their nearest centers, all centers to the mean of their samples, until nothing
   * changes. One bound for each sample tells which samples can't have changed (Hamerly).
   */
  LLOYD,

  /**
   * The same steps with the same result; a bound for each sample and center (Elkan) skips more
   * samples, at the price of samples times clusters numbers in memory.
   */
  ELKAN,

  /** Small random batches move the centers a little each: much faster, a little worse. */
  MINIBATCH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
