package io.latent4j.autoencoder;

import io.latent4j.nn.ActivationFunction;

/** How an autoencoder measures the difference between a sample and its reconstruction. */
public enum ReconstructionLoss {
  /** The mean of the squared differences. */
  MSE("mse", ActivationFunction.LINEAR),

  /** Binary cross-entropy, for samples between 0 and 1. */
  BCE("bce", ActivationFunction.SIGMOID);

  /** As far from 0 and 1 as Keras keeps probabilities. */
  private static final double EPSILON = 1e-7;

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

  /** The sum over all values. */
  double sum(float[] truth, float[][] made) {
    double sum = 0;
    int at = 0;
    for (float[] row : made) {
      for (float value : row) {
        sum += compare(truth[at++], value);
      }
    }
    return sum;
  }

  private double compare(double truth, double made) {
    return switch (this) {
      case MSE -> (truth - made) * (truth - made);
      case BCE -> {
        double yes = Math.min(1 - EPSILON, Math.max(EPSILON, made));
        yield -truth * Math.log(yes) - (1 - truth) * Math.log(1 - yes);
      }
    };
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
