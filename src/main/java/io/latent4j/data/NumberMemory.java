package io.latent4j.data;

import org.tensorflow.ndarray.Shape;

/**
 * Takes numbers in double precision and keeps them as float32 where that loses nothing that
 * matters, else as float64. Memory for float64 is set aside when the first number comes that
 * float32 does not hold as it is.
 */
final class NumberMemory {

  private static final int CHUNK = 1 << 16;

  private final Shape shape;
  private TensorMemory memory;

  private NumberMemory(Shape shape) {
    this.shape = shape;
    this.memory = TensorMemory.open(TensorMemory.Type.FLOAT32, shape);
  }

  /** Fills memory with numbers. */
  interface Filler {

    /** Writes all numbers, in any order, and throws if there is something wrong with them. */
    void fill(NumberMemory target);
  }

  /**
   * Sets memory aside and fills it; nothing is kept if filling fails.
   *
   * @param shape samples first
   */
  static TensorMemory create(Shape shape, Filler filler) {
    NumberMemory numbers = new NumberMemory(shape);
    try {
      filler.fill(numbers);
      numbers.narrow();
      return numbers.memory;
    } catch (RuntimeException | Error e) {
      numbers.memory.close();
      throw e;
    }
  }

  /** What was written so far. */
  TensorMemory memory() {
    return memory;
  }

  /** Copies numbers in. */
  void write(long start, double[] source, int count) {
    if (!memory.isFloat64() && !exactInFloat32(source, count)) {
      replaceBy(TensorMemory.Type.FLOAT64, shape.size());
    }
    memory.write(start, source, count);
  }

  private static boolean exactInFloat32(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if ((float) values[i] != values[i] && !Double.isNaN(values[i])) {
        return false;
      }
    }
    return true;
  }

  /** Goes on with memory of another type, to which what is there is copied. */
  private void replaceBy(TensorMemory.Type type, long size) {
    TensorMemory replacement = TensorMemory.open(type, shape);
    try {
      double[] chunk = new double[(int) Math.min(size, CHUNK)];
      for (long start = 0; start < size; start += chunk.length) {
        int count = (int) Math.min(chunk.length, size - start);
        memory.read(start, chunk, 0, count);
        replacement.write(start, chunk, count);
      }
    } catch (RuntimeException | Error e) {
      replacement.close();
      throw e;
    }
    memory.close();
    memory = replacement;
  }

  private void narrow() {
    if (memory.isFloat64() && !RoundingLoss.of(memory).matters()) {
      replaceBy(TensorMemory.Type.FLOAT32, shape.size());
    }
  }
}
