package io.latent4j.cli;

/** Positive numbers that float32 can hold. */
final class LearningRateConverter extends CheckedConverter<Float> {

  @Override
  Float parse(String text) {
    try {
      float number = Float.parseFloat(text);
      if (number > 0 && Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("must be a number above 0, but is '" + text + "'");
  }
}
