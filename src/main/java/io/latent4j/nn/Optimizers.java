package io.latent4j.nn;

/** Finds optimizers by Keras's names. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * An optimizer with Keras's defaults.
   *
   * @param name {@code adam} or {@code sgd}
   * @return the optimizer
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Optimizer of(String name) {
    return of(name, null);
  }

  /**
   * An optimizer with Keras's defaults and perhaps another learning rate.
   *
   * @param name {@code adam} or {@code sgd}
   * @param learningRate the learning rate, positive; null for Keras's default of the optimizer
   * @return the optimizer
   * @throws IllegalArgumentException if there is none of that name, or the rate is not positive
   */
  public static Optimizer of(String name, Float learningRate) {
    return switch (name) {
      case "adam" -> Adam.of(learningRate == null ? Adam.DEFAULT_LEARNING_RATE : learningRate);
      case "sgd" -> Sgd.of(learningRate == null ? Sgd.DEFAULT_LEARNING_RATE : learningRate);
      default ->
          throw new IllegalArgumentException(
              "optimizer must be one of adam, sgd, but is '" + name + "'");
    };
  }
}
