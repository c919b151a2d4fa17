package io.latent4j.autoencoder;

import io.latent4j.model.Options;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What keeps most activities of an encoder near zero: a term of the loss. It counts the activities,
 * after their activation function, of all hidden layers of the encoder but the first, and of the
 * code; those of the decoder are free.
 *
 * <ul>
 *   <li>{@code l1:W} is {@code W} times the absolute values of the activities, summed over the
 *       units of all these layers and meaned over the samples of the batch, as Keras's {@code
 *       activity_regularizer} has it;
 *   <li>{@code kl:RATE:W} is {@code W} times the Kullback-Leibler divergence, summed over the
 *       units, of a coin that shows heads with the rate from one that does so with the unit's mean
 *       activity, which is meaned over the samples of the batch (Ng, <i>Sparse autoencoder</i>,
 *       2011). Activities must be between 0 and 1: sigmoid.
 * </ul>
 *
 * <pre>{@code
 * Sparsity.l1(1e-5); // or Sparsity.of("l1:1e-5")
 * Sparsity.kl(0.05, 0.1); // or Sparsity.of("kl:0.05:0.1")
 * }</pre>
 *
 * @param kind what is counted
 * @param rate the mean activity that units are to have, for {@link Kind#KL}; else 0
 * @param weight what it is multiplied with; 0 for none
 */
public record Sparsity(Kind kind, double rate, double weight) {

  /** Activities are free. */
  public static final Sparsity NONE = new Sparsity(Kind.NONE, 0, 0);

  /** As far from 0 and 1 as mean activities are kept, so that logarithms are finite. */
  private static final float EPSILON = 1e-7f;

  private static final float NEAR_ZERO = 1e-3f;

  /** Kinds of sparsity. */
  public enum Kind {
    /** Nothing is counted. */
    NONE("none"),
    /** Absolute values. */
    L1("l1"),
    /** The divergence from a rate. */
    KL("kl");

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
   * Checks the numbers.
   *
   * @param kind what is counted
   * @param rate above 0 and below 1 for {@link Kind#KL}; else 0
   * @param weight at least 0 and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Sparsity {
    Objects.requireNonNull(kind, "kind");
    Options.require(
        weight >= 0 && weight < Double.POSITIVE_INFINITY,
        "sparsity",
        "of a weight of at least 0",
        weight);
    if (kind == Kind.KL) {
      Options.require(rate > 0 && rate < 1, "sparsity", "of a rate above 0 and below 1", rate);
    }
  }

  /**
   * Keeps absolute values small.
   *
   * @param weight at least 0
   * @return the sparsity
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  public static Sparsity l1(double weight) {
    return new Sparsity(Kind.L1, 0, weight);
  }

  /**
   * Keeps mean activities near a rate.
   *
   * @param rate above 0 and below 1
   * @param weight at least 0
   * @return the sparsity
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sparsity kl(double rate, double weight) {
    return new Sparsity(Kind.KL, rate, weight);
  }

  /**
   * Understands what users write, and what {@link #toString} gives.
   *
   * @param text {@code none}, {@code l1:WEIGHT} or {@code kl:RATE:WEIGHT}
   * @return the sparsity
   * @throws IllegalArgumentException if the text is of another form
   */
  public static Sparsity of(String text) {
    String[] parts = text.split(":", -1);
    try {
      switch (parts[0] + parts.length) {
        case "none1":
          return NONE;
        case "l12":
          return l1(Double.parseDouble(parts[1]));
        case "kl3":
          return kl(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        default:
          break; // said below
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "must be none, l1:WEIGHT or kl:RATE:WEIGHT, but is '" + text + "'");
  }

  /** Which share of all activities is below {@value #NEAR_ZERO}, whatever their sign. */
  static Operand<TFloat32> nearZero(Ops tf, List<Operand<TFloat32>> activities) {
    List<Operand<TFloat32>> flat =
        activities.stream()
            .<Operand<TFloat32>>map(layer -> tf.reshape(layer, tf.constant(new int[] {-1})))
            .toList();
    Operand<TFloat32> all = flat.size() == 1 ? flat.get(0) : tf.concat(flat, tf.constant(0));
    return tf.math.mean(
        tf.dtypes.cast(tf.math.less(tf.math.abs(all), tf.constant(NEAR_ZERO)), TFloat32.class),
        tf.constant(0));
  }

  /** Whether nothing is added to the loss. */
  boolean isNone() {
    return weight == 0;
  }

  /**
   * What is added to the loss.
   *
   * @param tf the operations of the engine
   * @param activities what each layer that counts gives, the samples first
   * @return a scalar
   */
  Operand<TFloat32> penalty(Ops tf, List<Operand<TFloat32>> activities) {
    return tf.math.mul(
        tf.math.addN(activities.stream().map(layer -> ofLayer(tf, layer)).toList()),
        tf.constant((float) weight));
  }

  private Operand<TFloat32> ofLayer(Ops tf, Operand<TFloat32> layer) {
    Operand<TFloat32> rows = layer;
    if (layer.shape().numDimensions() > 2) {
      int units = (int) layer.shape().tail().size();
      rows = tf.reshape(layer, tf.constant(new int[] {-1, units}));
    }
    Operand<TFloat32> each =
        kind == Kind.KL
            ? divergence(tf, tf.math.mean(rows, tf.constant(0)))
            : tf.math.mean(tf.math.abs(rows), tf.constant(0));
    return tf.reduceSum(each, tf.constant(0));
  }

  private Operand<TFloat32> divergence(Ops tf, Operand<TFloat32> means) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> on = tf.clipByValue(means, tf.constant(EPSILON), tf.constant(1 - EPSILON));
    Operand<TFloat32> off = tf.math.sub(one, on);
    Operand<TFloat32> cross =
        tf.math.add(
            tf.math.mul(tf.math.log(on), tf.constant((float) rate)),
            tf.math.mul(tf.math.log(off), tf.constant((float) (1 - rate))));
    double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
    return tf.math.neg(tf.math.add(cross, tf.constant((float) entropy)));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case L1 -> "l1:" + Noise.plain(weight);
      case KL -> "kl:" + Noise.plain(rate) + ":" + Noise.plain(weight);
    };
  }
}
