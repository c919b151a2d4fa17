package io.latent4j.cluster;

import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.PairedVariable;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * What models with centers compute when they are saved, in TensorFlow.
 *
 * @param centers (clusters, features)
 */
record CenterFunctions(PairedVariable centers) {

  /** What a squared distance of zero is taken for where its logarithm is needed. */
  private static final double SMALLEST_SQUARE = 1e-60;

  /** From x (samples, features) to labels (samples) as int32. */
  ModelFunction predict() {
    return ModelFunction.of(
        "predict", input(), (tf, in) -> Map.of("labels", nearest(tf, in.floats("x"))));
  }

  /** From x (samples, features) to distances (samples, clusters). */
  ModelFunction transform() {
    return ModelFunction.of(
        "transform", input(), (tf, in) -> Map.of("distances", distances(tf, in.floats("x"))));
  }

  /** From x (samples, features) to memberships (samples, clusters). */
  ModelFunction memberships(double fuzzifier) {
    return ModelFunction.of(
        "memberships",
        input(),
        (tf, in) -> Map.of("memberships", memberships(tf, in.floats("x"), fuzzifier)));
  }

  private List<InputSpec> input() {
    return List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, centers.shape().get(1)));
  }

  private Operand<TInt32> nearest(Ops tf, Operand<TFloat32> x) {
    return tf.math.argMin(squares(tf, x), tf.constant(1), TInt32.class);
  }

  private Operand<TFloat32> distances(Ops tf, Operand<TFloat32> x) {
    return tf.dtypes.cast(tf.math.sqrt(squares(tf, x)), TFloat32.class);
  }

  /**
   * From ‖x‖² - 2xc + ‖c‖², in double precision and about one of the centers: near a center, and
   * far from the origin, the terms cancel each other.
   */
  private Operand<TFloat64> squares(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> middle = tf.slice(centers.read(tf), tf.array(0, 0), tf.array(1, -1));
    Operand<TFloat64> rows = tf.dtypes.cast(tf.math.sub(x, middle), TFloat64.class);
    Operand<TFloat64> columns = tf.dtypes.cast(centers.less(tf, middle), TFloat64.class);
    Operand<TFloat64> products = tf.linalg.matMul(rows, columns, MatMul.transposeB(true));
    Operand<TFloat64> ofRows =
        tf.reduceSum(tf.math.square(rows), tf.constant(1), ReduceSum.keepDims(true));
    Operand<TFloat64> ofColumns = tf.reduceSum(tf.math.square(columns), tf.constant(1));
    return tf.math.maximum(
        tf.math.sub(tf.math.add(ofRows, ofColumns), tf.math.mul(products, tf.constant(2.0))),
        tf.constant(0.0));
  }

  /** d^(-2/(m-1)), normalized to sum 1: the softmax of its logarithm. */
  private Operand<TFloat32> memberships(Ops tf, Operand<TFloat32> x, double fuzzifier) {
    Operand<TFloat64> squares = tf.math.maximum(squares(tf, x), tf.constant(SMALLEST_SQUARE));
    double exponent = -1 / (fuzzifier - 1);
    return tf.dtypes.cast(
        tf.nn.softmax(tf.math.mul(tf.math.log(squares), tf.constant(exponent))), TFloat32.class);
  }
}
