package io.latent4j.deepcluster;

import java.util.Locale;

/** How the codes of an autoencoder become clusters. */
public enum ClusteringMethod {
  /** k-means on the code; the network is left as it is. */
  KMEANS,

  /**
   * Deep embedded clustering (Xie, Girshick and Farhadi 2016): encoder and centers are trained
   * together, so that samples become surer of their clusters.
   */
  DEC,

  /**
   * Improved deep embedded clustering (Guo, Gao, Liu and Yin 2017): as {@link #DEC}, while the
   * decoder goes on to reconstruct the samples, so that the code does not lose what is in them.
   */
  IDEC,

  /**
   * Not too deep clustering (McConville, Santos-Rodriguez, Piechocki and Craddock 2021): UMAP of
   * the code, and a Gaussian mixture of what it gives.
   */
  N2D;

  /** Whether encoder and centers are trained together. */
  boolean refines() {
    return this == DEC || this == IDEC;
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
