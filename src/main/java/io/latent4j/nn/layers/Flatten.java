package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Makes each sample a row: (n, 28, 28) becomes (n, 784), row-major. */
public final class Flatten extends Layer {
  private Flatten() {}

  private Flatten(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Flatten of() {
    return new Flatten();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Flatten withName(String name) {
    return new Flatten(name);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return Shape.of(inputShape.get(0), Shapes.sampleSize(inputShape));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return Shapes.reshape(tf, input, Shapes.anyBatch(outputShape()));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of();
  }
}
