package io.latent4j.decomposition;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.family.TFloating;

/**
 * The maps to and from the components.
 *
 * @param <T> the precision in which they are computed
 * @param center what is subtracted
 * @param whiten whether the embedding is divided by the deviation along each component
 * @param values the means, components and deviations
 */
record PcaProjection<T extends TFloating>(Centering center, boolean whiten, PcaValues<T> values) {

  /** From (samples, features), scaled, to (samples, components). */
  Operand<T> transform(Ops tf, Operand<T> x) {
    return embed(tf, centered(tf, x));
  }

  /** From (samples, components) to (samples, features), scaled. */
  Operand<T> inverseTransform(Ops tf, Operand<T> embedding) {
    Operand<T> x = restore(tf, embedding);
    return center == Centering.FEATURE ? values.plusMean(tf, x) : x;
  }

  /** The squared distance of each scaled sample to what is left of it. */
  Operand<T> squaredErrors(Ops tf, Operand<T> x) {
    Operand<T> centered = centered(tf, x);
    Operand<T> restored = restore(tf, embed(tf, centered));
    return tf.sum(tf.math.squaredDifference(centered, restored), tf.constant(1));
  }

  private Operand<T> centered(Ops tf, Operand<T> x) {
    return switch (center) {
      case FEATURE -> values.minusMean(tf, x);
      case SAMPLE -> RowCentering.center(tf, x);
      case NONE -> x;
    };
  }

  private Operand<T> embed(Ops tf, Operand<T> centered) {
    Operand<T> embedding =
        tf.linalg.matMul(centered, values.components(tf), MatMul.transposeB(true));
    return whiten ? tf.math.div(embedding, values.deviation(tf)) : embedding;
  }

  private Operand<T> restore(Ops tf, Operand<T> embedding) {
    Operand<T> lengths = whiten ? tf.math.mul(embedding, values.deviation(tf)) : embedding;
    return tf.linalg.matMul(lengths, values.components(tf));
  }
}
