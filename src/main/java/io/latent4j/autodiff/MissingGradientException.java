package io.latent4j.autodiff;

/** The target depends on a source through an operation whose gradient nobody knows. */
public final class MissingGradientException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  MissingGradientException(String message, Throwable cause) {
    super(message, cause);
  }
}
