package io.latent4j.training;

/** Follows work that goes through a set once, batch by batch. */
@FunctionalInterface
public interface BatchListener {

  /**
   * A batch was done.
   *
   * @param done how many rows are done
   * @param total how many there are
   */
  void onBatch(int done, int total);

  /**
   * A listener that does nothing.
   *
   * @return the listener
   */
  static BatchListener none() {
    return (done, total) -> {};
  }
}
