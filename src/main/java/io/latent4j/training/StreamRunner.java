package io.latent4j.training;

import io.latent4j.engine.Engine;
import java.util.Iterator;
import java.util.Map;
import org.tensorflow.types.family.TType;

/** Runs a function on batches that a source makes, and closes them. */
final class StreamRunner implements BatchRunner {
  private final TrainingSet set;
  private final BatchSource source;
  private final BatchFunctions functions;

  StreamRunner(
      Engine engine, String name, TrainingSet set, BatchSource source, BatchFunction body) {
    this.set = set;
    this.source = source;
    functions = new BatchFunctions(engine, name, body, in -> new FedRows(set, in));
  }

  @Override
  public int count() {
    return set.count();
  }

  @Override
  public Steps begin(Pass pass) {
    Iterator<? extends Map<String, ? extends TType>> batches = source.batches(pass);
    return new Steps() {
      private int number;

      @Override
      public Map<String, Double> next(int size) {
        number++;
        if (!batches.hasNext()) {
          throw new IllegalStateException(
              "batch source must give %d samples in epoch %d, but ended before batch %d"
                  .formatted(set.count(), pass.epoch(), number));
        }
        Map<String, ? extends TType> batch = batches.next();
        try {
          batch.forEach((array, values) -> requireRows(array, values, size));
          return functions.run(size, batch);
        } finally {
          batch.values().forEach(TType::close);
        }
      }

      private void requireRows(String array, TType values, int size) {
        if (values.rank() == 0 || values.shape().get(0) != size) {
          throw new IllegalArgumentException(
              "array '%s' of batch %d of epoch %d must have %d rows, but has the shape %s"
                  .formatted(array, number, pass.epoch(), size, values.shape()));
        }
      }

      @Override
      public void close() {
        if (batches instanceof AutoCloseable open) {
          closeSource(open);
        }
      }
    };
  }

  private static void closeSource(AutoCloseable batches) {
    try {
      batches.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("batches can't be closed: " + e.getMessage(), e);
    }
  }
}
