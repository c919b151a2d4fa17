package io.latent4j.recommendation;

/** What training makes larger. */
public enum RecommenderObjective {
  /**
   * The probability of each rating given all others of its user, with the hidden units at their
   * means: what a recommendation is made by. Users' ratings are few, so all of it is computed and
   * nothing drawn.
   */
  LEAVE_ONE_OUT("leave-one-out"),
  /** The probability of all ratings together, by contrastive divergence. */
  CONTRASTIVE_DIVERGENCE("contrastive-divergence");

  private final String text;

  RecommenderObjective(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
