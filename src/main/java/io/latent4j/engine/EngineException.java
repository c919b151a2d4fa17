package io.latent4j.engine;

/** TensorFlow failed at something; the message says at what. */
public final class EngineException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  EngineException(String what, RuntimeException cause) {
    super(what + " failed: " + cause.getMessage(), cause);
  }
}
