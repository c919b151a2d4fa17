package io.latent4j.manifold;

/**
 * How surely points of an embedding are connected, by their distance d: 1 / (1 + a d^2b), and the
 * forces that follow from it.
 *
 * @param a from 0 up
 * @param b from 0 up
 */
record LayoutCurve(double a, double b) {
  private static final int POINTS = 300;
  private static final int MOST_STEPS = 200;
  private static final double SMALLEST_STEP = 1e-12;

  /**
   * Fits the curve, by least squares, to one that is 1 up to the smallest distance and falls
   * exponentially behind it.
   *
   * @param smallestDistance not negative
   * @param spread the distance in which it falls to 1/e, positive
   */
  static LayoutCurve of(double smallestDistance, double spread) {
    double[] x = new double[POINTS];
    double[] y = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      x[i] = 3 * spread * i / (POINTS - 1);
      y[i] = x[i] < smallestDistance ? 1 : Math.exp(-(x[i] - smallestDistance) / spread);
    }
    // By Levenberg and Marquardt, for the logarithm of a, whose size depends on the unit.
    double logA = -2 * Math.log(spread);
    double b = 1;
    double damping = 1e-3;
    double error = squares(logA, b, x, y);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] change = change(logA, b, x, y, damping);
      double changed = squares(logA + change[0], b + change[1], x, y);
      if (changed <= error) {
        logA += change[0];
        b += change[1];
        error = changed;
        damping /= 10;
        if (Math.abs(change[0]) + Math.abs(change[1]) < SMALLEST_STEP) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    return new LayoutCurve(Math.exp(logA), b);
  }

  private static double value(double logA, double b, double x) {
    return x == 0 ? 1 : 1 / (1 + Math.exp(logA + 2 * b * Math.log(x)));
  }

  private static double squares(double logA, double b, double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = value(logA, b, x[i]) - y[i];
      sum += error * error;
    }
    return b > 0 ? sum : Double.POSITIVE_INFINITY;
  }

  private static double[] change(double logA, double b, double[] x, double[] y, double damping) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ea = 0;
    double eb = 0;
    for (int i = 1; i < x.length; i++) {
      double value = value(logA, b, x[i]);
      double byA = -value * (1 - value);
      double byB = 2 * Math.log(x[i]) * byA;
      double error = y[i] - value;
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ea += byA * error;
      eb += byB * error;
    }
    double first = aa * (1 + damping);
    double second = bb * (1 + damping);
    double determinant = first * second - ab * ab;
    return new double[] {
      (second * ea - ab * eb) / determinant, (first * eb - ab * ea) / determinant
    };
  }

  /** What the difference of two connected points is multiplied by to move the first; negative. */
  double attraction(double squared) {
    double power = Math.pow(squared, b);
    return squared == 0 ? 0 : -2 * a * b * power / squared / (1 + a * power);
  }

  /** What the difference of two points is multiplied by to move the first away; positive. */
  double repulsion(double squared) {
    return 2 * b / ((0.001 + squared) * (1 + a * Math.pow(squared, b)));
  }
}
