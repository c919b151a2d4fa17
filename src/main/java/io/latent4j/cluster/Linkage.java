package io.latent4j.cluster;

import java.util.Locale;

/** How far two clusters are from each other. */
public enum Linkage {
  /**
   * By how much the squared distances of points to the mean of their cluster grow if the two become
   * one; twice that, and its root, so that it is the distance for two single points.
   */
  WARD,
  /** The mean distance between points of one and of the other. */
  AVERAGE,
  /** The largest distance between points of one and of the other. */
  COMPLETE,
  /** The smallest distance between points of one and of the other. */
  SINGLE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
