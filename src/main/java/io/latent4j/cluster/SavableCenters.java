package io.latent4j.cluster;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The centers of clusters as a TensorFlow model: the variable {@code centers} (clusters, features)
 * and the functions {@code predict}, from x (samples, features) to labels (samples) as int32, and
 * {@code transform}, from x to distances (samples, clusters); those of fuzzy c-means have {@code
 * memberships} too. x is scaled as the samples of the fit were; the scale is the asset {@code
 * preprocessing.json}. Where the samples are so far from zero that float32 has too few digits for
 * the centers, the variable {@code centers_remainder} has what is missing.
 */
public final class SavableCenters implements SavableModel, AutoCloseable {
  /** What a squared distance of zero is taken for where its logarithm is needed. */
  private static final double SMALLEST_SQUARE = 1e-60;

  private final GraphEngine engine = GraphEngine.create(EngineOptions.defaults());
  private final PairedVariable centers;
  private final Scaling scaling;
  private final OptionalDouble fuzzifier;
  private final int features;

  SavableCenters(Centers found, OptionalDouble fuzzifier) {
    this.scaling = found.scaling();
    this.fuzzifier = fuzzifier;
    this.features = found.features();
    double[] flat = Arrays.stream(found.centers()).flatMapToDouble(Arrays::stream).toArray();
    Shape shape = Shape.of(found.count(), features);
    try {
      centers = PairedVariable.of(engine, "centers", shape, flat, found.needDouble());
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Map<String, Trackable> children() {
    return centers.children();
  }

  @Override
  public List<ModelFunction> functions() {
    List<InputSpec> x = List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features));
    List<ModelFunction> functions = new ArrayList<>();
    functions.add(
        ModelFunction.of("predict", x, (tf, in) -> Map.of("labels", nearest(tf, in.floats("x")))));
    functions.add(
        ModelFunction.of(
            "transform", x, (tf, in) -> Map.of("distances", distances(tf, in.floats("x")))));
    if (fuzzifier.isPresent()) {
      functions.add(
          ModelFunction.of(
              "memberships",
              x,
              (tf, in) -> Map.of("memberships", memberships(tf, in.floats("x")))));
    }
    return functions;
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
  private Operand<TFloat32> memberships(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat64> squares = tf.math.maximum(squares(tf, x), tf.constant(SMALLEST_SQUARE));
    double exponent = -1 / (fuzzifier.getAsDouble() - 1);
    return tf.dtypes.cast(
        tf.nn.softmax(tf.math.mul(tf.math.log(squares), tf.constant(exponent))), TFloat32.class);
  }

  @Override
  public Map<String, byte[]> assets() {
    return Map.of("preprocessing.json", scaling.toJson().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SavableCenters[" + centers + "]";
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public void close() {
    engine.close();
  }
}
