package io.latent4j.cluster;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.PairedVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What a Gaussian mixture computes when it is saved, in TensorFlow and in double precision; for
 * other models too that end in one.
 *
 * <pre>{@code
 * MixtureFunctions mixture = new MixtureFunctions(CovarianceType.FULL, means, covariances, weights);
 * Map<String, Operand<? extends TType>> found = mixture.predict(tf, x); // labels, probabilities
 * }</pre>
 *
 * @param type what the covariances have in common
 * @param means (components, features)
 * @param covariances of the shape of their type
 * @param weights (components)
 */
public record MixtureFunctions(
    CovarianceType type,
    PairedVariable means,
    ModelVariable<TFloat32> covariances,
    ModelVariable<TFloat32> weights) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /**
   * Finds the components of samples.
   *
   * @param tf the operations of the engine
   * @param x (samples, features)
   * @return {@code labels}: the likeliest component, int32 (samples); {@code probabilities}: of
   *     each component, float32 (samples, components)
   */
  public Map<String, Operand<? extends TType>> predict(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat64> logs = logs(tf, x);
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    outputs.put("labels", tf.math.argMax(logs, tf.constant(1), TInt32.class));
    outputs.put("probabilities", tf.dtypes.cast(tf.nn.softmax(logs), TFloat32.class));
    return outputs;
  }

  /**
   * Measures how likely samples are.
   *
   * @param tf the operations of the engine
   * @param x (samples, features)
   * @return the logarithm of the density at each, float32 (samples)
   */
  public Operand<TFloat32> logLikelihood(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat64> logs = logs(tf, x);
    Operand<TFloat64> largest = tf.reduceMax(logs, tf.constant(1), ReduceMax.keepDims(true));
    Operand<TFloat64> sum =
        tf.reduceSum(
            tf.math.exp(tf.math.sub(logs, largest)), tf.constant(1), ReduceSum.keepDims(true));
    return tf.dtypes.cast(
        tf.squeeze(tf.math.add(largest, tf.math.log(sum)), Squeeze.axis(List.of(1L))),
        TFloat32.class);
  }

  /** The logarithms of weight times density, (samples, components). */
  private Operand<TFloat64> logs(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat64> rows = wide(tf, x);
    Operand<TFloat64> middles = means.readInDouble(tf);
    Operand<TFloat64> spread = wide(tf, covariances.read(tf));
    long features = means.shape().get(1);
    // (components, features, samples)
    Operand<TFloat64> differences =
        tf.math.sub(
            tf.expandDims(tf.linalg.transpose(rows, tf.array(1, 0)), tf.constant(0)),
            tf.expandDims(middles, tf.constant(2)));
    Operand<TFloat64> white;
    Operand<TFloat64> logDeterminant;
    if (type == CovarianceType.FULL || type == CovarianceType.TIED) {
      Operand<TFloat64> factor = tf.linalg.cholesky(spread);
      Operand<TFloat64> factors =
          type == CovarianceType.FULL
              ? factor
              : tf.tile(
                  tf.expandDims(factor, tf.constant(0)),
                  tf.array((int) means.shape().get(0), 1, 1));
      white = tf.linalg.triangularSolve(factors, differences);
      Operand<TFloat64> diagonal =
          tf.linalg.matrixDiagPart(factors, tf.constant(0), tf.constant(0.0));
      logDeterminant = tf.reduceSum(tf.math.log(diagonal), tf.constant(1));
    } else {
      Operand<TFloat64> deviations = tf.math.sqrt(spread);
      boolean spherical = type == CovarianceType.SPHERICAL;
      Operand<TFloat64> each = spherical ? tf.expandDims(deviations, tf.constant(1)) : deviations;
      white = tf.math.div(differences, tf.expandDims(each, tf.constant(2)));
      Operand<TFloat64> logs = tf.math.log(deviations);
      logDeterminant =
          spherical
              ? tf.math.mul(logs, tf.constant((double) features))
              : tf.reduceSum(logs, tf.constant(1));
    }
    Operand<TFloat64> squared = tf.reduceSum(tf.math.square(white), tf.constant(1));
    Operand<TFloat64> constants =
        tf.math.sub(
            tf.math.sub(tf.math.log(wide(tf, weights.read(tf))), logDeterminant),
            tf.constant(features * LOG_TWO_PI / 2));
    return tf.math.sub(
        constants, tf.math.div(tf.linalg.transpose(squared, tf.array(1, 0)), tf.constant(2.0)));
  }

  private static Operand<TFloat64> wide(Ops tf, Operand<TFloat32> values) {
    return tf.dtypes.cast(values, TFloat64.class);
  }
}
