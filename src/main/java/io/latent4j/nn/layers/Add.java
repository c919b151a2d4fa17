package io.latent4j.nn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The sum of its inputs; see {@link ElementwiseMerge} for the shapes that go together. */
public final class Add extends ElementwiseMerge {

  private Add() {}

  private Add(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Add of() {
    return new Add();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Add withName(String name) {
    return new Add(name);
  }

  @Override
  Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs) {
    return fold(inputs, tf.math::add);
  }
}
