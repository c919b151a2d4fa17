package io.latent4j.nn.layers;

import java.util.Locale;

/** What becomes of the border of an image when a window slides over it. */
public enum Padding {
  /** The window stays inside the image, which shrinks. */
  VALID,
  /** Zeros are added around the image so that with strides of one it keeps its size. */
  SAME;

  /** How often a window fits along an axis; below 1 if it does not. */
  long sizeAfter(long size, int window, int stride, int dilation) {
    long span = this == SAME ? 1 : (long) dilation * (window - 1) + 1;
    return Math.floorDiv(size - span, stride) + 1;
  }

  /** Keras's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
