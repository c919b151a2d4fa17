package io.latent4j.manifold;

/** Is told how a layout goes, and may end it. */
@FunctionalInterface
interface LayoutListener {

  /**
   * An epoch is done.
   *
   * @param epoch how many are done
   * @param epochs how many there are to be
   * @return whether to go on
   */
  boolean onEpoch(int epoch, int epochs);
}
