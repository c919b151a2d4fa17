package io.latent4j.autoencoder;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * How grey pixels become black and white ones before a variational autoencoder learns them. Figures
 * of different ways can't be compared.
 */
public enum VaeBinarization {
  /** Not at all. */
  NONE("none"),

  /** 1 from a half on, else 0. */
  THRESHOLD("threshold"),

  /** 1 with the probability that the grey value is, drawn once for all epochs. */
  ONCE("once"),

  /** The same, drawn anew in each epoch. */
  EACH_EPOCH("each-epoch");

  private static final float HALF = 0.5f;
  private static final float STEP = 0x1p-24f;

  private final String label;

  VaeBinarization(String label) {
    this.label = label;
  }

  /**
   * Finds a way by the name that users write.
   *
   * @param label {@code none}, {@code threshold}, {@code once} or {@code each-epoch}
   * @return the way
   * @throws IllegalArgumentException if there is none of that name
   */
  public static VaeBinarization of(String label) {
    for (VaeBinarization way : values()) {
      if (way.label.equals(label)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "binarize must be none, threshold, once or each-epoch, but is '" + label + "'");
  }

  /** Whether it is drawn. */
  boolean draws() {
    return this == ONCE || this == EACH_EPOCH;
  }

  /** Does what needs no draw. */
  Operand<TFloat32> threshold(Ops tf, Operand<TFloat32> x) {
    return this == THRESHOLD
        ? tf.dtypes.cast(tf.math.greaterEqual(x, tf.constant(HALF)), TFloat32.class)
        : x;
  }

  /** Draws pixels. */
  static Operand<TFloat32> draw(Ops tf, Operand<TFloat32> x, Operand<TInt64> seed) {
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), seed);
    return tf.dtypes.cast(tf.math.less(uniform, x), TFloat32.class);
  }

  /**
   * Draws pixels in place, the same ones for the same seed wherever a row is reached from.
   *
   * @param values rows of grey values from 0 to 1
   * @param first the number of the first value among all of the set
   * @param seed what they derive from
   */
  static void draw(float[] values, long first, long seed) {
    for (int i = 0; i < values.length; i++) {
      float uniform = (VaeSeeds.mix(seed, first + i) >>> 40) * STEP;
      values[i] = uniform < values[i] ? 1 : 0;
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
