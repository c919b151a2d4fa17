package io.latent4j.cli.flags;

/** What is asked for can't fit into the memory of this machine. */
public final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InsufficientMemoryException(String message) {
    super(message);
  }
}
