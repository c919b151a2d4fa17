package io.latent4j.cluster;

/** Which clusters of a hierarchy by density are taken. */
public enum ClusterSelection {
  /** Those that together last longest (excess of mass): large clusters rather than their parts. */
  EXCESS_OF_MASS,
  /** Those that split no further: many, small and alike. */
  LEAF;

  @Override
  public String toString() {
    return this == LEAF ? "leaf" : "eom";
  }
}
