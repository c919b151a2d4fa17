package io.latent4j.nn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The first of two inputs less the second; see {@link ElementwiseMerge} for the shapes that go
 * together.
 */
public final class Subtract extends ElementwiseMerge {

  private Subtract() {}

  private Subtract(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Subtract of() {
    return new Subtract();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Subtract withName(String name) {
    return new Subtract(name);
  }

  @Override
  protected Shape shapeAfterMerging(List<Shape> inputShapes) {
    if (inputShapes.size() != 2) {
      throw refusal("be two", inputShapes);
    }
    return super.shapeAfterMerging(inputShapes);
  }

  @Override
  Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs) {
    return tf.math.sub(inputs.get(0), inputs.get(1));
  }
}
