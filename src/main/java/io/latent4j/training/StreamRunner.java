package io.latent4j.training;

import io.latent4j.engine.Engine;
import io.latent4j.engine.Operands;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
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
    functions =
        new BatchFunctions(
            engine,
            name,
            body,
            in -> new StreamedRows(byName(in), set.scalingOf(TrainingSet.SAMPLES), null));
  }

  @Override
  public int count() {
    return set.count();
  }

  @Override
  public Steps begin(Pass pass) {
    SourceBatches batches = new SourceBatches(source, set.count(), pass);
    return new Steps() {
      @Override
      public Map<String, Contribution> next(int size) {
        Map<String, ? extends TType> batch = batches.next(size);
        try {
          return functions.run(size, batch, batches.feedback());
        } finally {
          batch.values().forEach(TType::close);
        }
      }

      @Override
      public void skip(int size) {
        batches.next(size).values().forEach(TType::close);
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  private static Map<String, Operand<? extends TType>> byName(Operands in) {
    Map<String, Operand<? extends TType>> arrays = new LinkedHashMap<>();
    in.names().forEach(array -> arrays.put(array, in.get(array, TType.class)));
    return arrays;
  }
}
