package io.latent4j.som;

import io.latent4j.model.Fit;
import io.latent4j.model.Stage;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The passes of a training over all samples: told as they come, with the mean distance of each. */
final class Passes {
  private final Fit fit;
  private final Stage stage;
  private final int total;
  private final DoubleStream.Builder errors = DoubleStream.builder();

  Passes(Fit fit, int total) {
    this.fit = fit;
    this.total = total;
    stage = fit.stage("training", "pass", total);
  }

  /** How many are done. */
  int done() {
    return stage.done();
  }

  /** Whether there is another. */
  boolean hasNext() {
    return stage.done() < total && fit.goesOn();
  }

  /** Whether the one under way goes on. */
  boolean goesOn() {
    return fit.goesOn();
  }

  /** A share of the one under way is done. */
  void part(double share) {
    stage.part(share);
  }

  /** One is done, and the samples were so far from their winners in the mean. */
  void add(double quantizationError) {
    errors.add(quantizationError);
    stage.advance(Map.of("quantization_error", quantizationError));
  }

  /** Ends them, and returns the mean distances. */
  double[] end() {
    stage.end();
    return errors.build().toArray();
  }
}
