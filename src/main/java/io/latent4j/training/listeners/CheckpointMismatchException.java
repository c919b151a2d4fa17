package io.latent4j.training.listeners;

/** A folder has the checkpoint of another training than the one that is to use it. */
public final class CheckpointMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CheckpointMismatchException(String message) {
    super(message);
  }
}
