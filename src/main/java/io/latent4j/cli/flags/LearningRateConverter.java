package io.latent4j.cli.flags;

/** Positive numbers that float32 can hold. */
public final class LearningRateConverter extends CheckedConverter<Float> {

  @Override
  public Float parse(String text) {
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
