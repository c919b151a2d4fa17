package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.util.Locale;

/** How far samples are from each other. */
public enum DistanceMetric {
  /** The root of the sum of squared differences. */
  EUCLIDEAN {
    @Override
    double squared(Rows a, int i, Rows b, int j, double bound) {
      return a.squaredDistance(i, b, j, bound);
    }
  },

  /** 1 less the cosine of the angle; samples must not be 0 in all features. */
  COSINE {
    @Override
    Rows read(Samples samples, Scaling scaling) {
      return prepare(Rows.aboutZero(samples, scaling));
    }

    @Override
    Rows prepare(Rows rows) {
      return rows.ofLengthOne();
    }

    @Override
    double squared(Rows a, int i, Rows b, int j, double bound) {
      return a.squaredDistance(i, b, j, bound);
    }

    @Override
    double distance(double squared) {
      return squared / 2;
    }
  },

  /** The sum of absolute differences. */
  MANHATTAN {
    @Override
    double squared(Rows a, int i, Rows b, int j, double bound) {
      double sum = a.absoluteDistance(i, b, j);
      return sum * sum;
    }
  };

  /** Reads samples as prepared rows. */
  Rows read(Samples samples, Scaling scaling) {
    return prepare(Rows.of(samples, scaling));
  }

  /** Brings rows into the form in which they are measured. */
  Rows prepare(Rows rows) {
    return rows;
  }

  /**
   * The square of the distance between prepared rows, that of their Euclidean one for cosine; or
   * any number above a bound if it is.
   */
  abstract double squared(Rows a, int i, Rows b, int j, double bound);

  /** The distance that such a square stands for. */
  double distance(double squared) {
    return Math.sqrt(squared);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
