package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.DistanceMetric;
import java.util.Arrays;

/** How rows are measured by a {@link DistanceMetric}. */
enum RowMetric {
  EUCLIDEAN {
    @Override
    double squared(Rows a, int i, Rows b, int j, double bound) {
      return a.squaredDistance(i, b, j, bound);
    }
  },

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

    @Override
    Neighbors squares(Neighbors neighbors) {
      double[] squares = neighbors.squaredDistances().clone();
      Arrays.setAll(squares, i -> distance(squares[i]) * distance(squares[i]));
      return new Neighbors(neighbors.count(), neighbors.each(), neighbors.indices(), squares);
    }
  },

  MANHATTAN {
    @Override
    double squared(Rows a, int i, Rows b, int j, double bound) {
      double sum = a.absoluteDistance(i, b, j);
      return sum * sum;
    }
  };

  static RowMetric of(DistanceMetric metric) {
    return valueOf(metric.name());
  }

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

  /** The neighbours with the squares of their distances. */
  Neighbors squares(Neighbors neighbors) {
    return neighbors;
  }
}
