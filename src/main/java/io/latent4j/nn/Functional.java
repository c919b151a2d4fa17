package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network of any form without cycles: several inputs, several outputs, layers that are used at
 * several places. It is a layer itself, so it can be a part of other networks.
 *
 * <pre>{@code
 * SymbolicTensor image = SymbolicTensor.input("image", 784);
 * SymbolicTensor label = SymbolicTensor.input("label", 10);
 * SymbolicTensor hidden = Dense.of(64).call(Concatenate.of().call(image, label));
 * Functional encoder =
 *     Functional.from(image, label)
 *         .output("mean", Dense.of(2).call(hidden))
 *         .output("log_variance", Dense.of(2).call(hidden))
 *         .create();
 * encoder.build(engine);
 * Map<String, Operand<TFloat32>> code =
 *     encoder.call(tf, Map.of("image", x, "label", y), Mode.TRAINING);
 * }</pre>
 *
 * <p>A layer that is called twice has its variables once. It is built for one shape, so it must get
 * the same shape at both places. Variables have Python's paths, {@code layers[2].kernel}, with the
 * layers, inputs among them, in Keras's order.
 */
public final class Functional extends Layer implements SavableModel {
  private final List<SymbolicTensor> inputs;
  private final Map<String, SymbolicTensor> outputs;
  private final LayerGraph graph;

