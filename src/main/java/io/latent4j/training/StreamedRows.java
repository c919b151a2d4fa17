package io.latent4j.training;

import io.latent4j.data.Scaling;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Rows that are fed from outside.
 *
 * @param arrays the rows by the name of their array
 * @param scaling how the samples are scaled, or null if they are not
 * @param indices which rows of the set these are, or null if the set is not in memory
 */
record StreamedRows(
    Map<String, Operand<? extends TType>> arrays, Scaling scaling, Operand<TInt32> indices)
    implements BatchRows {

  @Override
  public Operand<? extends TType> rows(Ops tf, String array) {
    Operand<? extends TType> rows = arrays.get(array);
    if (rows == null) {
      throw new IllegalArgumentException(
          "array must be one of " + arrays.keySet() + ", but is '" + array + "'");
    }
    return rows;
  }

  @Override
  public Operand<TInt32> indices() {
    if (indices == null) {
      throw new IllegalStateException(
          "a batch must be of a set in memory to have indices, but is of a stream");
    }
    return indices;
  }

  @Override
  public Scaling scalingOf(String array) {
    return array.equals(TrainingSet.SAMPLES) ? scaling : null;
  }
}
