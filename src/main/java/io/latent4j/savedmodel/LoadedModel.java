package io.latent4j.savedmodel;

import io.latent4j.checkpoint.CheckpointReader;
import io.latent4j.checkpoint.CheckpointWriter;
import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.types.family.TType;

/**
 * A model from a SavedModel, in an engine of its own: signatures and functions that can be called,
 * variables that can be read and changed. Nothing of the model runs before the first call.
 *
 * <p>It is used by one thread at a time, and closed by whoever loaded it.
 */
public final class LoadedModel implements Trackable, AutoCloseable {
  /** What the input is called that takes data as the model was trained on. */
  static final String DATA = "x";

  private static final Pattern LAST_NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)[^A-Za-z_]*$");

  private final StoredModel stored;
  private final Optional<CheckpointReader> checkpoint;
  private final GraphEngine engine;
  private final List<StoredVariable> described;
  private final List<LoadedVariable> variables;
  private final EngineHandles handles;
  private final Map<String, LoadedSignature> signatures = new TreeMap<>();
  private final Map<String, List<LoadedSignature>> functions = new LinkedHashMap<>();
  private boolean initialized;
  private Optional<Scaling> scaling;

  private LoadedModel(
      StoredModel stored,
      Optional<CheckpointReader> checkpoint,
      GraphEngine engine,
      List<StoredVariable> described,
      List<LoadedVariable> variables) {
    this.stored = stored;
    this.checkpoint = checkpoint;
    this.engine = engine;
    this.described = described;
    this.variables = variables;
    this.handles = new EngineHandles(stored, new Operators(stored), engine, variables);
    StoredFunctions.signatures(stored)
        .forEach((name, function) -> signatures.put(name, new LoadedSignature(this, function)));
    StoredFunctions.functions(stored)
        .forEach(
            (path, traces) ->
                functions.put(
                    path, traces.stream().map(trace -> new LoadedSignature(this, trace)).toList()));
  }

  static LoadedModel load(Path folder, EngineOptions options) {
    StoredModel stored = StoredModel.read(folder);
    Optional<CheckpointReader> checkpoint = stored.checkpoint();
    List<StoredVariable> variables = StoredVariables.of(stored, checkpoint);
    return GraphEngine.createFor(
        options,
        engine ->
            new LoadedModel(
                stored,
                checkpoint,
                engine,
                variables,
                variables(stored, checkpoint, engine, variables)));
  }

  private static List<LoadedVariable> variables(
      StoredModel stored,
      Optional<CheckpointReader> checkpoint,
      GraphEngine engine,
      List<StoredVariable> found) {
    List<LoadedVariable> loaded = new ArrayList<>();
    Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
    try {
      for (StoredVariable variable : found) {
        VariableDescription description = variable.description();
        if (variable.keys().isEmpty()) {
          throw stored.broken("a value of variable '" + description.path() + "'", "none");
        }
        if (ElementTypes.bitsOf(description.type()).isEmpty()) {
          continue; // a function that uses it says so
        }
        TType value = checkpoint.orElseThrow().readBits(variable.keys().get(0));
        // Gradients are of numbers and not of the bits that stand for them.
        boolean own = ElementTypes.classOf(description.type()).isPresent();
        ModelVariable<?> made =
            engine.unassigned(
                identifier(description.path()),
                value.type(),
                value.shape(),
                description.trainable() && own);
        values.put(made, value);
        loaded.add(new LoadedVariable(variable, made));
      }
      Engine.assignAll(values);
    } finally {
      values.values().forEach(TType::close);
    }
    return loaded;
  }

  private static String identifier(String path) {
    Matcher name = LAST_NAME.matcher(path);
    return name.find() ? name.group(1) : "variable";
  }

  /**
   * The signatures by name: the functions that were meant to be called from outside.
   *
   * @return the signatures in the order of their names
   */
  public Map<String, LoadedSignature> signatures() {
    return Collections.unmodifiableMap(signatures);
  }

  /**
   * The other functions by path, each with its traces: one for every combination of types and
   * constants that it was called with before it was saved.
   *
   * @return the functions in the order of the file
   */
  public Map<String, List<LoadedSignature>> functions() {
    return Collections.unmodifiableMap(functions);
  }

  /**
   * A signature or, if there is none of that name, the first trace of a function that is not made
   * for training.
   *
   * @param name the name of the signature, or the path of the function
   * @return the function
   * @throws IllegalArgumentException if there is none of that name
   */
  public LoadedSignature function(String name) {
    LoadedSignature signature = signatures.get(name);
    if (signature != null) {
      return signature;
    }
    List<LoadedSignature> traces = functions.getOrDefault(name, List.of());
    return traces.stream()
        .filter(trace -> !TrainingForms.isForTraining(trace))
        .findFirst()
        .or(() -> traces.stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "name must be one of the signatures %s or of the functions %s, but is '%s'"
                        .formatted(signatures.keySet(), functions.keySet(), name)));
  }

  /**
   * How the data were scaled that the model was trained on, and have to be before it is applied to
   * them: what estimators here keep in the asset {@code preprocessing.json}. Results on that scale,
   * such as reconstructions, go back by {@link Scaling#invert(float[], int)}.
   *
   * @return the scaling, if the model has one
   * @throws ModelFormatException if the asset is something else
   */
  public Optional<Scaling> scaling() {
    if (scaling == null) {
      scaling = stored.scaling();
    }
    return scaling;
  }

  /** Whether a function of the model has an input that is called as data are. */
  boolean namesData() {
    return Stream.concat(
            signatures.values().stream(), functions.values().stream().flatMap(List::stream))
        .flatMap(function -> function.description().inputs().stream())
        .anyMatch(input -> input.name().equals(DATA));
  }

  /**
   * Runs a signature or function on samples: they are scaled as the model's own were, and flattened
   * or made images as the input wants.
   *
   * <pre>{@code
   * try (LoadedModel model = SavedModels.load(Path.of("output/autoencoder/model"));
   *     Samples images = catalog.samples("mnist:test");
   *     Outputs out = model.call("encode", images)) {
   *   float[] code = out.floats("code");
   * }
   * }</pre>
   *
   * <p>All samples are in one call; for many, call it on {@link Samples#rows} of them. The scaling
   * is for data as the model was trained on, see {@link LoadedSignature#scalingOf}; where samples
   * are scaled already, call {@code function(name).call(samples, Scaling.none())}.
   *
   * @param name the name of the signature, or the path of the function
   * @param samples what its only input takes, on their own scale
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if there is none of that name, it has several inputs, the
   *     samples do not fit, or the model refuses them
   * @throws ModelFormatException if the file has it in a form that can't be run, or the model's
   *     scaling is damaged
   * @throws EngineException if it fails
   */
  public Outputs call(String name, Samples samples) {
    return function(name).call(samples);
  }

  /**
   * Runs a signature or function.
   *
   * @param name the name of the signature, or the path of the function
   * @param arguments for each input that is not optional a tensor, which stays the caller's to
   *     close; or samples, see {@link #call(String, Samples)}; or Java's numbers, booleans, texts
   *     or byte strings, alone or in an array, of the input's own type
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if there is none of that name, an input is missing, unknown,
   *     or of another type or shape, or the model refuses what it is called with
   * @throws ModelFormatException if the file has it in a form that can't be run
   * @throws EngineException if it fails
   */
  public Outputs call(String name, Map<String, ?> arguments) {
    return function(name).call(arguments);
  }

  /**
   * The variables by path, as Python writes it: {@code encoder.layers[0].kernel}. Those of models
   * of TensorFlow 1 have their names instead.
   *
   * @return path to variable, in the order of the file, but for those of types whose bits Java
   *     can't hold; see {@link #description()}
   */
  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    variables.forEach(
        variable -> children.put(variable.stored().description().path(), variable.variable()));
    return Collections.unmodifiableMap(children);
  }

  /**
   * A variable by its path, or by the name it had when it was made if only one has that.
   *
   * @param path the path or name
   * @return the variable; one of a type that Java lacks has a type of the same bits
   * @throws IllegalArgumentException if there is none
   */
  public ModelVariable<?> variable(String path) {
    List<LoadedVariable> found =
        variables.stream()
            .filter(variable -> variable.stored().description().path().equals(path))
            .toList();
    if (found.isEmpty()) {
      found =
          variables.stream()
              .filter(variable -> variable.stored().description().name().equals(path))
              .toList();
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "path must be that of one variable of %s, but is '%s'"
              .formatted(children().keySet(), path));
    }
    return found.get(0).variable();
  }

  /**
   * What is in the model.
   *
   * @return signatures, functions, variables
   */
  public SavedModelDescription description() {
    return SavedModels.describe(stored, described);
  }

  /**
   * The model as one that can be trained: the same variables in the same engine.
   *
   * @return the trainable model; it is closed with this one
   */
  public TrainableModel trainable() {
    initialize();
    return new TrainableModel(this);
  }

  /**
   * Saves the model with the values that its variables have now, for Python and for every other
   * program that reads SavedModels. All else stays as it was loaded. Where the file had a variable
   * twice, both get the value.
   *
   * @param folder where to; a SavedModel that is there, be it the loaded one, is replaced when the
   *     new one is complete
   * @throws IllegalArgumentException if something else than a SavedModel is there, or one with
   *     other files
   * @throws UncheckedIOException if it can't be written; the message names the folder
   */
  public void save(Path folder) {
    ModelFolder target = ModelFolder.at(folder, stored.folder());
    Map<String, TType> values = new LinkedHashMap<>();
    List<TType> read = new ArrayList<>();
    try {
      for (LoadedVariable variable : variables) {
        TType value = variable.variable().value();
        read.add(value);
        variable.stored().keys().forEach(key -> values.put(key, value));
      }
      target.replace(
          new ModelCopy(
              stored.folder(),
              fresh ->
                  checkpoint.ifPresent(
                      source ->
                          CheckpointWriter.rewrite(
                              source, StoredModel.checkpointPrefix(fresh), values))));
    } finally {
      read.forEach(TType::close);
    }
  }

  /**
   * The engine in which the model lives.
   *
   * @return the engine; it is closed with the model
   */
  public GraphEngine engine() {
    return engine;
  }

  StoredModel stored() {
    return stored;
  }

  EngineHandles handles() {
    return handles;
  }

  /** Does what the model wants to be done before anything else. */
  void initialize() {
    if (!initialized) {
      Initialization initialization = new Initialization(stored, handles);
      try {
        engine
            .run(
                (tf, in) -> {
                  initialization.build();
                  return Map.of();
                })
            .close();
      } catch (IllegalArgumentException e) {
        throw unbuildable("initialization", e.getMessage(), e);
      }
      initialized = true;
    }
  }

  ModelFormatException unbuildable(String function, String reason, RuntimeException cause) {
    return new ModelFormatException(
        stored.file(), "a function '" + function + "' that can be built", reason, cause);
  }

  /** Frees the variables and all native memory; closing twice is harmless. */
  @Override
  public void close() {
    engine.close();
  }

  @Override
  public String toString() {
    Set<String> types =
        variables.stream()
            .map(variable -> ElementTypes.name(variable.stored().description().type()))
            .collect(Collectors.toSet());
    return "SavedModel %s: signatures %s, %d variables%s"
        .formatted(
            stored.folder(),
            signatures.keySet(),
            variables.size(),
            types.size() == 1 ? " of " + types.iterator().next() : "");
  }
}
