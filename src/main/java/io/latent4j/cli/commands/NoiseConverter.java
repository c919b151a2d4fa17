package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Noise;
import io.latent4j.cli.flags.CheckedConverter;

/** Reads {@code --noise}. */
final class NoiseConverter extends CheckedConverter<Noise> {
  @Override
  public Noise parse(String text) {
    return Noise.of(text);
  }
}
