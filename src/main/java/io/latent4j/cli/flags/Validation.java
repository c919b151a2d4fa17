package io.latent4j.cli.flags;

import io.latent4j.data.DataSource;

/** What {@code --validation} asks for. */
public sealed interface Validation {

  /** What is held out where there is training by epochs and nobody says. */
  Share USUAL_SHARE = new Share(0.1);

  /** A share of the samples, drawn by seed. */
  record Share(double value) implements Validation {
    public Share {
      if (!(value > 0 && value < 1)) {
        throw new IllegalArgumentException("share must be above 0 and below 1, but is " + value);
      }
    }
  }

  /** Nothing is held out. */
  record None() implements Validation {}

  /** Samples of their own. */
  record Separate(DataSource source) implements Validation {}

  /** Understands a share or the name of a data source. */
  static Validation parse(String text) {
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return new Separate(DataSource.parse(text));
    }
    if (share > 0 && share < 1) {
      return new Share(share);
    }
    if (share == 0) {
      return new None();
    }
    throw new IllegalArgumentException(
        "must be a share of at least 0 and below 1, or a data source, but is '" + text + "'");
  }

  /** For picocli. */
  final class Converter extends CheckedConverter<Validation> {
    @Override
    public Validation parse(String text) {
      return Validation.parse(text);
    }
  }
}
