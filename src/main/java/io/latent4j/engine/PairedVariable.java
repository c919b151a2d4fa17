package io.latent4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Numbers in double precision as variables of float32: the nearest float32 numbers and, where more
 * digits matter, what these leave as a second variable, {@code NAME_remainder}. The centers of
 * clusters of times in seconds are such numbers.
 *
 * <p>Both are subtracted one after the other, which loses nothing where x is near. They must not be
 * constants: a graph makes one of two constants that are subtracted one after the other, and the
 * second is lost in it.
 *
 * <pre>{@code
 * PairedVariable mean = PairedVariable.of(engine, "mean", Shape.of(2), new double[] {1.7e9 + 0.3, 5}, true);
 * Operand<TFloat32> centered = mean.subtractedFrom(tf, x);
 * }</pre>
 */
public final class PairedVariable {
  private final String name;
  private final ModelVariable<TFloat32> nearest;
  private final Optional<ModelVariable<TFloat32>> remainder;

  private PairedVariable(
      String name, ModelVariable<TFloat32> nearest, Optional<ModelVariable<TFloat32>> remainder) {
    this.name = name;
    this.nearest = nearest;
    this.remainder = remainder;
  }

  /**
   * Makes the variables.
   *
   * @param engine where they will live
   * @param name the name of the first, which begins that of the second
   * @param shape of as many elements as there are numbers
   * @param values the numbers, row-major
   * @param exact whether more digits matter than float32 has; if not, there is no second variable
   * @return the variables
   */
  public static PairedVariable of(
      Engine engine, String name, Shape shape, double[] values, boolean exact) {
    Objects.requireNonNull(engine, "engine");
    return new PairedVariable(
        name,
        variable(engine, name, shape, nearest(values)),
        exact
            ? Optional.of(variable(engine, remainderName(name), shape, remainder(values)))
            : Optional.empty());
  }

  /**
   * Takes variables that there are.
   *
   * @param name the name of the first
   * @param nearest the nearest float32 numbers
   * @param remainder what these leave, if that matters
   * @return the variables
   */
  public static PairedVariable of(
      String name, ModelVariable<TFloat32> nearest, Optional<ModelVariable<TFloat32>> remainder) {
    return new PairedVariable(name, nearest, remainder);
  }

  private static ModelVariable<TFloat32> variable(
      Engine engine, String name, Shape shape, float... values) {
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  /**
   * The name of the second variable.
   *
   * @param name the name of the first
   * @return the name, with {@code _remainder} at its end
   */
  public static String remainderName(String name) {
    return name + "_remainder";
  }

  /**
   * Rounds numbers to float32.
   *
   * @param values the numbers
   * @return the nearest float32 numbers
   */
  public static float[] nearest(double... values) {
    float[] nearest = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      nearest[i] = (float) values[i];
    }
    return nearest;
  }

  /**
   * Tells what rounding to float32 takes away.
   *
   * @param values the numbers
   * @return the numbers less the nearest float32 numbers, rounded in their turn
   */
  public static float[] remainder(double... values) {
    float[] remainder = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      remainder[i] = (float) (values[i] - (float) values[i]);
    }
    return remainder;
  }

  /**
   * The variables by name, as children of a model.
   *
   * @return one or two
   */
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put(name, nearest);
    remainder.ifPresent(rest -> children.put(remainderName(name), rest));
    return children;
  }

  /**
   * The shape of the numbers.
   *
   * @return the shape of either variable
   */
  public Shape shape() {
    return nearest.shape();
  }

  /**
   * Reads the nearest float32 numbers.
   *
   * @param tf the operations of the engine
   * @return the numbers, rounded
   */
  public Operand<TFloat32> read(Ops tf) {
    return nearest.read(tf);
  }

  /**
   * Reads both parts together.
   *
   * @param tf the operations of the engine
   * @return the numbers
   */
  public Operand<TFloat64> readInDouble(Ops tf) {
    Operand<TFloat64> rounded = tf.dtypes.cast(nearest.read(tf), TFloat64.class);
    return remainder.isPresent()
        ? tf.math.add(rounded, tf.dtypes.cast(remainder.get().read(tf), TFloat64.class))
        : rounded;
  }

  /**
   * Subtracts the numbers from others.
   *
   * @param tf the operations of the engine
   * @param x of a shape that broadcasts with the variables'
   * @return x less the numbers
   */
  public Operand<TFloat32> subtractedFrom(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> almost = tf.math.sub(x, nearest.read(tf));
    return remainder.isPresent() ? tf.math.sub(almost, remainder.get().read(tf)) : almost;
  }

  /**
   * Subtracts a point from the numbers.
   *
   * @param tf the operations of the engine
   * @param point of a shape that broadcasts with the variables'
   * @return the numbers less the point
   */
  public Operand<TFloat32> less(Ops tf, Operand<TFloat32> point) {
    Operand<TFloat32> almost = tf.math.sub(nearest.read(tf), point);
    return remainder.isPresent() ? tf.math.add(almost, remainder.get().read(tf)) : almost;
  }

  @Override
  public String toString() {
    return nearest + (remainder.isPresent() ? " and its remainder" : "");
  }
}
