package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * In training, puts the lowest or the highest value, with equal chances, in place of a random share
 * of the numbers, as in denoising autoencoders; otherwise does nothing. Which ones follows from the
 * engine's seed and step counter.
 */
public final class SaltAndPepperNoise extends Layer {
  private final Options options;

  private record Options(float rate, float low, float high) {
    Options {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("rate must be from 0 to 1, but is " + rate);
      }
      if (!(low < high) || Float.isInfinite(high - low)) {
        throw new IllegalArgumentException(
            "low must be below high, but they are %s and %s".formatted(low, high));
      }
    }
  }

  private SaltAndPepperNoise(Options options) {
    this.options = options;
  }

  private SaltAndPepperNoise(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer for numbers between 0 and 1.
   *
   * @param rate the share of numbers that are replaced, from 0 to 1
   * @return the layer
   * @throws IllegalArgumentException if the rate is outside its range
   */
  public static SaltAndPepperNoise of(float rate) {
    return new SaltAndPepperNoise(new Options(rate, 0, 1));
  }

  /**
   * This layer, not built, for numbers of another range.
   *
   * @param low the value of pepper
   * @param high the value of salt, above that of pepper
   * @return a new layer
   * @throws IllegalArgumentException if the values are in the wrong order or not finite
   */
  public SaltAndPepperNoise withRange(float low, float high) {
    Options changed = new Options(options.rate, low, high);
    return isNamedByUser()
        ? new SaltAndPepperNoise(name(), changed)
        : new SaltAndPepperNoise(changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public SaltAndPepperNoise withName(String name) {
    return new SaltAndPepperNoise(name, options);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  /** One uniform number decides both: below half the rate it is pepper, below the rate salt. */
  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (mode == Mode.INFERENCE || options.rate == 0) {
      return input;
    }
    Operand<TFloat32> uniform =
        tf.stopGradient(tf.random.statelessRandomUniform(tf.shape(input), engine().randomSeed(tf)));
    Operand<TBool> replaced = tf.math.less(uniform, tf.constant(options.rate));
    Operand<TBool> pepper = tf.math.less(uniform, tf.constant(options.rate / 2));
    Operand<TFloat32> values =
        tf.select(pepper, tf.constant(options.low), tf.constant(options.high));
    return tf.select(replaced, values, input);
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rate", options.rate);
    map.put("low", options.low);
    map.put("high", options.high);
    return map;
  }
}
