package io.latent4j.nn;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names within a network. */
final class LayerNames {
  private LayerNames() {}

  /**
   * Gives layers that have no name of their own one that is free, as Keras does: {@code dense},
   * {@code dense_1}. A name that a network gave before is kept where it is free.
   *
   * @param layers the layers in order, each once
   * @throws IllegalArgumentException if two have the same given name
   */
  static void makeUnique(List<Layer> layers) {
    Set<String> taken = new HashSet<>();
    for (Layer layer : layers) {
      if (layer.isNamedByUser() && !taken.add(layer.name())) {
        throw new IllegalArgumentException(
            "layers must differ in name, but two are named '" + layer.name() + "'");
      }
    }
    for (Layer layer : layers) {
      if (!layer.isNamedByUser()) {
        String base = layer.name();
        for (int i = 1; !taken.add(layer.name()); i++) {
          layer.rename(base + "_" + i);
        }
      }
    }
  }
}
