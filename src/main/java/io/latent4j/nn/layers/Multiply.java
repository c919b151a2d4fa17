package io.latent4j.nn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The product of its inputs; see {@link ElementwiseMerge} for the shapes that go together. */
public final class Multiply extends ElementwiseMerge {

  private Multiply() {}

  private Multiply(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Multiply of() {
    return new Multiply();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Multiply withName(String name) {
    return new Multiply(name);
  }

  @Override
  Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs) {
    return fold(inputs, tf.math::mul);
  }
}
