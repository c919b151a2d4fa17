package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.layers.Dense;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The way back through a dense layer: {@code activation(x kernel^T + bias)} with that layer's
 * kernel, which belongs to it and is not among the variables of this one, and a bias of its own.
 */
final class TiedDense extends Layer {
  private final Dense mirrored;
  private final int units;
  private final ActivationFunction activation;
  private ModelVariable<TFloat32> bias;

  private TiedDense(Dense mirrored, int units, ActivationFunction activation) {
    this.mirrored = mirrored;
    this.units = units;
    this.activation = activation;
  }

  /**
   * The way back through a layer.
   *
   * @param mirrored the layer, which must be built before this one
   * @param units how many features go into it
   */
  static TiedDense to(Dense mirrored, int units) {
    return new TiedDense(mirrored, units, ActivationFunction.LINEAR);
  }

  TiedDense withActivation(ActivationFunction function) {
    return new TiedDense(mirrored, units, function);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return Shapes.withLast(inputShape, units);
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    Shape kernel = mirrored.kernel().shape();
    if (!kernel.equals(Shape.of(units, Shapes.last(inputShape)))) {
      throw new IllegalArgumentException(
          "layer '%s' must be tied to a kernel of shape (%d, %d), but it is of shape %s"
              .formatted(name(), units, Shapes.last(inputShape), Shapes.text(kernel)));
    }
    bias = addWeight(engine, "bias", Shape.of(units), Initializers.zeros());
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TFloat32> product =
        tf.linalg.matMul(input, mirrored.kernel().read(tf), MatMul.transposeB(true));
    return activation.apply(tf, tf.nn.biasAdd(product, bias.read(tf)));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("units", units);
    map.put("activation", activation.toString());
    map.put("tied_to", mirrored.name());
    return map;
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("bias", bias);
  }
}
