package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
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
 * <p>Strings are bytes: an input of them takes texts, which go in as UTF-8, and bytes as they are;
 * of an output, {@code outputs.get(name, TString.class).asBytes()} gives the bytes. Tensors of
 * types that Java has no class for, such as uint32, are passed as tensors whose elements have the
 * same bits; see {@link ElementTypes#bitsOf}.
 */
public final class LoadedSignature {
  private static final int LEFT_OUT = -1;
  private static final Pattern DEFINITION =
      Pattern.compile("for '\\{\\{node ([^}]*)}} = (\\w+)\\[[^]]*]\\([^)]*\\)'");
  private static final Pattern NODE = Pattern.compile("\\{\\{node ([^}]*)}}");

  private final LoadedModel model;
  private final StoredFunction function;
  private final List<SignatureInput> inputs;

  /** By the ranks of the inputs, which may be free or left out. */
  private final Map<List<Integer>, CompiledFunction> compiled = new HashMap<>();

  LoadedSignature(LoadedModel model, StoredFunction function) {
    this.model = model;
    this.function = function;
    this.inputs =
        function.description().inputs().stream()
            .map(input -> new SignatureInput(model.stored(), name(), input))
            .toList();
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

  List<SignatureInput> inputs() {
    return inputs;
  }

  StoredFunction stored() {
    return function;
  }

  /**
   * How samples are scaled for an input. The scaling that a model keeps is that of the data it was
   * trained on, so it is for the input that takes such data: the one called {@code x}, as in all
   * models that are trained here, or else, in a model without an {@code x}, the function's only
   * input. What other inputs take, such as codes, is left as it is.
   *
   * @param input the name of the input
   * @return {@link LoadedModel#scaling()} for data, if the model has one; none otherwise
   * @throws IllegalArgumentException if there is no input of that name
   * @throws io.latent4j.checkpoint.ModelFormatException if the model's scaling is damaged
   */
  public Scaling scalingOf(String input) {
    return takesData(input) ? model.scaling().orElseGet(Scaling::none) : Scaling.none();
  }

  /**
   * Whether an input takes data as the model was trained on, for which the scaling is that the
   * model keeps; see {@link #scalingOf}.
   *
   * @param input the name of the input
   * @return true for data, false for codes and the like
   * @throws IllegalArgumentException if there is no input of that name
   */
  public boolean takesData(String input) {
    description().input(input);
    return input.equals(LoadedModel.DATA) || inputs.size() == 1 && !model.namesData();
  }

  /**
   * Samples as the tensor that an input takes: scaled, in the input's type, and flattened or made
   * images as its shape wants.
   *
   * @param input the name of the input
   * @param samples the samples
   * @param scaling how to scale them, such as {@link #scalingOf}
   * @return the tensor, to be closed by the caller
   * @throws IllegalArgumentException if there is no input of that name, it wants another number of
   *     features than the samples or the scaling have, or its type can't hold a value
   */
  public TType tensor(String input, Samples samples, Scaling scaling) {
    TensorDescription description = description().input(input);
    return new SignatureInput(model.stored(), name(), description).tensor(samples, scaling);
  }

  /**
   * Runs it on samples, scaled by {@link #scalingOf} and flattened or made images as the input
   * wants. All samples are in one call; for many, call it on {@link Samples#rows} of them.
   *
   * @param samples what the only input takes, on their own scale
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if it has several inputs that must be given, or none, the
   *     samples do not fit, or the model refuses them
   * @throws io.latent4j.checkpoint.ModelFormatException if the file has it in a form that can't be
   *     run
   * @throws EngineException if it fails
   */
  public Outputs call(Samples samples) {
    String input = onlyInput();
    return call(samples, scalingOf(input));
  }

  /**
   * Runs it on samples with a scaling of the caller's own.
   *
   * @param samples what the only input takes
   * @param scaling how to scale them; {@link Scaling#none()} if they are scaled already
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if it has several inputs that must be given, or none, the
   *     samples do not fit, or the model refuses them
   * @throws io.latent4j.checkpoint.ModelFormatException if the file has it in a form that can't be
   *     run
   * @throws EngineException if it fails
   */
  public Outputs call(Samples samples, Scaling scaling) {
    String input = onlyInput();
    try (TType tensor = tensor(input, samples, scaling)) {
      return call(Map.of(input, tensor));
    }
  }

  private String onlyInput() {
    List<String> needed =
        inputs.stream()
            .map(input -> input.description().name())
            .filter(name -> !description().optional().contains(name))
            .toList();
    if (needed.size() != 1) {
      throw new IllegalArgumentException(
          "function must take samples as its only input, but '%s' has the inputs %s"
              .formatted(name(), needed));
    }
    return needed.get(0);
  }

  /**
   * Runs it.
   *
   * @param arguments for each input that is not optional a tensor, which stays the caller's to
   *     close; or samples, see {@link #call(Samples)}; or Java's numbers, booleans, texts or byte
   *     strings, alone or in an array, of the input's own type
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape,
   *     or the model refuses what it is called with
   * @throws io.latent4j.checkpoint.ModelFormatException if the file has it in a form that can't be
   *     run
   * @throws EngineException if it fails
   */
  public Outputs call(Map<String, ?> arguments) {
    model.initialize();
    Map<String, TType> tensors = new LinkedHashMap<>();
    List<TType> made = new ArrayList<>();
    try {
      List<Integer> ranks = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        String name = inputs.get(i).description().name();
        Object argument = arguments.get(name);
        if (argument != null) {
          Scaling scaling = argument instanceof Samples ? scalingOf(name) : Scaling.none();
          TType tensor = inputs.get(i).tensor(argument, scaling, made);
          tensors.put("input_" + i, tensor);
          ranks.add(tensor.rank());
        } else if (description().optional().contains(name)) {
          ranks.add(LEFT_OUT);
        } else {
          throw new IllegalArgumentException(
              "input '%s' of '%s' is missing".formatted(name, name()));
        }
      }
      checkNames(arguments);
      return run(compiled.computeIfAbsent(ranks, this::compile), tensors);
    } finally {
      made.forEach(TType::close);
    }
  }

  private Outputs run(CompiledFunction ready, Map<String, TType> tensors) {
    try {
      return ready.call(tensors);
    } catch (EngineException e) {
      if (e.getCause() instanceof TFInvalidArgumentException refusal) {
        throw refused(refusal.getMessage(), e);
      }
      throw e;
    }
  }

  /** What TensorFlow says of operations that get what they can't work on. */
  private IllegalArgumentException refused(String message, RuntimeException cause) {
    String reason =
        String.valueOf(message)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("[[") && !line.startsWith("(1)"))
            .map(line -> line.replaceFirst("^\\(0\\) INVALID_ARGUMENT: ", ""))
            .filter(line -> !line.matches("\\d+ root error\\(s\\) found\\."))
            .findFirst()
            .orElse("no reason is told");
    // Of an operation that can't even be built, TensorFlow shows all that it is made of.
    Matcher definition = DEFINITION.matcher(reason);
    if (definition.find()) {
      reason = definition.replaceFirst("for $2").replaceFirst("\\.$", "");
    }
    Matcher node = NODE.matcher(message);
    String place = node.find() ? ", at '" + node.group(1) + "'" : "";
    return new IllegalArgumentException(
        "inputs of '%s' must fit its operations, but: %s%s".formatted(name(), reason, place),
        cause);
  }

  private void checkNames(Map<String, ?> arguments) {
    List<String> names = inputs.stream().map(input -> input.description().name()).toList();
    if (!names.containsAll(arguments.keySet())) {
      throw new IllegalArgumentException(
          "inputs of '%s' must be %s, but are %s".formatted(name(), names, arguments.keySet()));
    }
  }

  private CompiledFunction compile(List<Integer> ranks) {
    List<InputSpec> specs = new ArrayList<>();
    Map<String, InputSpec> byInput = new LinkedHashMap<>();
    for (int i = 0; i < ranks.size(); i++) {
      if (ranks.get(i) == LEFT_OUT) {
        continue;
      }
      SignatureInput input = inputs.get(i);
      Shape shape = input.tensorShape();
      if (shape.isUnknown()) {
        long[] sizes = new long[ranks.get(i)];
        Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
        shape = Shape.of(sizes);
      }
      InputSpec spec = new InputSpec("input_" + i, input.tensorClass(), shape);
      specs.add(spec);
      byInput.put(input.description().name(), spec);
    }
    return model
        .engine()
        .function(
            identifier(),
            specs,
            (tf, in) -> {
              Map<String, Operand<? extends TType>> operands = new LinkedHashMap<>();
              byInput.forEach((name, spec) -> operands.put(name, in.get(spec.name(), spec.type())));
              return apply(operands);
            });
  }

  private String identifier() {
    return "f_" + name().replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** Builds it in the body of a function of the model's engine. */
  Map<String, Operand<? extends TType>> apply(Map<String, ? extends Operand<?>> arguments) {
    if (function.unsupported() != null) {
      throw model
          .stored()
          .broken(
              "arguments and results of '" + name() + "' that are tensors", function.unsupported());
    }
    inputs.stream()
        .filter(input -> arguments.containsKey(input.description().name()))
        .forEach(input -> input.check(arguments.get(input.description().name())));
    try {
      return build(arguments);
    } catch (TensorFlowException
        | TFUnimplementedException
        | EngineException
        | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      if (canBeBuiltAsDescribed(arguments)) {
        throw refused(reason.replaceFirst("^operation \\w+ failed: ", ""), e);
      }
      throw model.unbuildable(name(), reason, e);
    }
  }

  private Map<String, Operand<? extends TType>> build(Map<String, ? extends Operand<?>> arguments) {
    return named(function.concrete() == null ? ofMainGraph(arguments) : ofLibrary(arguments));
  }

  /**
   * Whether the fault is with the arguments and not with the file: they are of shapes that the file
   * leaves open, and with open shapes the operations fit each other.
   */
  private boolean canBeBuiltAsDescribed(Map<String, ? extends Operand<?>> arguments) {
    boolean same = true;
    Map<String, Operand<?>> open = new LinkedHashMap<>();
    for (SignatureInput input : inputs) {
      String name = input.description().name();
      if (arguments.containsKey(name)) {
        Shape shape = arguments.get(name).asOutput().shape();
        same &= shape.toString().equals(input.tensorShape().toString());
        open.put(name, placeholder(input.description()));
      }
    }
    if (same) {
      return false;
    }
    try {
      build(open);
      return true;
    } catch (TensorFlowException
        | TFUnimplementedException
        | EngineException
        | IllegalArgumentException e) {
      return false;
    }
  }

  /** A stand-in for an input, in the body of a function that is built but not run. */
  Operand<?> placeholder(TensorDescription input) {
    SignatureInput stood = new SignatureInput(model.stored(), name(), input);
    Ops tf = model.engine().ops();
    return tf.placeholder(stood.tensorClass(), Placeholder.shape(stood.tensorShape()));
  }

  private Output<?> input(TensorDescription input, Map<String, ? extends Operand<?>> arguments) {
    Operand<?> argument = arguments.get(input.name());
    return argument == null
        ? ownDefault(input)
        : model.handles().bitcast(argument.asOutput(), input.type());
  }

  private Output<?> ownDefault(TensorDescription input) {
    return model.handles().constant(input, function.defaults().get(input.name()));
  }

  /** The value of an optional input, passed as callers pass theirs. */
  Operand<?> defaultOf(TensorDescription input) {
    return model.handles().bitcast(ownDefault(input), bits(input));
  }

  private List<Output<?>> ofLibrary(Map<String, ? extends Operand<?>> given) {
    List<Output<?>> arguments = new ArrayList<>();
    function.description().inputs().forEach(input -> arguments.add(input(input, given)));
    function.bound().forEach(node -> arguments.add(model.handles().ofObject(node)));
    return model.handles().inliner().function(function.concrete(), arguments);
  }

  private List<Output<?>> ofMainGraph(Map<String, ? extends Operand<?>> given) {
    SignatureDef signature = model.stored().metaGraph().getSignatureDefMap().get(name());
    Map<String, Output<?>> feeds = new LinkedHashMap<>();
    for (TensorDescription input : function.description().inputs()) {
      feeds.put(signature.getInputsOrThrow(input.name()).getName(), input(input, given));
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
      Output<?> bits = model.handles().bitcast(outputs.get(i), bits(described.get(i)));
      byName.put(described.get(i).name(), bits);
    }
    return byName;
  }

  private DataType bits(TensorDescription output) {
    return ElementTypes.of(SignatureInput.tensorClass(model.stored(), name(), output));
  }

  @Override
  public String toString() {
    return function.description().toString();
  }
}
