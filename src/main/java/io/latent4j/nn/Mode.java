package io.latent4j.nn;

/** What a layer is called for: some layers behave differently while a network is trained. */
public enum Mode {
  /** Training: dropout drops. */
  TRAINING,
  /** Everything else: the same input always gives the same output. */
  INFERENCE
}
