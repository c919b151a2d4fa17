package io.latent4j.nn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The largest of its inputs, number by number; see {@link ElementwiseMerge} for the shapes that go
 * together.
 */
public final class Maximum extends ElementwiseMerge {

  private Maximum() {}

  private Maximum(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Maximum of() {
    return new Maximum();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Maximum withName(String name) {
    return new Maximum(name);
  }

  @Override
  Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs) {
    return fold(inputs, tf.math::maximum);
  }
}
