package io.latent4j.adversarial;

import io.latent4j.model.InvalidOptionException;
import java.util.List;

/** Refuses layers that nothing comes out of. */
final class LayerSizes {
  private LayerSizes() {}

  static List<Integer> checked(String option, List<Integer> sizes) {
    List<Integer> copy = List.copyOf(sizes);
    if (copy.isEmpty()) {
      throw new InvalidOptionException(option, "must be at least one, but there are none");
    }
    for (int size : copy) {
      if (size < 1) {
        throw new InvalidOptionException(option, "must be at least 1 each, but are " + copy);
      }
    }
    return copy;
  }
}
