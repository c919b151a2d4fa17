package io.latent4j.training;

import io.latent4j.engine.ModelVariable;
import org.tensorflow.types.TFloat32;

/** Looks for NaN and infinity. */
final class NonFinite {
  private NonFinite() {}

  static boolean isIn(ModelVariable<?> variable) {
    if (variable.type() != TFloat32.class) {
      return false;
    }
    for (float value : variable.toFloats()) {
      if (!Float.isFinite(value)) {
        return true;
      }
    }
    return false;
  }
}
