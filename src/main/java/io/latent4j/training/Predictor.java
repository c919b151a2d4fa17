package io.latent4j.training;

import io.latent4j.data.Samples;
import io.latent4j.engine.Engine;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Applies a model to sets of any size, a batch at a time. Nothing of a set stays in the engine, so
 * memory is that of a batch and of the result.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.of(encoder);
 * float[][] codes = predictor.predict(set, 1024);
 * }</pre>
 *
 * <p>Interrupting the thread ends the work between two batches with a {@link CancellationException}
 * and clears the thread's interrupt status.
 */
public final class Predictor {
  private static final String PREDICTION = "prediction";

  private final StreamedFunction function;

  private Predictor(Engine engine, BatchPrediction prediction) {
    Objects.requireNonNull(prediction, "prediction");
    function =
        new StreamedFunction(
            Objects.requireNonNull(engine, "engine"),
            "predict",
            (tf, batch) -> Map.of(PREDICTION, prediction.apply(tf, batch)));
  }

  /**
   * Predicts with a layer or a network of them, from the scaled samples.
   *
   * @param model the layer, built
   * @return the predictor
   * @throws IllegalStateException if the layer is not built
   */
  public static Predictor of(Layer model) {
    return of(model.engine(), (tf, batch) -> model.call(tf, batch.samples(), Mode.INFERENCE));
  }

  /**
   * Predicts with any function of a batch.
   *
   * @param engine where the model lives
   * @param prediction what is computed; it changes nothing
   * @return the predictor
   */
  public static Predictor of(Engine engine, BatchPrediction prediction) {
    return new Predictor(engine, prediction);
  }

  /**
   * Predicts to Java memory.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @return a row for each sample, flattened row-major
   * @throws IllegalArgumentException if the samples do not fit the model, the model does not give a
   *     row for each, or the batch size is not positive
   * @throws CancellationException if the thread is interrupted
   */
  public float[][] predict(TrainingSet set, int batchSize) {
    return predict(set, batchSize, BatchListener.none());
  }

  /**
   * Predicts to Java memory.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @param listener is told after each batch
   * @return a row for each sample, flattened row-major
   * @throws IllegalArgumentException if the samples do not fit the model, the model does not give a
   *     row for each, or the batch size is not positive
   * @throws CancellationException if the thread is interrupted
   */
  public float[][] predict(TrainingSet set, int batchSize, BatchListener listener) {
    float[][] rows = new float[set.count()][];
    function.forEachBatch(
        set,
        batchSize,
        listener,
        (outputs, from, size) -> {
          checkRows(outputs, size);
          float[] values = outputs.floats(PREDICTION);
          int length = values.length / size;
          for (int i = 0; i < size; i++) {
            rows[from + i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
          }
        });
    return rows;
  }

  /**
   * Predicts to native memory, in the shape that the model gives.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @param listener is told after each batch
   * @return a sample for each, without labels, to be closed by the caller
   * @throws IllegalArgumentException if the samples do not fit the model, the model does not give a
   *     row of the same shape for each, a prediction is not finite, or the batch size is not
   *     positive
   * @throws CancellationException if the thread is interrupted
   */
  public Samples predictSamples(TrainingSet set, int batchSize, BatchListener listener) {
    Collector collector = new Collector(set.count());
    try {
      function.forEachBatch(set, batchSize, listener, collector);
      return collector.samples();
    } catch (RuntimeException | Error e) {
      collector.close();
      throw e;
    }
  }

  private static void checkRows(Outputs outputs, int size) {
    Shape shape = outputs.shape(PREDICTION);
    if (shape.numDimensions() == 0 || shape.get(0) != size) {
      throw new IllegalArgumentException(
          "prediction must have a row for each of %d samples, but has the shape %s"
              .formatted(size, shape));
    }
  }

  /** Puts the rows of all batches into one tensor, which is made when the first come. */
  private static final class Collector implements StreamedFunction.Consumer {
    private final int count;
    private TFloat32 all;
    private Shape rowShape;

    Collector(int count) {
      this.count = count;
    }

    @Override
    public void accept(Outputs outputs, int from, int size) {
      checkRows(outputs, size);
      TFloat32 rows = outputs.get(PREDICTION, TFloat32.class);
      Shape own = rows.shape().tail();
      if (all == null) {
        rowShape = own;
        all = TFloat32.tensorOf(withAxis(own, count));
      } else if (!own.equals(rowShape)) {
        throw new IllegalArgumentException(
            "predictions must all have the shape %s, but one has %s".formatted(rowShape, own));
      }
      long bytes = rows.numBytes();
      rows.asRawTensor()
          .data()
          .copyTo(all.asRawTensor().data().slice(bytes / size * from, bytes), bytes);
    }

    /** Samples have two axes at least: one number each becomes one feature. */
    private static Shape withAxis(Shape row, int count) {
      return row.numDimensions() == 0 ? Shape.of(count, 1) : row.prepend(count);
    }

    Samples samples() {
      return Samples.ofTensor(PREDICTION, all);
    }

    void close() {
      if (all != null) {
        all.close();
      }
    }
  }
}
