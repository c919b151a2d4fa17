package io.latent4j.nn.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The mean of its inputs; see {@link ElementwiseMerge} for the shapes that go together. */
public final class Average extends ElementwiseMerge {

  private Average() {}

  private Average(String name) {
    super(name);
  }

  /**
   * Describes a layer.
   *
   * @return the layer
   */
  public static Average of() {
    return new Average();
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Average withName(String name) {
    return new Average(name);
  }

  @Override
  Operand<TFloat32> mergeAligned(Ops tf, List<Operand<TFloat32>> inputs) {
    return tf.math.div(fold(inputs, tf.math::add), tf.constant((float) inputs.size()));
  }
}
