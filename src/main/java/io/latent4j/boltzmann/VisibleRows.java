package io.latent4j.boltzmann;

import io.latent4j.data.Scaling;
import io.latent4j.training.Batch;
import io.latent4j.training.TrainingSet;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * How the rows of a batch become the visible units of a machine.
 *
 * @param scaling how samples are scaled
 * @param features how many features a sample has
 * @param labels how many labels there are beside them; 0 for none
 */
record VisibleRows(Scaling scaling, int features, int labels) {

  /**
   * The visible units of some rows.
   *
   * @param tf the operations of the engine
   * @param batch the rows
   * @param samples the name of the array of samples
   * @param labelsOf the name of the array of labels
   * @return (n, visible)
   */
  Operand<TFloat32> of(Ops tf, Batch batch, String samples, String labelsOf) {
    Operand<? extends TNumber> own =
        batch.rows(samples).asOutput().expect(batch.rows(samples).type().asSubclass(TNumber.class));
    Operand<TFloat32> x = tf.reshape(scaling.apply(tf, own), tf.constant(new int[] {-1, features}));
    if (labels == 0) {
      return x;
    }
    Operand<TInt32> numbers = batch.rows(labelsOf).asOutput().expect(TInt32.class);
    return tf.concat(
        List.of(x, tf.oneHot(numbers, tf.constant(labels), tf.constant(1f), tf.constant(0f))),
        tf.constant(1));
  }

  /** Those of the samples of a set. */
  Operand<TFloat32> of(Ops tf, Batch batch) {
    return of(tf, batch, TrainingSet.SAMPLES, TrainingSet.LABELS);
  }
}
