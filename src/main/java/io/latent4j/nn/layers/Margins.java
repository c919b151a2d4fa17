package io.latent4j.nn.layers;

import java.util.List;

/** Rows and columns at the four sides of images. */
record Margins(int top, int bottom, int left, int right) {

  /** None may be negative; the name is that of the argument. */
  static Margins of(String name, int top, int bottom, int left, int right) {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least 0 at each side, but is %d, %d, %d, %d"
              .formatted(name, top, bottom, left, right));
    }
    return new Margins(top, bottom, left, right);
  }

  int vertical() {
    return top + bottom;
  }

  int horizontal() {
    return left + right;
  }

  /** As Keras has it. */
  List<List<Integer>> config() {
    return List.of(List.of(top, bottom), List.of(left, right));
  }
}
