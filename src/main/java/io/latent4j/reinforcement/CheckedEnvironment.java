package io.latent4j.reinforcement;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * An environment of anybody's, whose every answer is checked. Messages say after how many steps of
 * the episode something was wrong.
 */
final class CheckedEnvironment {
  private final Environment environment;
  private final Shape shape;
  private final int size;
  private final List<String> actions;
  private int steps;
  private boolean begun;
  private boolean ended;

  CheckedEnvironment(Environment environment) {
    this.environment = environment;
    this.shape = environment.observationShape();
    this.actions = List.copyOf(environment.actions());
    if (shape.isUnknown()
        || shape.hasUnknownDimension()
        || shape.size() < 1
        || (shape.numDimensions() != 1 && shape.numDimensions() != 3)) {
      throw new IllegalArgumentException(
          "observation of %s must be of shape (n) or (height, width, planes), but is %s"
              .formatted(environment.name(), shape));
    }
    this.size = Math.toIntExact(shape.size());
    if (actions.isEmpty()) {
      throw new IllegalArgumentException(
          environment.name() + " must have at least one action, but has none");
    }
  }

  Environment environment() {
    return environment;
  }

  Shape shape() {
    return shape;
  }

  int size() {
    return size;
  }

  int actions() {
    return actions.size();
  }

  float[] reset(long seed) {
    environment.reset(seed);
    steps = 0;
    begun = true;
    ended = false;
    return observation();
  }

  Outcome step(int action) {
    if (!begun || ended) {
      throw new IllegalStateException(
          "episode of %s has %s; reset it before the next step"
              .formatted(environment.name(), begun ? "ended" : "not begun"));
    }
    if (action < 0 || action >= actions.size()) {
      throw new IllegalArgumentException(
          "action must be from 0 to %d, but is %d".formatted(actions.size() - 1, action));
    }
    Outcome outcome = environment.step(action);
    steps++;
    if (!Double.isFinite(outcome.reward())) {
      throw new IllegalArgumentException(
          "reward of %s must be finite, but is %s at step %d of the episode"
              .formatted(environment.name(), outcome.reward(), steps));
    }
    ended = outcome.ended();
    return outcome;
  }

  float[] observation() {
    float[] values = environment.observation();
    if (values.length != size || !environment.observationShape().equals(shape)) {
      throw new IllegalArgumentException(
          "observation of %s must stay of shape %s, %d values, but is of shape %s, %d values, %s"
              .formatted(
                  environment.name(),
                  shape,
                  size,
                  environment.observationShape(),
                  values.length,
                  when()));
    }
    boolean binary = environment.binary();
    boolean pixels = environment.newPixelPlanes() > 0;
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "observation of %s must be finite, but value %d is %s %s"
                .formatted(environment.name(), i, values[i], when()));
      }
      if (binary && values[i] != 0 && values[i] != 1) {
        throw new IllegalArgumentException(
            "observation of %s must be of zeros and ones, as it says, but value %d is %s %s"
                .formatted(environment.name(), i, values[i], when()));
      }
      if (pixels && values[i] != Math.round(values[i] * 255) / 255f) {
        throw new IllegalArgumentException(
            "observation of %s must be of multiples of 1/255 from 0 to 1, as it says, but value %d is %s %s"
                .formatted(environment.name(), i, values[i], when()));
      }
    }
    return values;
  }

  private String when() {
    return steps == 0 ? "after the reset" : "at step " + steps + " of the episode";
  }
}
