package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers one after the other. It is a layer itself, so networks can be parts of networks, and one
 * part can be built and called by itself first.
 *
 * <pre>{@code
 * Sequential encoder =
 *     Sequential.of(Dense.of(500).withActivation(ActivationFunction.RELU), Dense.of(10));
 * encoder.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 784));
 * System.out.println(encoder.summary());
 * }</pre>
 *
 * <p>Its variables have Python's paths: {@code layers[0].kernel}.
 */
public final class Sequential extends Layer implements SavableModel {
  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
  }

  private Sequential(String name, List<Layer> layers) {
    super(name);
    this.layers = layers;
  }

  /**
   * Describes a network. Layers that have no name of their own are named as Keras does: {@code
   * dense}, {@code dense_1}.
   *
   * @param layers its layers in order, at least one, each once
   * @return the network
   * @throws IllegalArgumentException if there are none, one is there twice, or two have the same
   *     given name
   */
  public static Sequential of(Layer... layers) {
    return of(List.of(layers));
  }

  /**
   * Describes a network; see {@link #of(Layer...)}.
   *
   * @param layers its layers in order, at least one, each once
   * @return the network
   * @throws IllegalArgumentException if there are none, one is there twice, or two have the same
   *     given name
   */
  public static Sequential of(List<? extends Layer> layers) {
    List<Layer> copy = List.copyOf(layers);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("layers must be at least one, but there are none");
    }
    nameUniquely(copy);
    return new Sequential(copy);
  }

  private static void nameUniquely(List<Layer> layers) {
    Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Layer layer : layers) {
      if (!seen.add(layer)) {
        throw new IllegalArgumentException(
            "layers must each be there once, but '" + layer.name() + "' is there twice");
      }
    }
    LayerNames.makeUnique(layers);
  }

  /**
   * This network, not built, under another name; its layers are shared, not copied.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new network
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Sequential withName(String name) {
    return new Sequential(name, layers);
  }

  /**
   * The layers.
   *
   * @return the layers in order
   */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    Shape shape = inputShape;
    for (Layer layer : layers) {
      shape = layer.computeOutputShape(shape);
    }
    return shape;
  }

  /** Layers that are built already keep their variables if they were built for this use. */
  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    checkBuiltLayers(engine, inputShape);
    Shape shape = inputShape;
    for (Layer layer : layers) {
      if (!layer.isBuilt()) {
        layer.build(engine, shape);
      }
      shape = layer.outputShape();
    }
  }

  private void checkBuiltLayers(Engine engine, Shape inputShape) {
    Shape shape = inputShape;
    for (Layer layer : layers) {
      layer.checkBuiltFor(engine, List.of(shape));
      shape = layer.computeOutputShape(shape);
    }
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TFloat32> value = input;
    for (Layer layer : layers) {
      value = layer.call(tf, value, mode);
    }
    return value;
  }

  /**
   * The network as one function, {@code call}: {@code x} to {@code y}.
   *
   * @return the function, with its form for training
   * @throws IllegalStateException if the network is not built
   */
  @Override
  public List<ModelFunction> functions() {
    InputSpec x = InputSpec.floats("x", Shapes.anyBatch(inputShape()).asArray());
    return List.of(
        ModelFunction.of("call", List.of(x), body(Mode.INFERENCE))
            .withTraining(body(Mode.TRAINING)));
  }

  private FunctionBody body(Mode mode) {
    return (tf, in) -> Map.of("y", call(tf, in.floats("x"), mode));
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("layers", layers.stream().map(Layer::config).toList());
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("layers", TrackableList.of(layers));
  }

  /**
   * A table of the layers, their output shapes and parameters, as Keras's {@code summary} prints it
   * on 80 columns.
   *
   * @return the table, several lines
   * @throws IllegalStateException if the network is not built
   */
  public String summary() {
    checkBuilt();
    return NetworkSummary.of(this, layers);
  }
}
