package io.latent4j.deepcluster;

import io.latent4j.nn.Initializer;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.VarianceScaling;

/** Where the weights of the autoencoder begin. */
public enum KernelInit {
  /** Keras's usual: evenly within the root of 6 / (inputs + outputs) of zero. */
  GLOROT {
    @Override
    Initializer initializer() {
      return Initializers.glorotUniform();
    }
  },

  /**
   * What programs for DEC begin with: evenly within the root of 1 / inputs of zero, which is
   * Keras's {@code VarianceScaling} with a scale of 1/3, the inputs and the uniform distribution.
   */
  VARIANCE_SCALING {
    @Override
    Initializer initializer() {
      return Initializers.varianceScaling(
          1 / 3f, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM);
    }
  };

  abstract Initializer initializer();

  /** As users write it. */
  @Override
  public String toString() {
    return this == GLOROT ? "glorot" : "variance-scaling";
  }
}
