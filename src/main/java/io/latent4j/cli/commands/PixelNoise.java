package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.NumberConverter;
import java.util.Random;

/**
 * Noise that is added to scaled samples, from {@code --noise}.
 *
 * @param kind what it does
 * @param amount the share of values that are replaced, or the deviation
 */
record PixelNoise(Kind kind, double amount) {

  /** What noise does. */
  enum Kind {
    /** Puts 0 or 1 in place of a share of the values. */
    SALT_AND_PEPPER("salt-and-pepper"),
    /** Adds normal numbers of some deviation. */
    GAUSSIAN("gaussian"),
    /** Puts 0 in place of a share of the values. */
    MASKING("masking");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static PixelNoise parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "must be salt-and-pepper:SHARE, gaussian:DEVIATION or masking:SHARE, but is '"
              + text
              + "'");
    }
    Kind kind = CheckedConverter.choice(Kind.values(), text.substring(0, colon));
    double amount =
        kind == Kind.GAUSSIAN
            ? NumberConverter.number(
                text.substring(colon + 1), number -> number > 0, "a deviation above 0")
            : NumberConverter.number(
                text.substring(colon + 1),
                number -> number > 0 && number <= 1,
                "a share above 0 and at most 1");
    return new PixelNoise(kind, amount);
  }

  /** The rows with noise, drawn by the seed; between 0 and 1 if {@code isLimited}. */
  float[][] on(float[][] rows, boolean isLimited, long seed) {
    Random random = new Random(seed);
    float[][] noisy = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      noisy[row] = rows[row].clone();
      for (int i = 0; i < noisy[row].length; i++) {
        noisy[row][i] = on(noisy[row][i], random);
        if (isLimited) {
          noisy[row][i] = Math.max(0, Math.min(1, noisy[row][i]));
        }
      }
    }
    return noisy;
  }

  private float on(float value, Random random) {
    return switch (kind) {
      case GAUSSIAN -> value + (float) (amount * random.nextGaussian());
      case MASKING -> random.nextDouble() < amount ? 0 : value;
      case SALT_AND_PEPPER -> {
        double drawn = random.nextDouble();
        yield drawn < amount / 2 ? 0 : drawn < amount ? 1 : value;
      }
    };
  }

  /** For picocli. */
  static final class Converter extends CheckedConverter<PixelNoise> {
    @Override
    public PixelNoise parse(String text) {
      return PixelNoise.parse(text);
    }
  }
}
