package io.latent4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** One use of a layer in a functional model; a layer that is shared has several. */
final class LayerCall {
  private final Layer layer;
  private final int number;
  private final List<Shape> inputShapes;
  private final List<SymbolicTensor> inputs;
  private final List<SymbolicTensor> outputs = new ArrayList<>();

  private LayerCall(
      Layer layer, List<SymbolicTensor> inputs, List<Shape> inputShapes, List<Shape> outputShapes) {
    this.layer = layer;
    this.number = layer.nextCall();
    this.inputs = List.copyOf(inputs);
    this.inputShapes = inputShapes;
    for (Shape shape : outputShapes) {
      outputs.add(new SymbolicTensor(this, outputs.size(), shape));
    }
  }

  static LayerCall ofInput(InputLayer layer, Shape shape) {
    return new LayerCall(layer, List.of(), List.of(shape), List.of(shape));
  }

  /** Refuses inputs that the layer can't take. */
  static LayerCall of(Layer layer, List<SymbolicTensor> inputs) {
    List<Shape> shapes = inputs.stream().map(SymbolicTensor::shape).toList();
    return new LayerCall(layer, inputs, shapes, layer.computeOutputShapes(shapes));
  }

  Layer layer() {
    return layer;
  }

  /** Which use of the layer it is, counted from 0. */
  int number() {
    return number;
  }

  /** None for an input of a model. */
  List<SymbolicTensor> inputs() {
    return inputs;
  }

  List<Shape> inputShapes() {
    return inputShapes;
  }

  List<SymbolicTensor> outputs() {
    return outputs;
  }

  SymbolicTensor output() {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "layer '%s' must have one output to be called like this, but has %d: call it by names"
              .formatted(layer.name(), outputs.size()));
    }
    return outputs.get(0);
  }
}
