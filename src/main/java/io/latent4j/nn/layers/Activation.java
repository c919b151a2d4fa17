package io.latent4j.nn.layers;

import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An activation function as a layer of its own. */
public final class Activation extends Layer {
  private final ActivationFunction function;

  private Activation(ActivationFunction function) {
    this.function = Objects.requireNonNull(function, "function");
  }

  private Activation(String name, ActivationFunction function) {
    super(name);
    this.function = function;
  }

  /**
   * Describes a layer.
   *
   * @param function what it computes
   * @return the layer
   */
  public static Activation of(ActivationFunction function) {
    return new Activation(function);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Activation withName(String name) {
    return new Activation(name, function);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return function.apply(tf, input);
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("activation", function.toString());
  }
}
