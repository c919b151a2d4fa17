package io.latent4j.cluster;

/** Is told how k-means gets on, and may end it. */
@FunctionalInterface
public interface KMeansListener {

  /** Listens to nothing and ends nothing. */
  KMeansListener NONE = (iteration, shift) -> true;

  /**
   * An iteration, or for mini-batches a step, is done.
   *
   * @param iteration which one of the run, from 1
   * @param shift the sum of the squared movements of the centers
   * @return whether to go on; else the best so far is kept
   */
  boolean iterationDone(int iteration, double shift);
}
