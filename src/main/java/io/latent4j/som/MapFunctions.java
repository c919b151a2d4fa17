package io.latent4j.som;

import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.PairedVariable;
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
 * What a map computes when it is saved, in TensorFlow.
 *
 * @param weights (rows, columns, features)
 */
record MapFunctions(PairedVariable weights) {

  /** From x (samples, features) to winners (samples, 2: row, column) as int32. */
  ModelFunction predict() {
    return ModelFunction.of(
        "predict", input(), (tf, in) -> Map.of("winners", winners(tf, in.floats("x"))));
  }

  /** From x (samples, features) to the weights of the winners, quantized (samples, features). */
  ModelFunction quantize() {
    return ModelFunction.of(
        "quantize",
        input(),
        (tf, in) ->
            Map.of(
                "quantized",
                tf.gather(
                    neurons(tf, weights.read(tf)), nearest(tf, in.floats("x")), tf.constant(0))));
  }

  private List<InputSpec> input() {
    return List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features()));
  }

  private int columns() {
    return (int) weights.shape().get(1);
  }

  private int features() {
    return (int) weights.shape().get(2);
  }

  private Operand<TFloat32> neurons(Ops tf, Operand<TFloat32> map) {
    return tf.reshape(map, tf.constant(new int[] {-1, features()}));
  }

  private Operand<TInt32> winners(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> winner = nearest(tf, x);
    Operand<TInt32> width = tf.constant(columns());
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
}
