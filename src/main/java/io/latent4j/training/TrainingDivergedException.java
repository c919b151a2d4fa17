package io.latent4j.training;

/** The loss is no longer a number; the message says when, and which variable is not either. */
public final class TrainingDivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  TrainingDivergedException(String message) {
    super(message);
  }
}
