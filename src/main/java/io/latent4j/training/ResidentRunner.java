package io.latent4j.training;

import io.latent4j.engine.Engine;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** Runs a function on batches of a set in memory: a step is fed nothing but indices. */
final class ResidentRunner implements BatchRunner {
  private static final String INDICES = "indices";

  private final ResidentSet set;
  private final BatchFunctions functions;

  ResidentRunner(Engine engine, String name, ResidentSet set, BatchFunction body) {
    this.set = set;
    functions =
        new BatchFunctions(
            engine, name, body, in -> new ResidentRows(set, in.get(INDICES, TInt32.class)));
  }

  @Override
  public int count() {
    return set.count();
  }

  @Override
  public Steps begin(Pass pass) {
    int[] order = pass.order(set.count());
    return new Steps() {
      private int from;

      @Override
      public Map<String, Contribution> next(int size) {
        try (TInt32 indices =
            TInt32.tensorOf(Shape.of(size), DataBuffers.of(order, true, false).slice(from, size))) {
          from += size;
          return functions.run(size, Map.of(INDICES, indices));
        }
      }

      @Override
      public void skip(int size) {
        from += size;
      }

      @Override
      public void close() {}
    };
  }
}
