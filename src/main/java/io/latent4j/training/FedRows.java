package io.latent4j.training;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Operands;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Rows that are handed to each step. */
record FedRows(TrainingSet set, Operands arrays) implements BatchRows {

  @Override
  public Operand<? extends TType> rows(Ops tf, String array) {
    if (!arrays.names().contains(array)) {
      throw new IllegalArgumentException(
          "array must be one of " + arrays.names() + ", but is '" + array + "'");
    }
    return arrays.get(array, TType.class);
  }

  @Override
  public Operand<TInt32> indices() {
    throw new IllegalStateException(
        "a batch must be of a set in memory to have indices, but is of a stream");
  }

  @Override
  public Scaling scalingOf(String array) {
    return set.scalingOf(array);
  }
}
