package io.latent4j.nn.layers;

import java.util.Locale;

/** What is seen outside of an image. */
public enum FillMode {
  /** One value everywhere: {@code (k k k | a b c d | k k k)}. */
  CONSTANT,
  /** The image in a mirror at its edge: {@code (c b a | a b c d | d c b)}. */
  REFLECT,
  /** The image again: {@code (b c d | a b c d | a b c)}. */
  WRAP,
  /** The pixels of the edge: {@code (a a a | a b c d | d d d)}. */
  NEAREST;

  /** Keras's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
