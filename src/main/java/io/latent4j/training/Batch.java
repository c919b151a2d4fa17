package io.latent4j.training;

import io.latent4j.data.Scaling;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The rows that one step sees. */
public final class Batch {
  private final Ops tf;
  private final BatchRows rows;
  private final Map<String, Operand<TFloat32>> floats = new HashMap<>();

  Batch(Ops tf, BatchRows rows) {
    this.tf = tf;
    this.rows = rows;
  }

  /**
   * The samples, scaled.
   *
   * @return float32, the shape of the samples with the batch as its first axis
   */
  public Operand<TFloat32> samples() {
    return floats(TrainingSet.SAMPLES);
  }

  /**
   * The labels of the samples.
   *
   * @return int32 of shape (batch)
   * @throws IllegalArgumentException if the set has none
   */
  public Operand<TInt32> labels() {
    return rows(TrainingSet.LABELS).asOutput().expect(TInt32.class);
  }

  /**
   * The rows of an array as float32, scaled if the set scales it. Asking again gives the same
   * operand.
   *
   * @param array its name
   * @return float32, with the batch as its first axis
   * @throws IllegalArgumentException if the set has no array of numbers of that name
   */
  public Operand<TFloat32> floats(String array) {
    return floats.computeIfAbsent(array, this::makeFloats);
  }

  private Operand<TFloat32> makeFloats(String array) {
    Operand<? extends TType> own = rows(array);
    if (!TNumber.class.isAssignableFrom(own.type())) {
      throw new IllegalArgumentException(
          "array '" + array + "' must hold numbers, but is " + own.type().getSimpleName());
    }
    Operand<? extends TNumber> numbers =
        own.asOutput().expect(own.type().asSubclass(TNumber.class));
    Scaling scaling = rows.scalingOf(array);
    return (scaling == null ? Scaling.none() : scaling).apply(tf, numbers);
  }

  /**
   * The rows of an array in its own type.
   *
   * @param array its name
   * @return the rows, with the batch as their first axis
   * @throws IllegalArgumentException if the set has no array of that name
   */
  public Operand<? extends TType> rows(String array) {
    return rows.rows(tf, array);
  }

  /**
   * Which rows of the set these are.
   *
   * @return int32 of shape (batch)
   * @throws IllegalStateException if the set is not in memory
   */
  public Operand<TInt32> indices() {
    return rows.indices();
  }
}
