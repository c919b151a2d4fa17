package io.latent4j.manifold;

/** The B-spline of the fifth degree, which spreads a point over six nodes. */
final class Spline {
  /** How many nodes have a weight. */
  static final int NODES = 6;

  private Spline() {}

  /**
   * Computes the weights of the nodes.
   *
   * @param t how far behind the third node the point lies, from 0 to 1
   * @param weights where they go
   */
  static void weights(float t, float[] weights) {
    // By the recurrence over the degree: each turn makes splines of one degree more.
    weights[0] = 1 - t;
    weights[1] = t;
    for (int degree = 2; degree < NODES; degree++) {
      raise(t, weights, degree);
    }
  }

  /**
   * Computes the derivatives of the weights.
   *
   * @param t how far behind the third node the point lies, from 0 to 1
   * @param slopes where they go
   */
  static void slopes(float t, float[] slopes) {
    slopes[0] = 1 - t;
    slopes[1] = t;
    for (int degree = 2; degree < NODES - 1; degree++) {
      raise(t, slopes, degree);
    }
    slopes[NODES - 1] = slopes[NODES - 2];
    for (int i = NODES - 2; i > 0; i--) {
      slopes[i] = slopes[i - 1] - slopes[i];
    }
    slopes[0] = -slopes[0];
  }

  private static void raise(float t, float[] weights, int degree) {
    float share = 1f / degree;
    weights[degree] = share * t * weights[degree - 1];
    for (int i = degree - 1; i > 0; i--) {
      weights[i] = share * ((t + degree - i) * weights[i - 1] + (1 + i - t) * weights[i]);
    }
    weights[0] = share * (1 - t) * weights[0];
  }

  /** What a frequency is multiplied with so that spreading and reading leave it as it was. */
  static double sharpening(double angle) {
    double blur = (66 + 52 * Math.cos(angle) + 2 * Math.cos(2 * angle)) / 120;
    return 1 / (blur * blur);
  }
}
