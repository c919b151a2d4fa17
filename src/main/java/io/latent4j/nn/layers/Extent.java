package io.latent4j.nn.layers;

import java.util.List;

/** A number for the height and one for the width of images: of a kernel, or of strides. */
record Extent(int height, int width) {
  static final Extent ONE = new Extent(1, 1);

  /** Both must be positive; the name is that of the argument. */
  static Extent of(String name, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "%s must be at least 1 by 1, but is %d by %d".formatted(name, height, width));
    }
    return new Extent(height, width);
  }

  boolean isOne() {
    return equals(ONE);
  }

  /** For an attribute of an operation on images, the batch and the channels included. */
  List<Long> attribute() {
    return List.of(1L, (long) height, (long) width, 1L);
  }

  /** As JSON has it. */
  List<Integer> config() {
    return List.of(height, width);
  }

  @Override
  public String toString() {
    return height + " by " + width;
  }
}
