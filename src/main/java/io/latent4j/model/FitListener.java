package io.latent4j.model;

/** Is told how a fit goes, and may end it. */
@FunctionalInterface
public interface FitListener {

  /**
   * Something is done. Called in the thread that fits: at the beginning of each stage, after each
   * unit of work, within long units too, and at the end of the stage.
   *
   * @param progress what is done
   * @return whether to go on; else the work ends at the next step, and the model is the best so far
   */
  boolean onProgress(FitProgress progress);

  /**
   * Something is to be said in words, such as that a training has gone wrong and what to change.
   *
   * @param message one line
   */
  default void onMessage(String message) {}
}
