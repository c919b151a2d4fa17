package io.latent4j.model;

import io.latent4j.data.Samples;
import java.util.Arrays;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * Numbers of any shape in Java memory, as a model's variable has them.
 *
 * @param values row-major; not copied
 * @param shape the shape, of as many elements
 */
public record FloatArray(float[] values, Shape shape) {
  private static final int ROWS_AT_ONCE = 4096;

  /**
   * Checks the shape.
   *
   * @param values row-major
   * @param shape of as many elements
   * @throws IllegalArgumentException if it is not
   */
  public FloatArray {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "shape must be of %d elements, but is %s".formatted(values.length, shape));
    }
  }

  /**
   * A vector.
   *
   * @param values its elements; not copied
   * @return the array, of shape (n)
   */
  public static FloatArray of(float... values) {
    return new FloatArray(values, Shape.of(values.length));
  }

  /**
   * A matrix.
   *
   * @param rows at least one, of one length
   * @return a copy, of shape (rows, columns)
   */
  public static FloatArray of(float[][] rows) {
    int columns = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new FloatArray(values, Shape.of(rows.length, columns));
  }

  /**
   * An array with three axes.
   *
   * @param rows at least one, of one size
   * @return a copy, of shape (rows, columns, features)
   */
  public static FloatArray of(float[][][] rows) {
    FloatArray flat = of(Arrays.stream(rows).flatMap(Arrays::stream).toArray(float[][]::new));
    return new FloatArray(flat.values, Shape.of(rows.length, rows[0].length, rows[0][0].length));
  }

  /**
   * What a function makes of samples, some at a time, so that memory holds little besides the
   * result.
   *
   * @param samples at least one
   * @param function gives a row for each sample
   * @return the rows, of shape (samples, columns)
   */
  public static FloatArray of(Samples samples, Function<Samples, float[][]> function) {
    float[] values = {};
    int columns = 0;
    for (int from = 0; from < samples.count(); from += ROWS_AT_ONCE) {
      int to = Math.min(samples.count(), from + ROWS_AT_ONCE);
      try (Samples some = samples.rows(from, to)) {
        float[][] rows = function.apply(some);
        if (from == 0) {
          columns = rows[0].length;
          values = new float[Math.multiplyExact(samples.count(), columns)];
        }
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(rows[i], 0, values, (from + i) * columns, columns);
        }
      }
    }
    return new FloatArray(values, Shape.of(samples.count(), columns));
  }

  /**
   * How many rows a matrix has.
   *
   * @return the size of the first axis
   */
  public int rowCount() {
    return (int) shape.get(0);
  }

  /**
   * How long a row is.
   *
   * @return the number of elements that share a first index
   */
  public int columns() {
    return (int) shape.tail().size();
  }

  /**
   * The rows of a matrix.
   *
   * @return a copy, (rows, columns)
   * @throws IllegalStateException if it has not two axes
   */
  public float[][] rows() {
    if (shape.numDimensions() != 2) {
      throw new IllegalStateException("an array of shape " + shape + " has no rows of numbers");
    }
    int columns = (int) shape.get(1);
    float[][] rows = new float[(int) shape.get(0)][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, i * columns, rows[i], 0, columns);
    }
    return rows;
  }
}
