package io.latent4j.cluster;

import java.util.Locale;
import org.tensorflow.ndarray.Shape;

/** What the covariances of a Gaussian mixture have in common. */
public enum CovarianceType {
  /** Each component has a covariance matrix of its own. */
  FULL,
  /** All components share one covariance matrix. */
  TIED,
  /** Each component has a variance for each feature. */
  DIAGONAL,
  /** Each component has one variance for all features. */
  SPHERICAL;

  /** The shape of the covariances of so many components and features. */
  Shape shape(int components, int features) {
    return switch (this) {
      case FULL -> Shape.of(components, features, features);
      case TIED -> Shape.of(features, features);
      case DIAGONAL -> Shape.of(components, features);
      case SPHERICAL -> Shape.of(components);
    };
  }

  /** How many numbers can be chosen freely in all covariances. */
  long parameters(long components, long features) {
    return switch (this) {
      case FULL -> components * features * (features + 1) / 2;
      case TIED -> features * (features + 1) / 2;
      case DIAGONAL -> components * features;
      case SPHERICAL -> components;
    };
  }

  /**
   * Returns the type as users write it.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
