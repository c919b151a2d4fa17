package io.latent4j.training;

import java.util.Map;
import java.util.Set;

/**
 * Batches that depend on what the steps before them gave, such as the next moves of a game. The
 * batches of a {@link BatchSource} that are one are told, after each step, outputs of the {@link
 * BatchFunction} that are no metrics.
 */
public interface BatchFeedback {

  /**
   * The outputs that are wanted.
   *
   * @return their names; they may be of any shape, and do not count as metrics
   */
  Set<String> wanted();

  /**
   * A step was made.
   *
   * @param outputs what it gave by name, row-major
   */
  void onStep(Map<String, float[]> outputs);
}
