package io.latent4j.autoencoder;

import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.model.Options;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What is done to samples before they go into an autoencoder that learns to remove it (Vincent et
 * al., <i>Stacked Denoising Autoencoders</i>, 2010). The noise is drawn anew in each step of
 * training; in use there is none.
 *
 * <pre>{@code
 * Noise.saltAndPepper(0.2) // or Noise.of("salt-and-pepper:0.2")
 * }</pre>
 *
 * @param kind what is done
 * @param amount the share of values that are replaced, or the standard deviation of what is added
 *     to samples as they are scaled; 0 for none
 */
public record Noise(Kind kind, double amount) {

  /** Samples as they are. */
  public static final Noise NONE = new Noise(Kind.NONE, 0);

  /** Kinds of noise. */
  public enum Kind {
    /** Nothing is done. */
    NONE("none"),
    /** Values are replaced by the lowest or the highest of the training samples, by halves. */
    SALT_AND_PEPPER("salt-and-pepper"),
    /** Normal noise is added. */
    GAUSSIAN("gaussian"),
    /** Values are replaced by zero. */
    MASKING("masking");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * Checks the amount.
   *
   * @param kind what is done
   * @param amount from 0 to 1 for a share, at least 0 and finite for a standard deviation
   * @throws IllegalArgumentException if the amount is out of its range
   */
  public Noise {
    Objects.requireNonNull(kind, "kind");
    switch (kind) {
      case NONE -> Options.require(amount == 0, "noise", "of no amount for none", amount);
      case GAUSSIAN ->
          Options.require(
              amount >= 0 && amount < Double.POSITIVE_INFINITY,
              "noise",
              "of a standard deviation of at least 0",
              amount);
      default ->
          Options.require(amount >= 0 && amount <= 1, "noise", "of a share from 0 to 1", amount);
    }
  }

  /**
   * Replaces values by the lowest or the highest of the training samples.
   *
   * @param share of all values, from 0 to 1; half of them become the lowest
   * @return the noise
   * @throws IllegalArgumentException if the share is out of its range
   */
  public static Noise saltAndPepper(double share) {
    return new Noise(Kind.SALT_AND_PEPPER, share);
  }

  /**
   * Adds normal noise.
   *
   * @param deviation the standard deviation, at least 0, for samples as they are scaled
   * @return the noise
   * @throws IllegalArgumentException if the deviation is negative or not finite
   */
  public static Noise gaussian(double deviation) {
    return new Noise(Kind.GAUSSIAN, deviation);
  }

  /**
   * Replaces values by zero.
   *
   * @param share of all values, from 0 to 1
   * @return the noise
   * @throws IllegalArgumentException if the share is out of its range
   */
  public static Noise masking(double share) {
    return new Noise(Kind.MASKING, share);
  }

  /**
   * Understands what users write, and what {@link #toString} gives.
   *
   * @param text {@code none}, {@code salt-and-pepper:P}, {@code gaussian:S} or {@code masking:P}
   * @return the noise
   * @throws IllegalArgumentException if the text is of another form
   */
  public static Noise of(String text) {
    String[] parts = text.split(":", -1);
    for (Kind kind : Kind.values()) {
      if (kind.label.equals(parts[0]) && parts.length == (kind == Kind.NONE ? 1 : 2)) {
        try {
          return kind == Kind.NONE ? NONE : new Noise(kind, Double.parseDouble(parts[1]));
        } catch (NumberFormatException e) {
          break; // said below
        }
      }
    }
    throw new IllegalArgumentException(
        "must be none, salt-and-pepper:SHARE, gaussian:DEVIATION or masking:SHARE, but is '"
            + text
            + "'");
  }

  /** Whether anything is done. */
  boolean isNone() {
    return amount == 0;
  }

  /**
   * The samples with noise that follows from the engine's seed and step counter.
   *
   * @param tf the operations of the engine
   * @param engine whose seed
   * @param x the samples, scaled
   * @param range the lowest and the highest value of all samples
   * @return of the same shape
   */
  Operand<TFloat32> addTo(Ops tf, Engine engine, Operand<TFloat32> x, ValueRange range) {
    if (isNone()) {
      return x;
    }
    Operand<TFloat32> uniform =
        kind == Kind.GAUSSIAN
            ? null
            : tf.random.statelessRandomUniform(tf.shape(x), engine.randomSeed(tf));
    return tf.stopGradient(
        switch (kind) {
          case NONE -> x;
          case GAUSSIAN -> {
            Operand<TFloat32> normal =
                tf.random.statelessRandomNormal(tf.shape(x), engine.randomSeed(tf));
            yield tf.math.add(x, tf.math.mul(normal, tf.constant((float) amount)));
          }
          case MASKING -> tf.select(below(tf, uniform, amount), tf.constant(0f), x);
          case SALT_AND_PEPPER -> {
            Operand<TFloat32> extreme =
                tf.select(
                    below(tf, uniform, amount / 2),
                    tf.constant(range.low()),
                    tf.constant(range.high()));
            yield tf.select(below(tf, uniform, amount), extreme, x);
          }
        });
  }

  private static Operand<TBool> below(Ops tf, Operand<TFloat32> uniform, double share) {
    return tf.math.less(uniform, tf.constant((float) share));
  }

  /**
   * Adds noise to values once, for pictures and figures.
   *
   * @param values the values, scaled, all of equal standing
   * @param low the lowest value of all samples, which is pepper
   * @param high the highest, which is salt
   * @param seed the same seed gives the same noise
   * @return a new array
   */
  public float[] addTo(float[] values, float low, float high, long seed) {
    try (EagerEngine engine = EagerEngine.create(EngineOptions.defaults().withSeed(seed));
        Outputs noisy =
            engine.run(
                (tf, none) ->
                    Map.of(
                        "noisy",
                        addTo(tf, engine, tf.constant(values), new ValueRange(low, high))))) {
      return noisy.floats("noisy");
    }
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? kind.label : kind + ":" + plain(amount);
  }

  /** A number without needless digits. */
  static String plain(double number) {
    return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toString();
  }
}
