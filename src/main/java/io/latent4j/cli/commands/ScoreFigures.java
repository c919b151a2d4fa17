package io.latent4j.cli.commands;

import io.latent4j.cli.run.Results;
import io.latent4j.score.Score;

/** The figures of a score, by the names that every command gives them. */
final class ScoreFigures {
  private ScoreFigures() {}

  static void add(Score score, Results results) {
    results.figure("frechet", score.frechet());
    results.figure("frechet_floor", score.frechetFloor());
    results.figure("frechet_ratio", score.frechetRatio());
    results.figure("one_nn_accuracy", score.oneNnAccuracy());
    results.figure("copied", score.copied());
    results.figure("precision", score.precision());
    results.figure("recall", score.recall());
    results.figure("density", score.density());
    results.figure("coverage", score.coverage());
    score
        .classes()
        .ifPresent(
            classes -> {
              results.figure("class_entropy", classes.entropy());
              results.figure("smallest_class_share", classes.smallestShare());
              results.figure("mean_confidence", classes.meanConfidence());
            });
  }
}
