package io.latent4j.manifold;

import java.util.Locale;

/** Where UMAP's points start. */
public enum UmapStart {
  /** By the smoothest functions on the graph of neighbours. */
  SPECTRAL,
  /** By the first principal components of the samples. */
  PCA,
  /** At random. */
  RANDOM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
