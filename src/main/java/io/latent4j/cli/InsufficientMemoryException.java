package io.latent4j.cli;

/** What is asked for can't fit into the memory of this machine. */
final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InsufficientMemoryException(String message) {
    super(message);
  }
}
