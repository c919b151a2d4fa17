package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gives each sample another shape: with the target (28, -1), (n, 784) becomes (n, 28, 28). */
public final class Reshape extends Layer {
  private final long[] target;

  private Reshape(long[] target) {
    this.target = target;
  }

  private Reshape(String name, long[] target) {
    super(name);
    this.target = target;
  }

  /**
   * Describes a layer.
   *
   * @param target the shape of one sample, without the batch axis; one size may be -1, which is
   *     computed from the others
   * @return the layer
   * @throws IllegalArgumentException if a size is neither positive nor -1, or more than one is -1
   */
  public static Reshape of(long... target) {
    long free = Arrays.stream(target).filter(size -> size == Shape.UNKNOWN_SIZE).count();
    long known = Arrays.stream(target).filter(size -> size > 0).count();
    if (free > 1 || free + known != target.length) {
      throw new IllegalArgumentException(
          "target must have positive sizes and at most one -1, but is " + Arrays.toString(target));
    }
    return new Reshape(target.clone());
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Reshape withName(String name) {
    return new Reshape(name, target);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    long size = Shapes.sampleSize(inputShape);
    long known = Arrays.stream(target).filter(s -> s > 0).reduce(1, (a, b) -> a * b);
    boolean free = Arrays.stream(target).anyMatch(s -> s < 0);
    if (free ? size % known != 0 : size != known) {
      throw new IllegalArgumentException(
          "input of layer '%s' must fill the target %s, but has the shape %s with %d numbers a sample"
              .formatted(name(), Arrays.toString(target), Shapes.text(inputShape), size));
    }
    long[] sizes = new long[target.length + 1];
    sizes[0] = inputShape.get(0);
    for (int i = 0; i < target.length; i++) {
      sizes[i + 1] = target[i] < 0 ? size / known : target[i];
    }
    return Shape.of(sizes);
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return Shapes.reshape(tf, input, Shapes.anyBatch(outputShape()));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("target_shape", Arrays.stream(target).boxed().toList());
  }
}
