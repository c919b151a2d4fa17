package io.latent4j.model;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.SavableModel;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.TensorDescription;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The functions of a network by name, whether it was trained here or loaded, on any number of
 * samples: a part at a time, so that native memory stays small.
 */
public final class ModelFunctions implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 2048;

  private final Map<String, RowFunction> functions;
  private final Map<String, AnyFunction> all;
  private final Supplier<Map<String, ModelVariable<?>>> variables;
  private final Scaling scaling;
  private final Optional<SavableModel> savable;
  private final Saving saving;
  private final Runnable close;

  /** A function from one matrix to others. */
  private record RowFunction(String name, Shape input, Call call) {
    /** The length of a row, or -1 if any will do. */
    int inputSize() {
      return takesAny() ? -1 : (int) input.tail().size();
    }

    private boolean takesAny() {
      return input.isUnknown() || input.numDimensions() < 2 || input.tail().hasUnknownDimension();
    }

    /** The shape of some rows of a length. */
    Shape rows(int count, int length) {
      return takesAny() ? Shape.of(count, length) : input.tail().prepend(count);
    }

    boolean takes(int length) {
      return takesAny() || length == inputSize();
    }
  }

  /** A function with any inputs. */
  private record AnyFunction(Map<String, Shape> inputs, AnyCall call) {}

  /** Calls a function with its inputs by name. */
  private interface AnyCall {
    Outputs with(Map<String, ? extends TType> inputs);
  }

  /** Calls a function with its only input. */
  private interface Call {
    Outputs with(TFloat32 rows);
  }

  /** Writes the model into a folder. */
  interface Saving {
    void into(Path folder);
  }

  private ModelFunctions(
      Map<String, RowFunction> functions,
      Map<String, AnyFunction> all,
      Supplier<Map<String, ModelVariable<?>>> variables,
      Scaling scaling,
      Optional<SavableModel> savable,
      Saving saving,
      Runnable close) {
    this.functions = functions;
    this.all = all;
    this.variables = variables;
    this.scaling = scaling;
    this.savable = savable;
    this.saving = saving;
    this.close = close;
  }

  /**
   * The functions of a network at hand.
   *
   * @param network the network; it is closed with these functions
   * @return the functions
   */
  public static ModelFunctions of(SavedNetwork network) {
    Map<String, RowFunction> functions = new LinkedHashMap<>();
    Map<String, AnyFunction> all = new LinkedHashMap<>();
    for (ModelFunction function : network.functions()) {
      List<InputSpec> inputs = function.inputs();
      CompiledFunction compiled = network.engine().function(function);
      Map<String, Shape> shapes = new LinkedHashMap<>();
      inputs.forEach(input -> shapes.put(input.name(), input.shape()));
      all.put(function.name(), new AnyFunction(shapes, compiled::call));
      if (inputs.size() == 1 && inputs.get(0).type() == TFloat32.class) {
        String input = inputs.get(0).name();
        functions.put(
            function.name(),
            new RowFunction(
                input, inputs.get(0).shape(), rows -> compiled.call(Map.of(input, rows))));
      }
    }
    return new ModelFunctions(
        functions,
        all,
        network::variablesByPath,
        network.scaling(),
        Optional.of(network),
        folder -> {
          throw new IllegalStateException("a network at hand is saved by savable()");
        },
        network.engine()::close);
  }

  /**
   * The functions and signatures of a loaded model.
   *
   * @param model the model; it is closed with these functions
   * @param scaling how samples are scaled
   * @return the functions
   */
  public static ModelFunctions of(LoadedModel model, Scaling scaling) {
    Map<String, RowFunction> functions = new LinkedHashMap<>();
    Map<String, AnyFunction> all = new LinkedHashMap<>();
    model
        .description()
        .functions()
        .forEach(function -> add(functions, all, model.function(function.name())));
    model.signatures().values().forEach(signature -> add(functions, all, signature));
    return new ModelFunctions(
        functions,
        all,
        model::variablesByPath,
        scaling,
        Optional.empty(),
        model::save,
        model::close);
  }

  private static void add(
      Map<String, RowFunction> functions, Map<String, AnyFunction> all, LoadedSignature signature) {
    List<TensorDescription> inputs = signature.description().inputs();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach(input -> shapes.put(input.name(), input.shape()));
    all.put(signature.name(), new AnyFunction(shapes, signature::call));
    if (inputs.size() == 1 && inputs.get(0).type() == DataType.DT_FLOAT) {
      String input = inputs.get(0).name();
      functions.put(
          signature.name(),
          new RowFunction(
              input, inputs.get(0).shape(), rows -> signature.call(Map.of(input, rows))));
    }
  }

  /**
   * How samples are scaled before they get to a function.
   *
   * @return the scaling
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * The variables of the model by path, as Python has it.
   *
   * @return path to variable, such as {@code encoder.layers[0].kernel}
   */
  public Map<String, ModelVariable<?>> variables() {
    return variables.get();
  }

  /**
   * Whether there is a function of one float32 array.
   *
   * @param function its name
   * @return true if so
   */
  public boolean has(String function) {
    return functions.containsKey(function);
  }

  /**
   * How long the rows are that a function takes, all axes but the first together.
   *
   * @param function its name
   * @return the number of features, or -1 if any will do
   * @throws InvalidOptionException if there is no such function
   */
  public int inputSize(String function) {
    return function(function).inputSize();
  }

  /**
   * The functions, of whatever inputs.
   *
   * @return their names
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(all.keySet());
  }

  /**
   * The inputs of a function, of whatever number and type.
   *
   * @param function its name
   * @return the shape of each input by name; a size of {@link Shape#UNKNOWN_SIZE} may be any
   * @throws InvalidOptionException if there is no such function
   */
  public Map<String, Shape> inputs(String function) {
    return Collections.unmodifiableMap(any(function).inputs());
  }

  /**
   * Calls a function once, with whatever inputs it has, as they are.
   *
   * @param function its name
   * @param inputs a tensor for each input, which stays the caller's to close
   * @return the outputs, to be closed by the caller
   * @throws InvalidOptionException if there is no such function
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape
   * @throws IllegalStateException if the model is closed
   */
  public Outputs call(String function, Map<String, ? extends TType> inputs) {
    return any(function).call().with(inputs);
  }

  private AnyFunction any(String name) {
    AnyFunction function = all.get(name);
    if (function == null) {
      throw new InvalidOptionException(
          "model", "must have the function '%s', but has %s".formatted(name, all.keySet()));
    }
    return function;
  }

  /**
   * The shape of what a function takes, without its first axis.
   *
   * @param function its name
   * @return the shape; unknown if any will do
   * @throws InvalidOptionException if there is no such function
   */
  public Shape inputShape(String function) {
    RowFunction found = function(function);
    return found.takesAny() ? Shape.unknown() : found.input().tail();
  }

  private RowFunction function(String name) {
    RowFunction function = functions.get(name);
    if (function == null) {
      throw new InvalidOptionException(
          "model",
          "must have the function '%s' of one float32 array, but has %s"
              .formatted(name, functions.keySet()));
    }
    return function;
  }

  /**
   * Applies a function to samples, which are scaled first.
   *
   * @param function its name
   * @param output the name of the output that is wanted
   * @param samples of as many features as it takes
   * @return a row for each sample; further axes are flattened
   * @throws InvalidOptionException if there is no such function, or the number of features differs
   * @throws IllegalStateException if the model or the samples are closed
   */
  public float[][] apply(String function, String output, Samples samples) {
    RowFunction found = function(function);
    int features = samples.features();
    if (!found.takes(features)) {
      Fit.requireFeatures(found.inputSize(), samples);
    }
    ScaledSamples rows = ScaledSamples.of(samples, scaling);
    return apply(
        found, output, samples.count(), features, (from, to) -> rows.rows(from, to - from));
  }

  /**
   * Applies a function to rows as they are.
   *
   * @param function its name
   * @param output the name of the output that is wanted
   * @param rows each as long as it takes
   * @return a row for each row; further axes are flattened
   * @throws IllegalArgumentException if there is no such function, or a row is of another length
   * @throws IllegalStateException if the model is closed
   */
  public float[][] apply(String function, String output, float[][] rows) {
    RowFunction found = function(function);
    for (int i = 0; i < rows.length; i++) {
      if (!found.takes(rows[i].length)) {
        throw new IllegalArgumentException(
            "%s must be of length %d, but row %d is of length %d"
                .formatted(found.name(), found.inputSize(), i, rows[i].length));
      }
    }
    return apply(
        found,
        output,
        rows.length,
        rows.length == 0 ? 0 : rows[0].length,
        (from, to) -> flat(rows, from, to));
  }

  private static float[] flat(float[][] rows, int from, int to) {
    int size = rows[from].length;
    float[] flat = new float[(to - from) * size];
    for (int i = from; i < to; i++) {
      System.arraycopy(rows[i], 0, flat, (i - from) * size, size);
    }
    return flat;
  }

  /** Where rows come from. */
  private interface Rows {

    /** The rows from one (inclusive) to another (exclusive), one after the other. */
    float[] between(int from, int to);
  }

  private static float[][] apply(
      RowFunction function, String output, int count, int length, Rows rows) {
    float[][] results = new float[count][];
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      int to = Math.min(count, from + ROWS_AT_ONCE);
      try (TFloat32 matrix =
              TFloat32.tensorOf(
                  function.rows(to - from, length),
                  DataBuffers.of(rows.between(from, to), true, false));
          Outputs outputs = function.call.with(matrix)) {
        float[] values = outputs.floats(named(output, outputs));
        int size = values.length / (to - from);
        if (size == 0 || size * (to - from) != values.length) {
          throw new InvalidOptionException(
              "model",
              "must give a row for each of %d rows, but gives %d numbers"
                  .formatted(to - from, values.length));
        }
        for (int i = from; i < to; i++) {
          results[i] = Arrays.copyOfRange(values, (i - from) * size, (i - from + 1) * size);
        }
      }
    }
    return results;
  }

  /** The output of that name or, in models of others, the only one. */
  private static String named(String output, Outputs outputs) {
    return outputs.names().size() == 1 ? outputs.names().iterator().next() : output;
  }

  /**
   * The network that these functions are of, if it is at hand.
   *
   * @return the network; empty if the functions are those of a model that was loaded
   */
  public Optional<SavableModel> savable() {
    return savable;
  }

  /**
   * Saves a model that was loaded, as it was in its file. One that is at hand is saved by its
   * {@link #savable()}.
   *
   * @param folder where to
   * @throws IllegalStateException if the model was not loaded
   */
  public void save(Path folder) {
    saving.into(folder);
  }

  /** Frees the native memory of the model; closing again does nothing. */
  @Override
  public void close() {
    close.run();
  }
}
