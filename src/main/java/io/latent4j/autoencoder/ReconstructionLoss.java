package io.latent4j.autoencoder;

import io.latent4j.nn.ActivationFunction;

/** How an autoencoder measures the difference between a sample and its reconstruction. */
public enum ReconstructionLoss {
  /** The mean of the squared differences. */
  MSE("mse", ActivationFunction.LINEAR),

  /** Binary cross-entropy, for samples between 0 and 1. */
  BCE("bce", ActivationFunction.SIGMOID);

  private final String label;
  private final ActivationFunction usualActivation;

  ReconstructionLoss(String label, ActivationFunction usualActivation) {
    this.label = label;
    this.usualActivation = usualActivation;
  }

  /**
   * Finds a loss by the name that users write.
   *
   * @param label {@code mse} or {@code bce}
   * @return the loss
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ReconstructionLoss of(String label) {
    for (ReconstructionLoss loss : values()) {
      if (loss.label.equals(label)) {
        return loss;
      }
    }
    throw new IllegalArgumentException("loss must be mse or bce, but is '" + label + "'");
  }

  /** The activation of the output that is used when none is asked for. */
  ActivationFunction usualActivation() {
    return usualActivation;
  }

  @Override
  public String toString() {
    return label;
  }
}
