package io.latent4j.manifold;

import io.latent4j.model.Fit;
import io.latent4j.model.Stage;
import java.util.Arrays;
import java.util.Map;

/**
 * Gradient descent with momentum and a gain for each coordinate, which grows while the coordinate
 * goes on in one direction; the schedule of van der Maaten's t-SNE and of scikit-learn.
 */
final class TsneDescent {
  private static final int EXAGGERATED_ITERATIONS = 250;
  private static final double EXAGGERATION = 12;
  private static final double SMALLEST_RATE = 50;
  private static final float EARLY_MOMENTUM = 0.5f;
  private static final float MOMENTUM = 0.8f;
  private static final int CHECK_EVERY = 50;
  private static final int PATIENCE = 300;
  private static final double FARTHEST = 1e6;
  private static final double SMALLEST_GRADIENT = 1e-7;

  private final Tsne options;
  private final TsneGradient gradient;
  private final float rate;

  TsneDescent(Tsne options, TsneGradient gradient, int points) {
    this.options = options;
    this.gradient = gradient;
    rate =
        (float) options.learningRate().orElse(Math.max(points / EXAGGERATION / 4, SMALLEST_RATE));
  }

  /** What each slope is multiplied with. */
  float rate() {
    return rate;
  }

  /** Moves points until they are at rest, the iterations are over or nobody wants to go on. */
  void run(float[][] positions, Fit fit, Stage stage) {
    int early = Math.min(EXAGGERATED_ITERATIONS, options.iterations());
    phase(positions, early, EXAGGERATION, EARLY_MOMENTUM, fit, stage);
    phase(positions, options.iterations(), 1, MOMENTUM, fit, stage);
    if (stage.done() < options.iterations()) {
      stage.end("the places are at rest after %d iterations".formatted(stage.done()));
    } else {
      stage.end();
    }
  }

  private void phase(
      float[][] positions, int end, double exaggeration, float momentum, Fit fit, Stage stage) {
    float[][] slope = new float[positions.length][positions[0].length];
    float[][] velocity = new float[positions.length][positions[0].length];
    float[][] gains = new float[positions.length][positions[0].length];
    for (float[] gain : gains) {
      Arrays.fill(gain, 1);
    }
    double best = Double.POSITIVE_INFINITY;
    int bestIteration = stage.done();
    while (stage.done() < end && fit.goesOn()) {
      gradient.apply(positions, exaggeration, slope);
      int iteration = stage.done() + 1;
      boolean check = iteration % CHECK_EVERY == 0;
      double divergence = check ? gradient.divergence(positions) : Double.NaN;
      double squares = 0;
      for (int c = 0; c < positions.length; c++) {
        squares += step(positions[c], slope[c], velocity[c], gains[c], momentum);
      }
      if (!check) {
        stage.done(iteration, Map.of());
        continue;
      }
      requireBounded(positions, squares + divergence, iteration);
      stage.done(iteration, Map.of("kl_divergence", divergence));
      if (divergence < best) {
        best = divergence;
        bestIteration = iteration;
      } else if (iteration - bestIteration > PATIENCE) {
        return;
      }
      if (Math.sqrt(squares) <= SMALLEST_GRADIENT) {
        return;
      }
    }
  }

  /** Moves along one axis, and returns the sum of the squares of the gradient times the gains. */
  private double step(
      float[] positions, float[] slope, float[] velocity, float[] gains, float momentum) {
    double squares = 0;
    for (int i = 0; i < positions.length; i++) {
      float gain = slope[i] * velocity[i] < 0 ? gains[i] + 0.2f : gains[i] * 0.8f;
      gains[i] = Math.max(gain, 0.01f);
      float gained = gains[i] * slope[i];
      squares += (double) gained * gained;
      velocity[i] = momentum * velocity[i] - rate * gained;
      positions[i] += velocity[i];
    }
    return squares;
  }

  /** Where numbers of 24 bits can't tell near places apart, nothing is embedded any more. */
  private void requireBounded(float[][] positions, double figures, int iteration) {
    double farthest = figures * 0; // not a number if they are not finite
    for (float[] axis : positions) {
      for (float place : axis) {
        farthest = Math.max(farthest, Math.abs(place));
      }
    }
    if (!(farthest <= FARTHEST)) {
      throw new EmbeddingDivergedException(
          ("places must stay within %s of the origin, but at iteration %d one is at %s; the learning"
                  + " rate, %s, is too high")
              .formatted((float) FARTHEST, iteration, (float) farthest, rate));
    }
  }
}
