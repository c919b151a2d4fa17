package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Dense;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the architectures of variational autoencoders share. */
final class VaeLayers {
  private VaeLayers() {}

  /** Refuses an empty list of sizes, and sizes below 1; returns a copy. */
  static List<Integer> requireSizes(String option, String unit, List<Integer> sizes) {
    List<Integer> copy = List.copyOf(sizes);
    if (copy.isEmpty()) {
      throw new InvalidOptionException(option, "must be at least one layer, but there are none");
    }
    for (int size : copy) {
      if (size < 1) {
        throw new InvalidOptionException(
            option, "must have at least 1 %s each, but are %s".formatted(unit, copy));
      }
    }
    return copy;
  }

  static List<Layer> dense(List<Integer> units, ActivationFunction activation) {
    List<Layer> layers = new ArrayList<>();
    units.forEach(count -> layers.add(Dense.of(count).withActivation(activation)));
    return layers;
  }

  static List<Integer> reversed(List<Integer> sizes) {
    List<Integer> reversed = new ArrayList<>(sizes);
    Collections.reverse(reversed);
    return reversed;
  }
}
