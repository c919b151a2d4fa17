package io.latent4j.autoencoder;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.layers.Dense;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How fast codes change with samples: the squared derivatives of the units of the code by the
 * features of the sample, summed over both and meaned over samples.
 */
final class Contraction {
  private final AutoencoderNetwork network;

  Contraction(AutoencoderNetwork network) {
    this.network = network;
  }

  /**
   * Measures it.
   *
   * @param tf the operations of the engine
   * @param x the samples that go in, shaped
   * @param code what the encoder made of them
   * @return a scalar
   */
  Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x, Operand<TFloat32> code) {
    List<Layer> layers = network.encoder().layers();
    boolean isOneSigmoid =
        layers.size() == 1
            && layers.get(0) instanceof Dense
            && ActivationFunction.SIGMOID
                .toString()
                .equals(layers.get(0).config().get("activation"));
    return isOneSigmoid ? ofSigmoid(tf, (Dense) layers.get(0), code) : ofAny(tf, x);
  }

  /** The derivative of unit j by feature i is h_j (1 - h_j) w_ij. */
  private Operand<TFloat32> ofSigmoid(Ops tf, Dense layer, Operand<TFloat32> code) {
    Operand<TFloat32> slopes = tf.math.mul(code, tf.math.sub(tf.constant(1f), code));
    Operand<TFloat32> weights =
        tf.reduceSum(tf.math.square(layer.kernel().read(tf)), tf.constant(0));
    Operand<TFloat32> each = tf.math.mul(tf.math.square(slopes), weights);
    return tf.math.mean(tf.reduceSum(each, tf.constant(1)), tf.constant(0));
  }

  /**
   * Each sample is encoded once for each unit of the code, so that one backward pass, which is
   * recorded for the gradient of the gradient, gives all derivatives.
   */
  private Operand<TFloat32> ofAny(Ops tf, Operand<TFloat32> x) {
    int units = (int) network.encoder().outputShape().tail().size();
    int features = (int) network.input().size();
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, features}));
    Operand<TFloat32> copies =
        tf.reshape(
            tf.tile(rows, tf.constant(new int[] {1, units})),
            tf.constant(network.input().prepend(-1).asArray()));
    try (GradientTape tape = GradientTape.on(network.engine())) {
      tape.watch(copies);
      Operand<TFloat32> codes = network.encode(tf, copies, Mode.INFERENCE);
      Operand<TFloat32> flat = tf.reshape(codes, tf.constant(new int[] {-1, units, units}));
      // Of the copy for unit j only that unit counts.
      Operand<TFloat32> chosen = tf.math.mul(flat, identity(tf, units));
      Operand<TFloat32> derivatives = tape.gradient(chosen, copies);
      Operand<TFloat32> squares =
          tf.math.square(tf.reshape(derivatives, tf.constant(new int[] {-1, units * features})));
      return tf.math.mean(tf.reduceSum(squares, tf.constant(1)), tf.constant(0));
    }
  }

  private static Operand<TFloat32> identity(Ops tf, int size) {
    float[][] rows = new float[size][size];
    for (int i = 0; i < size; i++) {
      rows[i][i] = 1;
    }
    return tf.constant(rows);
  }
}
