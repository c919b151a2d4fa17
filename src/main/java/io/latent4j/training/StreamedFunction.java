package io.latent4j.training;

import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * A function of batches whose rows are fed from outside: nothing of a set stays in the engine, and
 * sets of the same types, shapes and scaling share one compiled function.
 */
final class StreamedFunction {
  private static final String INDICES = "indices";

  private final Engine engine;
  private final String name;
  private final Body body;
  private final Map<Signature, CompiledFunction> compiled = new HashMap<>();

  /** What is computed on a batch. */
  @FunctionalInterface
  interface Body {
    Map<String, ? extends Operand<? extends TType>> apply(Ops tf, Batch batch);
  }

  /** Takes what came out of a batch, whose outputs are released afterwards. */
  @FunctionalInterface
  interface Consumer {
    void accept(Outputs outputs, int from, int size);
  }

  /** What a compiled function depends on: the arrays in their order, and the scaling or null. */
  private record Signature(List<ArrayType> arrays, Scaling scaling) {}

  /** What is known of an array; not as a {@link Shape}, which equals none if a size is unknown. */
  private record ArrayType(String name, Class<? extends TType> type, List<Long> sizesOfRow) {

    static ArrayType of(String name, TType values) {
      if (values instanceof TString) {
        throw new IllegalArgumentException(
            "array '" + name + "' must hold numbers, but holds strings");
      }
      return new ArrayType(
          name, values.type(), LongStream.of(values.shape().asArray()).skip(1).boxed().toList());
    }

    /** The array's own name may be anything, an input's may not. */
    InputSpec input(int number) {
      long[] sizes = sizesOfRow.stream().mapToLong(Long::longValue).toArray();
      return new InputSpec(inputName(number), type, Shape.of(sizes).prepend(Shape.UNKNOWN_SIZE));
    }
  }

  private static String inputName(int number) {
    return "array_" + number;
  }

  StreamedFunction(Engine engine, String name, Body body) {
    this.engine = engine;
    this.name = name;
    this.body = body;
  }

  /**
   * Goes through all rows in their order.
   *
   * @throws IllegalArgumentException if the batch size is less than 1
   * @throws CancellationException if the thread is interrupted; its interrupt status is cleared
   */
  void forEachBatch(TrainingSet set, int batchSize, BatchListener listener, Consumer consumer) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but is " + batchSize);
    }
    try (Batches batches = batches(set, batchSize)) {
      for (int from = 0; from < set.count(); ) {
        if (Thread.interrupted()) {
          throw new CancellationException(
              "%s was interrupted after %d of %d rows".formatted(name, from, set.count()));
        }
        int size = Math.min(batchSize, set.count() - from);
        call(batches.next(from, size), set.scalingOf(TrainingSet.SAMPLES), from, size, consumer);
        from += size;
        listener.onBatch(from, set.count());
      }
    }
  }

  /** The rows of a set in their order. */
  private interface Batches extends AutoCloseable {
    Map<String, ? extends TType> next(int from, int size);

    @Override
    default void close() {}
  }

  private static Batches batches(TrainingSet set, int batchSize) {
    if (set.source().isEmpty()) {
      return (from, size) -> copyOfRows(set.arrays(), from, size);
    }
    SourceBatches source =
        new SourceBatches(set.source().get(), set.count(), Pass.natural(batchSize));
    return new Batches() {
      @Override
      public Map<String, ? extends TType> next(int from, int size) {
        return source.next(size);
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  private static Signature signature(Map<String, ? extends TType> batch, Scaling scaling) {
    List<ArrayType> arrays = new ArrayList<>();
    batch.forEach((name, values) -> arrays.add(ArrayType.of(name, values)));
    return new Signature(arrays, scaling);
  }

  private CompiledFunction compile(Signature signature) {
    List<ArrayType> arrays = signature.arrays();
    List<InputSpec> inputs = new ArrayList<>();
    arrays.forEach(array -> inputs.add(array.input(inputs.size())));
    inputs.add(new InputSpec(INDICES, TInt32.class, Shape.of(Shape.UNKNOWN_SIZE)));
    return engine.function(
        name,
        inputs,
        (tf, in) -> {
          Map<String, Operand<? extends TType>> rows = new LinkedHashMap<>();
          for (int i = 0; i < arrays.size(); i++) {
            rows.put(arrays.get(i).name(), in.get(inputName(i), arrays.get(i).type()));
          }
          Operand<TInt32> indices = in.get(INDICES, TInt32.class);
          return body.apply(
              tf, new Batch(tf, new StreamedRows(rows, signature.scaling(), indices)));
        });
  }

  private void call(
      Map<String, ? extends TType> batch, Scaling scaling, int from, int size, Consumer consumer) {
    int[] indices = IntStream.range(from, from + size).toArray();
    try (TInt32 numbers = TInt32.tensorOf(Shape.of(size), DataBuffers.of(indices, true, false))) {
      CompiledFunction function =
          compiled.computeIfAbsent(signature(batch, scaling), this::compile);
      Map<String, TType> arguments = new LinkedHashMap<>();
      batch.values().forEach(rows -> arguments.put(inputName(arguments.size()), rows));
      arguments.put(INDICES, numbers);
      try (Outputs outputs = function.call(arguments)) {
        consumer.accept(outputs, from, size);
      }
    } finally {
      batch.values().forEach(TType::close);
    }
  }

  private static Map<String, TType> copyOfRows(Map<String, TType> arrays, int from, int size) {
    Map<String, TType> rows = new LinkedHashMap<>();
    try {
      arrays.forEach((name, values) -> rows.put(name, copyOfRows(name, values, from, size)));
      return rows;
    } catch (RuntimeException e) {
      rows.values().forEach(TType::close);
      throw e;
    }
  }

  private static TType copyOfRows(String name, TType values, int from, int size) {
    if (values instanceof TString) {
      throw new IllegalArgumentException(
          "array '" + name + "' must hold numbers, but holds strings");
    }
    long[] dimensions = values.shape().asArray();
    long bytesOfRow = values.numBytes() / dimensions[0];
    dimensions[0] = size;
    return Tensor.of(
        values.type(),
        Shape.of(dimensions),
        values.asRawTensor().data().slice(from * bytesOfRow, size * bytesOfRow));
  }
}
