package io.latent4j.manifold;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.parallel.Workers;
import java.util.Locale;

/** How t-SNE computes. */
public enum TsneMethod {
  /** {@link #PAIRS} for few samples or more than two components, else {@link #FFT}. */
  AUTO,
  /**
   * Affinities and repulsion between all pairs: time and memory grow with the square; 10,000
   * samples take 6.5 GB.
   */
  EXACT,
  /** Affinities among near neighbours, repulsion between all pairs: time grows with the square. */
  PAIRS,
  /**
   * Affinities among near neighbours, repulsion interpolated on a grid by Fourier transforms; up to
   * two components. The time grows no worse than n log n.
   */
  FFT;

  private static final int MOST_PAIRED = 4000;
  private static final int MOST_COMPONENTS_OF_GRID = 2;

  TsneMethod resolve(int samples, int components) {
    if (this == FFT && components > MOST_COMPONENTS_OF_GRID) {
      throw new InvalidOptionException("components", "at most 2 for method fft", components);
    }
    if (this != AUTO) {
      return this;
    }
    return samples <= MOST_PAIRED || components > MOST_COMPONENTS_OF_GRID ? PAIRS : FFT;
  }

  Repulsion repulsion(int components, Workers workers) {
    return this == FFT
        ? new GridRepulsion(workers)
        : new PairRepulsion(workers, Similarity.in(components));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
