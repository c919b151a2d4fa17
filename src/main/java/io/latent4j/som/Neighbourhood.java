package io.latent4j.som;

import java.util.Locale;

/** How strongly a sample moves the neurons around its winner, d away from it, at radius r. */
public enum Neighbourhood {
  /** exp(-d²/r²): 1 at the winner, 1/e at the radius. */
  GAUSSIAN {
    @Override
    double of(double ratio) {
      return Math.exp(-ratio * ratio);
    }
  },
  /**
   * (1 - d²/r²) exp(-d²/r²): 1 at the winner, 0 at the radius, and below 0 beyond, where neurons
   * are pushed away. They are kept within the range of each feature of the samples.
   */
  MEXICAN_HAT {
    @Override
    double of(double ratio) {
      double square = Math.min(ratio * ratio, NOTHING_LEFT);
      return (1 - square) * Math.exp(-square);
    }

    @Override
    boolean pushesAway() {
      return true;
    }
  },
  /** 1 up to the radius, 0 beyond. */
  BUBBLE {
    @Override
    double of(double ratio) {
      return ratio <= 1 ? 1 : 0;
    }
  },
  /** 1 - d/r up to the radius, 0 beyond. */
  TRIANGLE {
    @Override
    double of(double ratio) {
      return Math.max(0, 1 - ratio);
    }
  };

  /** The exponential of less is 0, and infinity times 0 would be no number. */
  private static final double NOTHING_LEFT = 1000;

  /**
   * The strength at a distance.
   *
   * @param distance the distance on the grid, at least 0
   * @param radius the radius, above 0
   * @return the strength, 1 at distance 0
   */
  public double at(double distance, double radius) {
    return of(distance / radius);
  }

  /** The strength at a distance given as a multiple of the radius. */
  abstract double of(double ratio);

  /** Whether there are strengths below 0. */
  boolean pushesAway() {
    return false;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
