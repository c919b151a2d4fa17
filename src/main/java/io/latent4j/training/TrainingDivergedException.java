package io.latent4j.training;

/** The loss is no longer a number; the message says when, and which variable is not either. */
public class TrainingDivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  TrainingDivergedException(String message) {
    super(message);
  }

  /**
   * The same, with more said, such as which of several networks it was.
   *
   * @param message what to say
   * @param cause the exception that was thrown first
   */
  public TrainingDivergedException(String message, TrainingDivergedException cause) {
    super(message, cause);
  }
}
