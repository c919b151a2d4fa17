package io.latent4j.autoencoder;

import io.latent4j.nn.ActivationFunction;
import java.util.List;
import java.util.Objects;

/**
 * What an autoencoder is made of: the dense layers of its encoder; the decoder mirrors them.
 *
 * @param units the number of units of each layer of the encoder, the last of them the code
 * @param activation that of the hidden layers
 * @param codeActivation that of the code
 * @param outputActivation that of the reconstruction
 */
record AutoencoderShape(
    List<Integer> units,
    ActivationFunction activation,
    ActivationFunction codeActivation,
    ActivationFunction outputActivation) {

  AutoencoderShape {
    units = List.copyOf(units);
    if (units.isEmpty()) {
      throw new IllegalArgumentException("layers must be at least one, but there are none");
    }
    for (int unit : units) {
      if (unit < 1) {
        throw new IllegalArgumentException(
            "layers must have at least 1 unit each, but are " + units);
      }
    }
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(codeActivation, "codeActivation");
    Objects.requireNonNull(outputActivation, "outputActivation");
  }

  int codeSize() {
    return units.get(units.size() - 1);
  }
}
