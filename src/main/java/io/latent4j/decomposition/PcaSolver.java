package io.latent4j.decomposition;

import io.latent4j.model.InvalidOptionException;
import java.util.Locale;

/** The ways to find the principal components. All agree, each within its accuracy. */
public enum PcaSolver {
  /**
   * {@link #GRAM} where samples or features are at most 1,000; else {@link #RANDOMIZED} where at
   * most a tenth of all components is wanted; else {@link #SVD}.
   */
  AUTO,

  /**
   * The singular value decomposition of the centred matrix, the plain way: in float32, but in
   * float64 where the matrix is so small that this costs nothing (samples times features times the
   * smaller of the two up to some 2 billion).
   */
  SVD,

  /**
   * The eigenvectors of the matrix of all products between features or, where there are fewer of
   * them, between samples. The products are summed over chunks of samples in float64, and the
   * eigenvectors found in float64. Where the matrix is as small as above, each product is made in
   * float64 as well; else in float32, with which components of less than about a millionth of the
   * first one's variance are lost. At most 46,340 features, unless the samples are fewer.
   */
  GRAM,

  /**
   * The singular value decomposition of a random projection in float32, sharpened by power
   * iterations (Halko, Martinsson, Tropp 2011) with scikit-learn's settings: 10 more dimensions
   * than components, 7 iterations for less than a tenth of all components, else 4. The variances
   * are right to about a thousandth.
   */
  RANDOMIZED;

  private static final int LARGEST_GRAM = 1000;
  private static final int MOST_PRODUCTS = 46_340; // whose square is still an int
  private static final int FEW = 10;

  /** Refuses so many features that all their products don't fit into an array. */
  static void requireProductsFit(int features) {
    if (features > MOST_PRODUCTS) {
      throw new InvalidOptionException(
          "samples",
          "must have at most %d features for solver gram, but have %d"
              .formatted(MOST_PRODUCTS, features));
    }
  }

  /** Returns the solver that AUTO stands for, this one if it is another. */
  PcaSolver resolve(int samples, int features, ComponentChoice choice) {
    if (this != AUTO) {
      return this;
    }
    int all = Math.min(samples, features);
    if (all <= LARGEST_GRAM) {
      return GRAM;
    }
    boolean few = choice instanceof ComponentChoice.Count count && count.components() <= all / FEW;
    return few ? RANDOMIZED : SVD;
  }

  /**
   * Returns the solver as users write it.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
