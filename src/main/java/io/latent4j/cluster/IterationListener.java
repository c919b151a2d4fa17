package io.latent4j.cluster;

/** Is told how one run gets on, and may end it. */
@FunctionalInterface
interface IterationListener {

  /**
   * An iteration, or for mini-batches a step, is done.
   *
   * @param iteration which one of the run, from 1
   * @param most how many there may be
   * @param shift the sum of the squared movements of the centers
   * @return whether to go on; else the best so far is kept
   */
  boolean iterationDone(long iteration, long most, double shift);
}
