package io.latent4j.model;

import io.latent4j.engine.PairedVariable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Numbers of any shape in double precision, for what may be far from zero beside the differences
 * that count. It is saved as variables of float32, as {@link PairedVariable} tells.
 *
 * @param values row-major; not copied
 * @param shape the shape, of as many elements
 */
public record DoubleArray(double[] values, Shape shape) {

  /**
   * Checks the shape.
   *
   * @param values row-major
   * @param shape of as many elements
   * @throws IllegalArgumentException if it is not
   */
  public DoubleArray {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "shape must be of %d elements, but is %s".formatted(values.length, shape));
    }
  }

  /**
   * A matrix.
   *
   * @param rows at least one, of one length
   * @return a copy, of shape (rows, columns)
   */
  public static DoubleArray of(double[][] rows) {
    return new DoubleArray(
        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
        Shape.of(rows.length, rows[0].length));
  }

  /**
   * The arrays of float32 that these numbers are saved as.
   *
   * @param name the name of the first
   * @param exact whether more digits matter than float32 has; if not, there is no second array
   * @return the nearest float32 numbers and, if exact, what these leave, as {@code NAME_remainder}
   */
  public Map<String, FloatArray> inFloats(String name, boolean exact) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put(name, new FloatArray(PairedVariable.nearest(values), shape));
    if (exact) {
      arrays.put(
          PairedVariable.remainderName(name),
          new FloatArray(PairedVariable.remainder(values), shape));
    }
    return arrays;
  }

  /**
   * The rows of a matrix.
   *
   * @return a copy, (rows, columns)
   * @throws IllegalStateException if it has not two axes
   */
  public double[][] rows() {
    if (shape.numDimensions() != 2) {
      throw new IllegalStateException("an array of shape " + shape + " has no rows of numbers");
    }
    int columns = (int) shape.get(1);
    double[][] rows = new double[(int) shape.get(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
