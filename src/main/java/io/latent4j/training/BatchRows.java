package io.latent4j.training;

import io.latent4j.data.Scaling;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Where a batch has its rows from. */
interface BatchRows {

  /** The rows of an array, in its own type. */
  Operand<? extends TType> rows(Ops tf, String array);

  /** Which rows of the set these are. */
  Operand<TInt32> indices();

  /** How an array is scaled, or null if it is not. */
  Scaling scalingOf(String array);
}
