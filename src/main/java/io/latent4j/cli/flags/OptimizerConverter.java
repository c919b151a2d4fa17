package io.latent4j.cli.flags;

import io.latent4j.nn.optimizers.Optimizers;

/** The name of an optimizer that there is. */
final class OptimizerConverter extends CheckedConverter<String> {

  @Override
  public String parse(String text) {
    Optimizers.of(text);
    return text;
  }
}
