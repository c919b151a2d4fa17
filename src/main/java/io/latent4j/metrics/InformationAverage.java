package io.latent4j.metrics;

/** By what mean of two entropies their mutual information is divided. */
public enum InformationAverage {
  /** Half their sum. */
  ARITHMETIC {
    @Override
    double of(double a, double b) {
      return (a + b) / 2;
    }
  },

  /** The root of their product. */
  GEOMETRIC {
    @Override
    double of(double a, double b) {
      return Math.sqrt(a * b);
    }
  },

  /** The smaller one. */
  MIN {
    @Override
    double of(double a, double b) {
      return Math.min(a, b);
    }
  },

  /** The larger one. */
  MAX {
    @Override
    double of(double a, double b) {
      return Math.max(a, b);
    }
  };

  abstract double of(double a, double b);
}
