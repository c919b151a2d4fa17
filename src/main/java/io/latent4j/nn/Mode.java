package io.latent4j.nn;

/** What a layer is called for: some layers behave differently while a network is trained. */
public enum Mode {
  /** Training: dropout drops, noise is added, batches are normalized by their own statistics. */
  TRAINING,
  /** Everything else: the same input always gives the same output. */
  INFERENCE
}
