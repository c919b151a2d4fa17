package io.latent4j.nn;

import org.tensorflow.ndarray.Shape;

/**
 * What will flow between the layers of a {@link Functional} model: a shape and where it comes from,
 * without values. It starts at an input; each {@link Layer#call(SymbolicTensor...)} gives the next.
 *
 * <pre>{@code
 * SymbolicTensor x = SymbolicTensor.input("x", 784);
 * SymbolicTensor code = Dense.of(10).call(x);
 * Functional encoder = Functional.of(x, code);
 * }</pre>
 *
 * <p>Nothing that was made can be changed, so there are no cycles.
 */
public final class SymbolicTensor {
  private final LayerCall origin;
  private final int index;
  private final Shape shape;

  SymbolicTensor(LayerCall origin, int index, Shape shape) {
    this.origin = origin;
    this.index = index;
    this.shape = shape;
  }

  /**
   * An input of a model.
   *
   * @param name its name: letters, digits and underscores, starting with a letter
   * @param sampleShape the sizes of one sample, each at least 1; the batch axis comes before them
   * @return the input
   * @throws IllegalArgumentException if the name is not of that form, there are no sizes, or one is
   *     not positive
   */
  public static SymbolicTensor input(String name, long... sampleShape) {
    InputLayer layer = new InputLayer(name);
    if (sampleShape.length == 0) {
      throw new IllegalArgumentException(
          "input '" + name + "' must have a shape of one size or more, but has none");
    }
    for (long size : sampleShape) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "sizes of input '%s' must be at least 1, but are %s"
                .formatted(name, Shapes.text(Shape.of(sampleShape))));
      }
    }
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE).append(Shape.of(sampleShape));
    return LayerCall.ofInput(layer, shape).output();
  }

  /**
   * The shape.
   *
   * @return the shape, the batch axis, which is unknown, included
   */
  public Shape shape() {
    return shape;
  }

  /** The call that gives it. */
  LayerCall origin() {
    return origin;
  }

  /** Which of the outputs of that call it is. */
  int index() {
    return index;
  }

  boolean isInput() {
    return origin.layer() instanceof InputLayer;
  }

  @Override
  public String toString() {
    return "%s of layer '%s'".formatted(Shapes.text(shape), origin.layer().name());
  }
}
