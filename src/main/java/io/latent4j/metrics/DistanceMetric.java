package io.latent4j.metrics;

import java.util.Locale;

/** How far samples are from each other. */
public enum DistanceMetric {
  /** The root of the sum of squared differences. */
  EUCLIDEAN,

  /** 1 less the cosine of the angle; samples must not be 0 in all features. */
  COSINE,

  /** The sum of absolute differences. */
  MANHATTAN;

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
