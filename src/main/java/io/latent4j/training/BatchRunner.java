package io.latent4j.training;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Runs a function on batches of one set, which it keeps in the engine. */
final class BatchRunner {
  private static final String INDICES = "indices";

  private final Engine engine;
  private final String name;
  private final TrainingSet set;
  private final BatchFunction body;
  private final Map<String, ModelVariable<?>> arrays = new LinkedHashMap<>();

  /** One for each size, so that every shape is known and TensorFlow can plan for it. */
  private final Map<Integer, CompiledFunction> bySize = new HashMap<>();

  BatchRunner(Engine engine, String name, TrainingSet set, BatchFunction body) {
    this.engine = engine;
    this.name = name;
    this.set = set;
    this.body = body;
    set.arrays().forEach((array, value) -> arrays.put(array, resident(array, value)));
  }

  private <T extends TType> ModelVariable<T> resident(String array, T value) {
    @SuppressWarnings("unchecked") // the class of a T
    Class<T> type = (Class<T>) value.type();
    return engine.variable(array, type, value);
  }

  Map<String, Double> run(int[] order, int from, int size) {
    CompiledFunction function = bySize.computeIfAbsent(size, this::compile);
    try (TInt32 indices =
            TInt32.tensorOf(Shape.of(size), DataBuffers.of(order, true, false).slice(from, size));
        Outputs outputs = function.call(Map.of(INDICES, indices))) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      for (String metric : outputs.names()) {
        metrics.put(metric, (double) outputs.scalar(metric));
      }
      return metrics;
    }
  }

  private CompiledFunction compile(int size) {
    InputSpec indices = new InputSpec(INDICES, TInt32.class, Shape.of(size));
    return engine.function(
        name,
        List.of(indices),
        (tf, in) -> {
          var metrics = body.apply(tf, new Batch(tf, set, arrays, in.get(INDICES, TInt32.class)));
          if (!metrics.containsKey("loss")) {
            throw new IllegalArgumentException(
                "metrics of a step must have a 'loss', but have " + metrics.keySet());
          }
          return metrics;
        });
  }
}
