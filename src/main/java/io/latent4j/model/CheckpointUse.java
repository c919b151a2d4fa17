package io.latent4j.model;

/** What is done with a training that is saved already where a new one is to be. */
public enum CheckpointUse {
  /** Begins anew; a training of other settings or data is not touched, but refused. */
  BEGIN,
  /** Goes on from it; if there is none, begins. */
  RESUME,
  /** Begins anew, whatever is there. */
  OVERWRITE
}
