package io.latent4j.savedmodel;

import io.latent4j.engine.Trackable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A node that a SavedModel has besides those of the model's own tree. */
sealed interface SavedNode extends Trackable {

  @Override
  default Map<String, Trackable> children() {
    return Map.of();
  }

  /**
   * What is called as a method.
   *
   * @param traces the names of its forms in the library, the most general first
   * @param inputs the names of its inputs
   * @param hasTraining whether it takes {@code training} after its inputs
   */
  record Method(List<String> traces, List<String> inputs, boolean hasTraining)
      implements SavedNode {}

  /**
   * What is called with tensors by name only.
   *
   * @param trace the name in the library
   * @param inputs the names of its inputs, sorted
   */
  record Signature(String trace, List<String> inputs) implements SavedNode {}

  /**
   * All signatures.
   *
   * @param signatures the signatures by name
   */
  record SignatureMap(Map<String, Signature> signatures) implements SavedNode {
    @Override
    public Map<String, Trackable> children() {
      return Collections.unmodifiableMap(signatures); // in order
    }
  }

  /**
   * A file.
   *
   * @param index its place among the files
   */
  record Asset(int index) implements SavedNode {}
}
