package io.latent4j.score;

/**
 * Mean and covariance of some rows of features.
 *
 * @param count how many rows there were
 * @param mean (features)
 * @param covariance (features, features), one row after the other, with the divisor count - 1
 */
record Moments(int count, double[] mean, double[] covariance) {

  int features() {
    return mean.length;
  }

  double trace() {
    double trace = 0;
    for (int j = 0; j < mean.length; j++) {
      trace += covariance[j * mean.length + j];
    }
    return trace;
  }
}
