package io.latent4j.manifold;

/** The points of an embedding flew apart without bound. */
public final class EmbeddingDivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  EmbeddingDivergedException(String message) {
    super(message);
  }
}
