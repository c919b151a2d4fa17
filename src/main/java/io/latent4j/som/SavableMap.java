package io.latent4j.som;

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
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A self-organising map as a TensorFlow model: the variable {@code weights} (rows, columns,
 * features) and the functions {@code predict}, from x (samples, features) to winners (samples, 2:
 * row, column) as int32, and {@code quantize}, from x to the weights of the winners, quantized
 * (samples, features). x is scaled as the samples of the fit were; the scale is the asset {@code
 * preprocessing.json}. Where the samples are so far from zero that float32 has too few digits for
 * the weights, the variable {@code weights_remainder} has what is missing.
 */
public final class SavableMap implements SavableModel, AutoCloseable {
  private final GraphEngine engine = GraphEngine.create(EngineOptions.defaults());
  private final PairedVariable weights;
  private final Scaling scaling;
  private final int columns;
  private final int features;

  /**
   * A map.
   *
   * @param grid its neurons
   * @param values their weights, neuron by neuron
   * @param exact whether float32 has too few digits for them
   * @param scaling how samples are scaled
   */
  SavableMap(SomGrid grid, double[] values, boolean exact, Scaling scaling) {
    this.scaling = scaling;
    this.columns = grid.columns();
    this.features = values.length / grid.neurons();
    Shape shape = Shape.of(grid.rows(), columns, features);
    try {
      weights = PairedVariable.of(engine, "weights", shape, values, exact);
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
    return weights.children();
  }

  @Override
  public List<ModelFunction> functions() {
    List<InputSpec> x = List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features));
    return List.of(
        ModelFunction.of("predict", x, (tf, in) -> Map.of("winners", winners(tf, in.floats("x")))),
        ModelFunction.of(
            "quantize",
            x,
            (tf, in) ->
                Map.of(
                    "quantized",
                    tf.gather(
                        neurons(tf, weights.read(tf)),
                        nearest(tf, in.floats("x")),
                        tf.constant(0)))));
  }

  private Operand<TFloat32> neurons(Ops tf, Operand<TFloat32> map) {
    return tf.reshape(map, tf.constant(new int[] {-1, features}));
  }

  private Operand<TInt32> winners(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> winner = nearest(tf, x);
    Operand<TInt32> width = tf.constant(columns);
    return tf.stack(
        List.of(tf.math.floorDiv(winner, width), tf.math.floorMod(winner, width)), Stack.axis(1L));
  }

  /** ‖x‖² is the same for all neurons; about one of them, the rest does not cancel. */
  private Operand<TInt32> nearest(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> middle =
        tf.slice(neurons(tf, weights.read(tf)), tf.array(0, 0), tf.array(1, -1));
    Operand<TFloat32> centered = neurons(tf, weights.less(tf, middle));
    Operand<TFloat32> products =
        tf.linalg.matMul(tf.math.sub(x, middle), centered, MatMul.transposeB(true));
    Operand<TFloat32> squares =
        tf.math.sub(
            tf.reduceSum(tf.math.square(centered), tf.constant(1)),
            tf.math.mul(products, tf.constant(2f)));
    return tf.math.argMin(squares, tf.constant(1), TInt32.class);
  }

  @Override
  public Map<String, byte[]> assets() {
    return Map.of("preprocessing.json", scaling.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public void close() {
    engine.close();
  }
}
