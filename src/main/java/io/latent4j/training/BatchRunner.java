package io.latent4j.training;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** Runs a function on batches of one set. */
final class BatchRunner {
  private static final String INDICES = "indices";

  private final Engine engine;
  private final String name;
  private final ResidentSet set;
  private final BatchFunction body;

  /** One for each size, so that every shape is known and TensorFlow can plan for it. */
  private final Map<Integer, CompiledFunction> bySize = new HashMap<>();

  BatchRunner(Engine engine, String name, ResidentSet set, BatchFunction body) {
    this.engine = engine;
    this.name = name;
    this.set = set;
    this.body = body;
  }

  int count() {
    return set.count();
  }

  /** Runs the function on the rows {@code order[from]} to {@code order[from + size - 1]}. */
  Map<String, Contribution> run(int[] order, int from, int size) {
    CompiledFunction function = bySize.computeIfAbsent(size, this::compile);
    try (TInt32 indices =
            TInt32.tensorOf(Shape.of(size), DataBuffers.of(order, true, false).slice(from, size));
        Outputs outputs = function.call(Map.of(INDICES, indices))) {
      return Contribution.of(outputs, size);
    }
  }

  private CompiledFunction compile(int size) {
    InputSpec indices = new InputSpec(INDICES, TInt32.class, Shape.of(size));
    return engine.function(
        name,
        List.of(indices),
        (tf, in) ->
            body.apply(tf, new Batch(tf, new ResidentRows(set, in.get(INDICES, TInt32.class)))));
  }
}
