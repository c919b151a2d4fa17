package io.latent4j.training;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** The batches of one pass over a set that is not in memory, each checked to be what it should. */
final class SourceBatches implements AutoCloseable {
  private final int count;
  private final Pass pass;
  private final Iterator<? extends Map<String, ? extends TType>> batches;
  private int number;

  SourceBatches(BatchSource source, int count, Pass pass) {
    this.count = count;
    this.pass = pass;
    batches = source.batches(pass);
  }

  /** The next batch, to be closed by the caller. */
  Map<String, ? extends TType> next(int size) {
    number++;
    if (!batches.hasNext()) {
      throw new IllegalStateException(
          "batch source must give %d samples in epoch %d, but ended before batch %d"
              .formatted(count, pass.epoch(), number));
    }
    Map<String, ? extends TType> batch = batches.next();
    try {
      batch.forEach((array, values) -> requireRows(array, values.shape(), size));
      return batch;
    } catch (IllegalArgumentException e) {
      batch.values().forEach(TType::close);
      throw e;
    }
  }

  private void requireRows(String array, Shape shape, int size) {
    if (shape.numDimensions() == 0 || shape.get(0) != size) {
      throw new IllegalArgumentException(
          "array '%s' of batch %d of epoch %d must have %d rows, but has the shape %s"
              .formatted(array, number, pass.epoch(), size, shape));
    }
  }

  /** Who wants to know what steps gave. */
  Optional<BatchFeedback> feedback() {
    return batches instanceof BatchFeedback wants ? Optional.of(wants) : Optional.empty();
  }

  @Override
  public void close() {
    if (batches instanceof AutoCloseable open) {
      close(open);
    }
  }

  private static void close(AutoCloseable batches) {
    try {
      batches.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("batches can't be closed: " + e.getMessage(), e);
    }
  }
}
