package io.latent4j.adversarial;

import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What generator and discriminator minimize. {@code D} is what the discriminator gives before any
 * activation, {@code s} the sigmoid, {@code x} a real sample, {@code g} a generated one.
 */
public enum GanLoss {
  /**
   * Discriminator: {@code -log s(D(x)) - log(1 - s(D(g)))}; generator: {@code -log s(D(g))}, which
   * has a slope also where the discriminator is sure (Goodfellow et al., <i>Generative Adversarial
   * Nets</i>, 2014).
   */
  NON_SATURATING,
  /** The same discriminator; generator: {@code log(1 - s(D(g)))}, the game's value itself. */
  MINIMAX,
  /**
   * Discriminator: {@code ((D(x) - 1)² + D(g)²) / 2}; generator: {@code (D(g) - 1)² / 2} (Mao et
   * al., <i>Least Squares Generative Adversarial Networks</i>, 2017).
   */
  LEAST_SQUARES,
  /**
   * Discriminator: {@code D(g) - D(x)}, and a penalty where its slope between real and generated
   * samples is not 1; generator: {@code -D(g)} (Gulrajani et al., <i>Improved Training of
   * Wasserstein GANs</i>, 2017).
   */
  WASSERSTEIN;

  /** Whether real and generated samples have labels 1 and 0, which can be smoothed and noisy. */
  boolean hasTargets() {
    return this != WASSERSTEIN;
  }

  /** How many steps of the discriminator come before one of the generator, usually. */
  int usualCriticSteps() {
    return this == WASSERSTEIN ? 5 : 1;
  }

  /** What the discriminator minimizes, but for a penalty. */
  Operand<TFloat32> ofDiscriminator(
      Ops tf,
      Operand<TFloat32> real,
      Operand<TFloat32> realTargets,
      Operand<TFloat32> generated,
      Operand<TFloat32> generatedTargets) {
    return switch (this) {
      case NON_SATURATING, MINIMAX ->
          tf.math.add(
              crossEntropy(tf, real, realTargets), crossEntropy(tf, generated, generatedTargets));
      case LEAST_SQUARES ->
          tf.math.add(
              halfSquare(tf, real, realTargets), halfSquare(tf, generated, generatedTargets));
      case WASSERSTEIN -> tf.math.sub(mean(tf, generated), mean(tf, real));
    };
  }

  /** What the generator minimizes. */
  Operand<TFloat32> ofGenerator(Ops tf, Operand<TFloat32> generated) {
    return switch (this) {
      case NON_SATURATING -> mean(tf, tf.math.softplus(tf.math.neg(generated)));
      case MINIMAX -> tf.math.neg(mean(tf, tf.math.softplus(generated)));
      case LEAST_SQUARES -> halfSquare(tf, generated, tf.constant(1f));
      case WASSERSTEIN -> tf.math.neg(mean(tf, generated));
    };
  }

  /** What the discriminator takes for the probability that a sample is real. */
  Operand<TFloat32> probability(Ops tf, Operand<TFloat32> output) {
    return this == LEAST_SQUARES
        ? tf.clipByValue(output, tf.constant(0f), tf.constant(1f))
        : tf.math.sigmoid(output);
  }

  /** The mean probability that samples are real or, of a critic, its mean value. */
  Operand<TFloat32> told(Ops tf, Operand<TFloat32> outputs) {
    return mean(tf, hasTargets() ? probability(tf, outputs) : outputs);
  }

  /** Binary cross-entropy of logits: {@code log(1 + exp(l)) - t l}. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return mean(tf, tf.math.sub(tf.math.softplus(logits), tf.math.mul(targets, logits)));
  }

  private static Operand<TFloat32> halfSquare(
      Ops tf, Operand<TFloat32> output, Operand<TFloat32> targets) {
    return tf.math.mul(tf.constant(0.5f), mean(tf, tf.math.square(tf.math.sub(output, targets))));
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(0));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
