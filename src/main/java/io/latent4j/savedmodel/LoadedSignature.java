package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.family.TType;

/**
 * A function of a loaded model that can be called: a signature, or one trace of another function.
 *
 * <p>Tensors of types that Java has no class for, such as uint32, are passed as tensors whose
 * elements have the same bits; see {@link ElementTypes#bitsOf}.
 */
public final class LoadedSignature {
  private final LoadedModel model;
  private final StoredFunction function;

  /** By the ranks of the inputs, where those are free. */
  private final Map<List<Integer>, CompiledFunction> compiled = new HashMap<>();

  LoadedSignature(LoadedModel model, StoredFunction function) {
    this.model = model;
    this.function = function;
  }

  /**
   * The name of the signature, or the path of the function.
   *
   * @return the name
   */
  public String name() {
    return function.description().name();
  }

  /**
   * Its inputs, outputs, and what else it was made for.
   *
   * @return the description
   */
  public FunctionDescription description() {
    return function.description();
  }

  StoredFunction stored() {
    return function;
  }

  /**
   * Runs it.
   *
   * @param arguments for each input a tensor, which stays the caller's to close, or Java's numbers,
   *     booleans or texts, alone or in an array, of the input's own type
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape
   * @throws io.latent4j.checkpoint.ModelFormatException if the file has it in a form that can't be
   *     run
   * @throws EngineException if it fails
   */
  public Outputs call(Map<String, ?> arguments) {
    model.initialize();
    Map<String, TType> tensors = new LinkedHashMap<>();
    List<TType> made = new ArrayList<>();
    try {
      List<TensorDescription> inputs = function.description().inputs();
      List<Integer> ranks = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Object argument = arguments.get(inputs.get(i).name());
        TType tensor = tensor(inputs.get(i), argument, made);
        check(inputs.get(i), tensor);
        tensors.put("input_" + i, tensor);
        ranks.add(tensor.rank());
      }
      checkNames(arguments);
      return compiled.computeIfAbsent(ranks, this::compile).call(tensors);
    } finally {
      made.forEach(TType::close);
    }
  }

  private TType tensor(TensorDescription input, Object argument, List<TType> made) {
    if (argument == null) {
      throw new IllegalArgumentException(
          "input '%s' of '%s' is missing".formatted(input.name(), name()));
    }
    if (argument instanceof TType tensor) {
      return tensor;
    }
    TType tensor = ArrayTensors.of(input.name(), argument);
    made.add(tensor);
    return tensor;
  }

  private void checkNames(Map<String, ?> arguments) {
    List<String> names =
        function.description().inputs().stream().map(TensorDescription::name).toList();
    if (!names.containsAll(arguments.keySet())) {
      throw new IllegalArgumentException(
          "inputs of '%s' must be %s, but are %s".formatted(name(), names, arguments.keySet()));
    }
  }

  private void check(TensorDescription input, TType tensor) {
    boolean fits = bits(input).isInstance(tensor);
    if (!fits || !tensor.shape().isCompatibleWith(input.shape())) {
      throw new IllegalArgumentException(
          "input '%s' of '%s' must be %s, but is %s %s"
              .formatted(
                  input.name(),
                  name(),
                  input.typeAndShape(),
                  ElementTypes.name(tensor.dataType()),
                  TensorDescription.text(tensor.shape())));
    }
  }

  private Class<? extends TType> bits(TensorDescription tensor) {
    return ElementTypes.bitsOf(tensor.type())
        .orElseThrow(
            () ->
                model
                    .stored()
                    .broken(
                        "types that Java knows for '%s' of '%s'".formatted(tensor.name(), name()),
                        ElementTypes.name(tensor.type())));
  }

  private CompiledFunction compile(List<Integer> ranks) {
    List<InputSpec> specs = new ArrayList<>();
    for (int i = 0; i < ranks.size(); i++) {
      TensorDescription input = function.description().inputs().get(i);
      Shape shape = input.shape();
      if (shape.isUnknown()) {
        long[] sizes = new long[ranks.get(i)];
        Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
        shape = Shape.of(sizes);
      }
      specs.add(new InputSpec("input_" + i, bits(input), shape));
    }
    String identifier = "f_" + name().replaceAll("[^A-Za-z0-9_]", "_");
    return model
        .engine()
        .function(
            identifier,
            specs,
            (tf, in) -> {
              Map<String, Operand<? extends TType>> operands = new LinkedHashMap<>();
              for (int i = 0; i < specs.size(); i++) {
                operands.put(
                    function.description().inputs().get(i).name(),
                    in.get(specs.get(i).name(), specs.get(i).type()));
              }
              return apply(operands);
            });
  }

  /** Builds it in the body of a function of the model's engine. */
  Map<String, Operand<? extends TType>> apply(Map<String, ? extends Operand<?>> inputs) {
    if (function.unsupported() != null) {
      throw model
          .stored()
          .broken(
              "arguments and results of '" + name() + "' that are tensors", function.unsupported());
    }
    try {
      return named(function.concrete() == null ? ofMainGraph(inputs) : ofLibrary(inputs));
    } catch (TensorFlowException
        | TFUnimplementedException
        | EngineException
        | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw model.unbuildable(name(), reason, e);
    }
  }

  /** A stand-in for an input, in the body of a function that is built but not run. */
  Operand<?> placeholder(TensorDescription input) {
    Ops tf = model.engine().ops();
    return tf.placeholder(bits(input), Placeholder.shape(input.shape()));
  }

  private Output<?> input(TensorDescription input, Map<String, ? extends Operand<?>> inputs) {
    return model.handles().bitcast(inputs.get(input.name()).asOutput(), input.type());
  }

  private List<Output<?>> ofLibrary(Map<String, ? extends Operand<?>> inputs) {
    List<Output<?>> arguments = new ArrayList<>();
    function.description().inputs().forEach(input -> arguments.add(input(input, inputs)));
    function.bound().forEach(node -> arguments.add(model.handles().ofObject(node)));
    return model.handles().inliner().function(function.concrete(), arguments);
  }

  private List<Output<?>> ofMainGraph(Map<String, ? extends Operand<?>> inputs) {
    SignatureDef signature = model.stored().metaGraph().getSignatureDefMap().get(name());
    Map<String, Output<?>> feeds = new LinkedHashMap<>();
    for (TensorDescription input : function.description().inputs()) {
      feeds.put(signature.getInputsOrThrow(input.name()).getName(), input(input, inputs));
    }
    List<String> fetches = new ArrayList<>();
    for (TensorInfo output : new TreeMap<>(signature.getOutputsMap()).values()) {
      fetches.add(output.getName());
    }
    return model.handles().inliner().mainGraph(fetches, feeds);
  }

  private Map<String, Operand<? extends TType>> named(List<Output<?>> outputs) {
    List<TensorDescription> described = function.description().outputs();
    if (described.size() != outputs.size()) {
      throw model
          .stored()
          .broken(described.size() + " results of '" + name() + "'", "" + outputs.size());
    }
    Map<String, Operand<? extends TType>> byName = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      DataType type = outputs.get(i).dataType();
      if (type != described.get(i).type()) {
        throw model
            .stored()
            .broken(
                "'%s' of '%s' of type %s"
                    .formatted(
                        described.get(i).name(),
                        name(),
                        ElementTypes.name(described.get(i).type())),
                ElementTypes.name(type));
      }
      Output<?> bits =
          model.handles().bitcast(outputs.get(i), ElementTypes.of(bits(described.get(i))));
      byName.put(described.get(i).name(), bits);
    }
    return byName;
  }

  @Override
  public String toString() {
    return function.description().toString();
  }
}
