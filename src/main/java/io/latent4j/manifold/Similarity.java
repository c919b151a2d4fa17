package io.latent4j.manifold;

/**
 * How similar two points of an embedding are, by their squared distance: Student's distribution
 * with a degree of freedom less than there are components, but at least one, as in scikit-learn
 * (whose gradient is that of its divergence for one degree only; here it is for all).
 *
 * @param freedom the degrees of freedom
 */
record Similarity(int freedom) {

  static Similarity in(int components) {
    return new Similarity(Math.max(components - 1, 1));
  }

  /** What the similarity is multiplied with in the gradient: 1 / (1 + squared / freedom). */
  double factor(double squared) {
    return 1 / (1 + squared / freedom);
  }

  /** The similarity that belongs to a factor. */
  double ofFactor(double factor) {
    return switch (freedom) {
      case 1 -> factor;
      case 2 -> factor * Math.sqrt(factor);
      default -> Math.pow(factor, (freedom + 1) / 2.0);
    };
  }

  /** What the difference of attraction and repulsion is multiplied with in the gradient. */
  double gradientScale() {
    return 2.0 * (freedom + 1) / freedom;
  }
}
