package io.latent4j.training;

import java.util.Map;

/** Runs a function on the batches of one set. */
interface BatchRunner {

  /** The batches of one pass, each made and run when asked for. */
  interface Steps extends AutoCloseable {

    /**
     * Runs the function on the next batch, which has {@code size} rows, and returns what it adds to
     * the metrics.
     */
    Map<String, Contribution> next(int size);

    /** Passes over the next batch, which has {@code size} rows. */
    void skip(int size);

    @Override
    void close();
  }

  /** How many samples the set has. */
  int count();

  /** Begins to go through the set. */
  Steps begin(Pass pass);
}
