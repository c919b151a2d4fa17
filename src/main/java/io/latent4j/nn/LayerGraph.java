package io.latent4j.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * The calls that lead from inputs to outputs, each after those that it needs, and their layers in
 * Keras's order: the farther from the outputs the earlier.
 */
final class LayerGraph {
  private final Set<LayerCall> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<LayerCall> calls = new ArrayList<>();

  /** In the order in which a walk from the outputs comes by. */
  private final List<Layer> met = new ArrayList<>();

  private final Map<Layer, Integer> distances = new IdentityHashMap<>();
  private final List<Layer> layers;

  private LayerGraph(Collection<SymbolicTensor> outputs) {
    outputs.forEach(output -> visit(output.origin()));
    measure();
    layers = new ArrayList<>(met);
    layers.sort(Comparator.comparing(distances::get, Comparator.reverseOrder()));
  }

  static LayerGraph of(List<SymbolicTensor> inputs, Collection<SymbolicTensor> outputs) {
    LayerGraph graph = new LayerGraph(outputs);
    graph.checkConnected(inputs);
    graph.checkShared();
    return graph;
  }

  private void visit(LayerCall call) {
    if (seen.add(call)) {
      Layer layer = call.layer();
      if (met.stream().noneMatch(other -> other == layer)) {
        met.add(layer);
      }
      call.inputs().forEach(input -> visit(input.origin()));
      calls.add(call);
    }
  }

  /** How many calls there are at most from a layer to an output. */
  private void measure() {
    Map<LayerCall, Integer> ofCalls = new IdentityHashMap<>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      LayerCall call = calls.get(i);
      int distance =
          Math.max(ofCalls.getOrDefault(call, 0), distances.getOrDefault(call.layer(), 0));
      distances.put(call.layer(), distance);
      for (SymbolicTensor input : call.inputs()) {
        ofCalls.merge(input.origin(), distance + 1, Math::max);
      }
    }
  }

  private void checkConnected(List<SymbolicTensor> inputs) {
    List<String> names = inputs.stream().map(input -> input.origin().layer().name()).toList();
    Set<Layer> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (SymbolicTensor input : inputs) {
      Layer layer = input.origin().layer();
      if (!input.isInput()) {
        throw new IllegalArgumentException(
            "inputs must be made by SymbolicTensor.input, but one is " + input);
      }
      if (!known.add(layer)) {
        throw new IllegalArgumentException("inputs must each be there once, but are " + names);
      }
      if (!distances.containsKey(layer)) {
        throw new IllegalArgumentException(
            "inputs must each lead to an output, but '" + layer.name() + "' leads to none");
      }
    }
    for (Layer layer : met) {
      if (layer instanceof InputLayer && !known.contains(layer)) {
        throw new IllegalArgumentException(
            "outputs must come from the inputs %s alone, but need '%s'"
                .formatted(names, layer.name()));
      }
    }
  }

  /** A layer is built for one shape. */
  private void checkShared() {
    Map<Layer, List<Shape>> shapes = new IdentityHashMap<>();
    for (LayerCall call : calls) {
      List<Shape> first = shapes.putIfAbsent(call.layer(), call.inputShapes());
      if (first != null && !Shapes.same(first, call.inputShapes())) {
        throw new IllegalArgumentException(
            "layer '%s' must get the same shape wherever it is used, but gets %s and %s"
                .formatted(
                    call.layer().name(), Shapes.text(first), Shapes.text(call.inputShapes())));
      }
    }
  }

  /** Those of inputs included. */
  List<LayerCall> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Each once, inputs included. */
  List<Layer> layers() {
    return Collections.unmodifiableList(layers);
  }

  List<LayerCall> callsOf(Layer layer) {
    return calls.stream()
        .filter(call -> call.layer() == layer)
        .sorted(Comparator.comparingInt(LayerCall::number))
        .toList();
  }

  /** Whether each call has one input and one that follows, so that a list of layers tells all. */
  boolean isStraight() {
    return calls.size() == layers.size()
        && layers.stream().mapToInt(distances::get).distinct().count() == layers.size()
        && calls.stream().allMatch(call -> call.inputs().size() <= 1);
  }
}
