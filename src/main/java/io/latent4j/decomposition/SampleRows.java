package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import java.util.Map;
import java.util.function.IntPredicate;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * How samples of one type and shape enter a graph: fed as they are, then cast, flattened and scaled
 * in the graph.
 *
 * @param type their type
 * @param sampleShape the shape of one of them
 * @param scaling how they are scaled
 */
record SampleRows(Class<? extends TNumber> type, Shape sampleShape, Scaling scaling) {
  private static final String INPUT = "samples";

  /** Enough for the matrix product to be efficient, few enough to stay near the processor. */
  private static final int CHUNK_ROWS = 8192;

  /** Keeps chunks of large samples at some 16 MB. */
  private static final int CHUNK_VALUES = 1 << 23;

  /** Takes what a function returned for the samples from {@code first} to {@code end}. */
  interface ChunkReader {
    void read(int first, int end, Outputs outputs);
  }

  static SampleRows of(Samples samples, Scaling scaling) {
    return new SampleRows(samples.type(), samples.sampleShape(), scaling);
  }

  /** The input that a function of such samples has. */
  InputSpec input() {
    return new InputSpec(INPUT, type, sampleShape.prepend(Shape.UNKNOWN_SIZE));
  }

  /** Whether something must be subtracted from the scaled samples before they are rounded. */
  boolean areDouble() {
    return type == TFloat64.class || scaling.needsDouble();
  }

  /** The precision to subtract in where results of some precision are wanted. */
  Class<? extends TFloating> precisionFor(Class<? extends TFloating> wanted) {
    return areDouble() ? TFloat64.class : wanted;
  }

  /** The scaled samples in the body of the function, of shape (samples, features). */
  <T extends TFloating> Operand<T> scaled(Ops tf, Operands inputs, Class<T> precision) {
    Operand<? extends TNumber> values =
        tf.reshape(inputs.get(INPUT, type), tf.array(-1, (int) sampleShape.size()));
    return precision == TFloat64.class && areDouble()
        ? scaling.applyInDouble(tf, values).asOutput().expect(precision)
        : Cast.to(precision, tf, scaling.apply(tf, values));
  }

  /** Calls the function with all samples at once. */
  static Outputs callWhole(CompiledFunction function, Samples samples) {
    return function.call(Map.of(INPUT, samples.tensor()));
  }

  /** Calls the function with chunks of the samples, from first to last. */
  static void callByChunks(CompiledFunction function, Samples samples, ChunkReader reader) {
    callByChunks(function, samples, reader, done -> true);
  }

  /** Calls the function with chunks as long as, told how many samples are done, it goes on. */
  static void callByChunks(
      CompiledFunction function, Samples samples, ChunkReader reader, IntPredicate goesOn) {
    int rows = Math.max(1, Math.min(CHUNK_ROWS, CHUNK_VALUES / samples.features()));
    for (int first = 0; first < samples.count(); first += rows) {
      int end = Math.min(samples.count(), first + rows);
      try (Samples chunk = samples.rows(first, end);
          Outputs outputs = callWhole(function, chunk)) {
        reader.read(first, end, outputs);
      }
      if (!goesOn.test(end)) {
        return;
      }
    }
  }
}
