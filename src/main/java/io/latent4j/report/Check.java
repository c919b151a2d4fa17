package io.latent4j.report;

/** The checks that every picture makes of its input; each error says argument, rule and value. */
final class Check {

  private Check() {}

  static <T> T present(String argument, T value) {
    if (value == null) {
      throw new IllegalArgumentException(argument + " must be given, but is null");
    }
    return value;
  }

  static String text(String argument, String value) {
    if (present(argument, value).isBlank()) {
      throw new IllegalArgumentException(argument + " must have at least one visible character");
    }
    return value;
  }

  static int atLeast(String argument, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          argument + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  static double[] finite(String argument, double[] values) {
    present(argument, values);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw notFinite(argument, i, values[i]);
      }
    }
    return values.clone();
  }

  static double[] finite(String argument, float[] values) {
    present(argument, values);
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw notFinite(argument, i, values[i]);
      }
      wide[i] = values[i];
    }
    return wide;
  }

  static void sameLength(String argument, int length, String other, int otherLength) {
    if (length != otherLength) {
      throw new IllegalArgumentException(
          "%s must have as many values as there are %s, %d, but has %d"
              .formatted(argument, other, otherLength, length));
    }
  }

  static void notEmpty(String argument, int length) {
    if (length == 0) {
      throw new IllegalArgumentException(argument + " must have at least one value, but is empty");
    }
  }

  private static IllegalArgumentException notFinite(String argument, int index, double value) {
    return new IllegalArgumentException(
        "%s must be finite, but [%d] is %s".formatted(argument, index, value));
  }
}
