package io.latent4j.training;

import io.latent4j.data.Scaling;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Rows gathered from variables. */
record ResidentRows(ResidentSet set, Operand<TInt32> indices) implements BatchRows {

  @Override
  public Operand<? extends TType> rows(Ops tf, String array) {
    return tf.gather(set.array(array).read(tf), indices, tf.constant(0));
  }

  @Override
  public Scaling scalingOf(String array) {
    return set.scalingOf(array);
  }
}
