package io.latent4j.manifold;

/** A symmetric matrix that is known by what it makes of vectors. */
interface SymmetricOperator {

  /** The length of the vectors. */
  int size();

  /**
   * Multiplies.
   *
   * @param vectors one a row
   * @return the products, one a row
   */
  double[][] times(double[][] vectors);
}
