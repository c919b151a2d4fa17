package io.latent4j.boltzmann;

import java.util.Locale;

/** What the weights of a Boltzmann machine start from. */
public enum WeightStart {
  /**
   * Zero. All hidden units are alike then, and what tells them apart is chance: the side of the
   * data in the gradient takes their drawn states.
   */
  ZEROS,
  /**
   * Normal numbers with a deviation of 0.01. The side of the data in the gradient takes the
   * probabilities of the hidden units, which has less noise (Hinton, <i>A Practical Guide to
   * Training Restricted Boltzmann Machines</i>, 2010, section 3).
   */
  NORMAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
