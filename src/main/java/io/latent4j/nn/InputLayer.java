package io.latent4j.nn;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The place of an input among the layers of a functional model, as Keras has it. */
final class InputLayer extends Layer {

  InputLayer(String name) {
    super(name);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return input;
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of();
  }
}
