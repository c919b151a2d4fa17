package io.latent4j.nn.initializers;

import io.latent4j.nn.Initializer;
import io.latent4j.nn.initializers.VarianceScaling.Distribution;
import io.latent4j.nn.initializers.VarianceScaling.Fan;

/**
 * What weights can start from, with Keras's names and defaults. All that is random derives from the
 * seed of the variable, and so from the engine's.
 */
public final class Initializers {
  private Initializers() {}

  /**
   * Zeros.
   *
   * @return the initializer
   */
  public static Initializer zeros() {
    return constant(0);
  }

  /**
   * Ones.
   *
   * @return the initializer
   */
  public static Initializer ones() {
    return constant(1);
  }

  /**
   * One value throughout.
   *
   * @param value the value
   * @return the initializer
   */
  public static Initializer constant(float value) {
    return new ConstantValue(value);
  }

  /**
   * Uniform between {@code -limit} and {@code limit = sqrt(6 / (inputs + outputs))} (Glorot and
   * Bengio 2010).
   *
   * @return the initializer
   */
  public static Initializer glorotUniform() {
    return new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
  }

  /**
   * Truncated normal with the standard deviation {@code sqrt(2 / (inputs + outputs))} (Glorot and
   * Bengio 2010).
   *
   * @return the initializer
   */
  public static Initializer glorotNormal() {
    return new VarianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Uniform between {@code -limit} and {@code limit = sqrt(6 / inputs)} (He et al. 2015).
   *
   * @return the initializer
   */
  public static Initializer heUniform() {
    return new VarianceScaling(2, Fan.IN, Distribution.UNIFORM);
  }

  /**
   * Truncated normal with the standard deviation {@code sqrt(2 / inputs)} (He et al. 2015).
   *
   * @return the initializer
   */
  public static Initializer heNormal() {
    return new VarianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Uniform between {@code -limit} and {@code limit = sqrt(3 / inputs)} (LeCun et al. 1998).
   *
   * @return the initializer
   */
  public static Initializer lecunUniform() {
    return new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);
  }

  /**
   * Truncated normal with the standard deviation {@code sqrt(1 / inputs)} (LeCun et al. 1998).
   *
   * @return the initializer
   */
  public static Initializer lecunNormal() {
    return new VarianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Uniform.
   *
   * @param minimum the smallest value
   * @param maximum the limit that no value reaches, above the minimum; Keras's default is -0.05 to
   *     0.05
   * @return the initializer
   * @throws IllegalArgumentException if the limits are not finite or not in order
   */
  public static Initializer randomUniform(float minimum, float maximum) {
    return new RandomUniform(minimum, maximum);
  }

  /**
   * Normal.
   *
   * @param mean the mean; Keras's default is 0
   * @param standardDeviation the standard deviation, positive; Keras's default is 0.05
   * @return the initializer
   * @throws IllegalArgumentException if a parameter is not finite or the deviation not positive
   */
  public static Initializer randomNormal(float mean, float standardDeviation) {
    return new RandomNormal(mean, standardDeviation, false);
  }

  /**
   * Normal, with values more than two standard deviations from the mean drawn again; that makes the
   * standard deviation of what is drawn 0.88 times the parameter.
   *
   * @param mean the mean; Keras's default is 0
   * @param standardDeviation the standard deviation before truncation, positive; Keras's default is
   *     0.05
   * @return the initializer
   * @throws IllegalArgumentException if a parameter is not finite or the deviation not positive
   */
  public static Initializer truncatedNormal(float mean, float standardDeviation) {
    return new RandomNormal(mean, standardDeviation, true);
  }

  /**
   * Random values whose variance is {@code scale / fan}; see {@link VarianceScaling}.
   *
   * @param scale the scale, positive
   * @param fan what the scale is divided by
   * @param distribution how the values are distributed
   * @return the initializer
   * @throws IllegalArgumentException if the scale is not positive and finite
   */
  public static Initializer varianceScaling(float scale, Fan fan, Distribution distribution) {
    return new VarianceScaling(scale, fan, distribution);
  }
}
