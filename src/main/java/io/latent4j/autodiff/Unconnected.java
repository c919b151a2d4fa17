package io.latent4j.autodiff;

/** What the gradient is with respect to something that the target does not depend on. */
public enum Unconnected {
  /** No gradient: null. */
  NONE,
  /** A gradient of zeros. */
  ZERO
}
