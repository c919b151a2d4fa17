package io.latent4j.autoencoder;

import java.util.Locale;

/** How the decoder of a {@link ConvolutionalArchitecture} doubles height and width. */
public enum UpSampling {
  /** Each pixel is repeated, after a convolution. */
  NEAREST,
  /** By a transposed convolution with strides of 2, which learns how. */
  TRANSPOSED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