  private Functional(
      List<SymbolicTensor> inputs, Map<String, SymbolicTensor> outputs, LayerGraph graph) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.graph = graph;
  }

  private Functional(
      String name,
      List<SymbolicTensor> inputs,
      Map<String, SymbolicTensor> outputs,
      LayerGraph graph) {
    super(name);
    this.inputs = inputs;
    this.outputs = outputs;
    this.graph = graph;
  }

  /**
   * Describes a network of one input and one output, which has the name of the layer that gives it.
   *
   * @param input what goes in
   * @param output what comes out
   * @return the network
   * @throws IllegalArgumentException as {@link Outputs#create} does
   */
  public static Functional of(SymbolicTensor input, SymbolicTensor output) {
    return from(input).output(output.origin().layer().name(), output).create();
  }

  /**
   * Starts to describe a network.
   *
   * @param inputs what goes in, in order; at least one
   * @return what takes the outputs
   * @throws IllegalArgumentException if there are none
   */
  public static Outputs from(SymbolicTensor... inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("inputs must be at least one, but there are none");
    }
    return new Outputs(List.of(inputs));
  }

  /** A network whose outputs are still to be named. */
  public static final class Outputs {
    private final List<SymbolicTensor> inputs;
    private final Map<String, SymbolicTensor> outputs = new LinkedHashMap<>();

    private Outputs(List<SymbolicTensor> inputs) {
      this.inputs = inputs;
    }

    /**
     * Adds an output.
     *
     * @param name its name: letters, digits and underscores, starting with a letter
     * @param output what comes out
     * @return this
     * @throws IllegalArgumentException if the name is not of that form or an output has it
     */
    public Outputs output(String name, SymbolicTensor output) {
      checkName("name of an output", name);
      if (outputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "outputs must differ in name, but two are named '" + name + "'");
      }
      outputs.put(name, output);
      return this;
    }

    /**
     * Describes the network. Layers that have no name of their own are named as Keras does: {@code
     * dense}, {@code dense_1}.
     *
     * @return the network
     * @throws IllegalArgumentException if there are no outputs, an input does not lead to one, an
     *     output needs more than the inputs, a layer is used for two shapes, or two layers or
     *     inputs have the same given name
     */
    public Functional create() {
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException("outputs must be at least one, but there are none");
      }
      LayerGraph graph = LayerGraph.of(inputs, outputs.values());
      LayerNames.makeUnique(graph.layers());
      return new Functional(
          inputs, Collections.unmodifiableMap(new LinkedHashMap<>(outputs)), graph);
    }
  }

  /**
   * This network, not built, under another name; its layers are shared, not copied.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new network
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Functional withName(String name) {
    return new Functional(name, inputs, outputs, graph);
  }

  /**
   * The layers, an {@code InputLayer} for each input among them.
   *
   * @return the layers, each once, in Keras's order: the farther from the outputs the earlier
   */
  public List<Layer> layers() {
    return graph.layers();
  }

  /**
   * One of the layers.
   *
   * @param name its name
   * @return the layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Layer layer(String name) {
    return layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "layer must be one of %s, but is '%s'"
                        .formatted(layers().stream().map(Layer::name).toList(), name)));
  }

  /**
   * The inputs.
   *
   * @return their names in order
   */
  public List<String> inputNames() {
    return inputs.stream().map(input -> input.origin().layer().name()).toList();
  }

  /**
   * The outputs.
   *
   * @return their names in order
   */
  public List<String> outputNames() {
    return List.copyOf(outputs.keySet());
  }

  /**
   * Builds the network for its inputs and any number of samples: makes the variables of the layers
   * that are not built yet.
   *
   * @param engine where the variables are to live
   * @throws IllegalStateException if the network is built already, or a layer is built in another
   *     engine or for another shape
   */
  public void build(Engine engine) {
    build(engine, inputs.stream().map(SymbolicTensor::shape).toList());
  }

  /**
   * Computes the outputs.
   *
   * @param tf the operations of the engine in which the network was built
   * @param inputs a value for each input, by name
   * @param mode whether this is training
   * @return the outputs by name, in order
   * @throws IllegalArgumentException if the names are not those of the inputs, or one has another
   *     shape
   * @throws IllegalStateException if the network is not built
   */
  public Map<String, Operand<TFloat32>> call(
      Ops tf, Map<String, ? extends Operand<TFloat32>> inputs, Mode mode) {
    checkNames(inputs);
    List<Operand<TFloat32>> values = new ArrayList<>();
    inputNames().forEach(name -> values.add(inputs.get(name)));
    return named(call(tf, values, mode));
  }

  /**
   * The network as one function, {@code call}, from its inputs to its outputs by their names.
   *
   * @return the function, with its form for training
   */
  @Override
  public List<ModelFunction> functions() {
    List<InputSpec> specs = new ArrayList<>();
    for (String name : inputNames()) {
      Shape shape = Shapes.anyBatch(inputs.get(specs.size()).shape());
      specs.add(InputSpec.floats(name, shape.asArray()));
    }
    return List.of(
        ModelFunction.of("call", specs, body(Mode.INFERENCE)).withTraining(body(Mode.TRAINING)));
  }

  private FunctionBody body(Mode mode) {
    return (tf, in) -> {
      Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
      in.names().forEach(name -> values.put(name, in.floats(name)));
      return call(tf, values, mode);
    };
  }

  /**
   * Describes a call of this network in another.
   *
   * @param inputs what each input gets, by name
   * @return what comes out, by name, in order
   * @throws IllegalArgumentException if the names are not those of the inputs, or one has another
   *     shape
   */
  public Map<String, SymbolicTensor> call(Map<String, SymbolicTensor> inputs) {
    checkNames(inputs);
    return named(LayerCall.of(this, inputNames().stream().map(inputs::get).toList()).outputs());
  }

  private void checkNames(Map<String, ?> given) {
    List<String> names = inputNames();
    if (given.size() != names.size() || !given.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "inputs of layer '%s' must be %s, but are %s"
              .formatted(name(), names, given.keySet().stream().sorted().toList()));
    }
  }

  private <T> Map<String, T> named(List<T> values) {
    Map<String, T> map = new LinkedHashMap<>();
    outputs.keySet().forEach(name -> map.put(name, values.get(map.size())));
    return map;
  }

  /** With the given number of samples, where it is known. */
  @Override
  protected List<Shape> shapesAfter(List<Shape> inputShapes) {
    if (inputShapes.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "inputs of layer '%s' must be %s, but are %d"
              .formatted(name(), inputNames(), inputShapes.size()));
    }
    Map<SymbolicTensor, Shape> shapes = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      SymbolicTensor input = inputs.get(i);
      if (!Shapes.same(Shapes.anyBatch(inputShapes.get(i)), input.shape())) {
        throw new IllegalArgumentException(
            "input '%s' of layer '%s' must have the shape %s, but has %s"
                .formatted(
                    inputNames().get(i),
                    name(),
                    Shapes.text(input.shape()),
                    Shapes.text(inputShapes.get(i))));
      }
      shapes.put(input, inputShapes.get(i));
    }
    return walk(shapes, (layer, values) -> layer.computeOutputShapes(values));
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return shapesAfter(List.of(inputShape)).get(0);
  }

  /** Layers are built for any number of samples, so that networks can share them. */
  @Override
  protected void createVariables(Engine engine, List<Shape> inputShapes) {
    for (LayerCall call : graph.calls()) {
      call.layer().checkBuiltFor(engine, call.inputShapes());
    }
    for (Layer layer : layers()) {
      if (!layer.isBuilt()) {
        layer.build(engine, graph.callsOf(layer).get(0).inputShapes());
      }
    }
  }

  @Override
  protected List<Operand<TFloat32>> compute(Ops tf, List<Operand<TFloat32>> inputs, Mode mode) {
    Map<SymbolicTensor, Operand<TFloat32>> values = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(this.inputs.get(i), inputs.get(i));
    }
    return walk(values, (layer, arguments) -> layer.call(tf, arguments, mode));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return compute(tf, List.of(input), mode).get(0);
  }

  private interface Step<T> {
    List<T> apply(Layer layer, List<T> arguments);
  }

  /** Goes from the inputs, which have values, to the outputs. */
  private <T> List<T> walk(Map<SymbolicTensor, T> values, Step<T> step) {
    for (LayerCall call : graph.calls()) {
      if (!(call.layer() instanceof InputLayer)) {
        List<T> results =
            step.apply(call.layer(), call.inputs().stream().map(values::get).toList());
        for (int i = 0; i < results.size(); i++) {
          values.put(call.outputs().get(i), results.get(i));
        }
      }
    }
    return outputs.values().stream().map(values::get).toList();
  }

  @Override
  protected Map<String, Object> options() {
    List<Object> described = new ArrayList<>();
    for (Layer layer : layers()) {
      Map<String, Object> config = layer.config();
      config.put(
          "inbound_nodes",
          graph.callsOf(layer).stream()
              .map(call -> call.inputs().stream().map(Functional::place).toList())
              .toList());
      described.add(config);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layers", described);
    map.put("input_layers", inputs.stream().map(Functional::place).toList());
    Map<String, Object> ends = new LinkedHashMap<>();
    outputs.forEach((name, output) -> ends.put(name, place(output)));
    map.put("output_layers", ends);
    return map;
  }

  /** As Keras has it: layer, call, output. */
  private static List<Object> place(SymbolicTensor tensor) {
    LayerCall origin = tensor.origin();
    return List.of(origin.layer().name(), origin.number(), tensor.index());
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("layers", TrackableList.of(layers()));
  }

  /**
   * A table of the layers, their output shapes and parameters and, unless they just follow one
   * another, what goes into each, as Keras's {@code summary} prints it on 80 columns.
   *
   * @return the table, several lines
   * @throws IllegalStateException if the network is not built
   */
  public String summary() {
    checkBuilt();
    return graph.isStraight()
        ? NetworkSummary.of(this, layers())
        : NetworkSummary.of(this, layers(), this::connections);
  }

  private String connections(Layer layer) {
    List<String> places = new ArrayList<>();
    for (LayerCall call : graph.callsOf(layer)) {
      for (SymbolicTensor input : call.inputs()) {
        LayerCall origin = input.origin();
        places.add("%s[%d][%d]".formatted(origin.layer().name(), origin.number(), input.index()));
      }
    }
    return places.isEmpty() ? "-" : String.join(", ", places);
  }
}
