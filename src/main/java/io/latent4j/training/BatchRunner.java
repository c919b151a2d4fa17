package io.latent4j.training;

import java.util.Map;

/** Runs a function on the batches of one set. */
interface BatchRunner {

  /** The batches of one pass, each made and run when asked for. */
  interface Steps extends AutoCloseable {

    /**
     * Runs the function on the next batch, which has {@code size} rows, and returns its metrics.
     */
    Map<String, Double> next(int size);

    @Override
    void close();
  }

  /** How many samples the set has. */
  int count();

  /** Begins to go through the set. */
  Steps begin(Pass pass);
}
