package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function with variables of its own. A layer is described first, then built once, for an input
 * shape, in the engine where its variables are to live; after that it can be called. Most have one
 * input and one output; a {@link MergeLayer} and a {@link Functional} model may have several.
 *
 * <p>Shapes include the batch axis, which comes first and is {@link Shape#UNKNOWN_SIZE} where any
 * number of samples will do. All other sizes are fixed when the layer is built.
 *
 * <p>Subclasses say what comes out of an input ({@link #shapeAfter}), which variables there are
 * ({@link #createVariables}) and what is computed ({@link #compute}).
 */
public abstract class Layer implements Trackable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final boolean namedByUser;
  private String name;
  private Engine engine;
  private List<Shape> inputShapes;
  private List<Shape> outputShapes;
  private int calls;
  private final Map<ModelVariable<TFloat32>, Regularizer> regularizers = new LinkedHashMap<>();

  /** Names the layer after its class; a network that it joins makes the name unique there. */
  protected Layer() {
    name = snakeCase(getClass().getSimpleName());
    namedByUser = false;
  }

  /**
   * Names the layer.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @throws IllegalArgumentException if the name is not of that form
   */
  protected Layer(String name) {
    checkName("name of a layer", name);
    this.name = name;
    namedByUser = true;
  }

  static void checkName(String what, String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be letters, digits and underscores and start with a letter, but is '%s'"
              .formatted(what, name));
    }
  }

  /** As Keras does: Conv2DTranspose is conv2d_transpose. */
  private static String snakeCase(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The shape that comes out when a given shape goes in; no variables are made.
   *
   * @param inputShape the shape of the input; only the first size, the batch's, may be unknown
   * @return the shape of the output
   * @throws IllegalArgumentException if the layer can't work on such an input
   */
  public final Shape computeOutputShape(Shape inputShape) {
    return only("output", computeOutputShapes(List.of(inputShape)));
  }

  /**
   * The shapes that come out when given shapes go in; no variables are made.
   *
   * @param inputShapes the shapes of the inputs; only the first size, the batch's, may be unknown
   * @return the shapes of the outputs
   * @throws IllegalArgumentException if the layer can't work on such inputs
   */
  public final List<Shape> computeOutputShapes(List<Shape> inputShapes) {
    inputShapes.forEach(this::checkSizesKnown);
    return shapesAfter(inputShapes);
  }

  /**
   * The shapes that come out when given shapes go in; for layers of several inputs or outputs.
   * Others leave this as it is: it gives {@link #shapeAfter}.
   *
   * @param inputShapes the shapes of the inputs, each with a batch axis, all other sizes known
   * @return the shapes of the outputs
   * @throws IllegalArgumentException if the layer can't work on such inputs
   */
  protected List<Shape> shapesAfter(List<Shape> inputShapes) {
    if (inputShapes.size() != 1) {
      throw new IllegalArgumentException(
          "inputs of layer '%s' must be one, but are %d".formatted(name, inputShapes.size()));
    }
    return List.of(shapeAfter(inputShapes.get(0)));
  }

  private <T> T only(String what, List<T> values) {
    if (values.size() != 1) {
      throw new IllegalStateException(
          "layer '%s' must have one %s for this, but has %d".formatted(name, what, values.size()));
    }
    return values.get(0);
  }

  /**
   * The shape that comes out when a given shape goes in.
   *
   * @param inputShape the shape of the input, with a batch axis, all other sizes known
   * @return the shape of the output
   * @throws IllegalArgumentException if the layer can't work on such an input
   */
  protected abstract Shape shapeAfter(Shape inputShape);

  /**
   * Makes the variables: those that training changes by {@link #addWeight}, others, such as
   * statistics, by {@link Engine#variable}. A layer without variables leaves this as it is.
   *
   * @param engine where they are to live
   * @param inputShape the shape of the input, checked
   */
  protected void createVariables(Engine engine, Shape inputShape) {}

  /**
   * Makes the variables of a layer of several inputs. Others leave this as it is: it calls {@link
   * #createVariables(Engine, Shape)}.
   *
   * @param engine where they are to live
   * @param inputShapes the shapes of the inputs, checked
   */
  protected void createVariables(Engine engine, List<Shape> inputShapes) {
    createVariables(engine, inputShapes.get(0));
  }

  /**
   * Computes the output. The layer is built and the input is of the right shape.
   *
   * @param tf the operations of the engine
   * @param input the input
   * @param mode whether this is training
   * @return the output
   */
  protected abstract Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode);

  /**
   * Computes the outputs; for layers of several inputs or outputs. Others leave this as it is: it
   * gives {@link #compute(Ops, Operand, Mode)}.
   *
   * @param tf the operations of the engine
   * @param inputs the inputs, as many and of such shapes as the layer was built for
   * @param mode whether this is training
   * @return the outputs
   */
  protected List<Operand<TFloat32>> compute(Ops tf, List<Operand<TFloat32>> inputs, Mode mode) {
    return List.of(compute(tf, inputs.get(0), mode));
  }

  /**
   * Makes a trainable weight that adds nothing to the loss and is free; for {@link
   * #createVariables(Engine, Shape)}.
   *
   * @param home where it is to live
   * @param weight its name, such as {@code kernel}
   * @param shape its shape
   * @param initializer what it starts from
   * @return the variable
   */
  protected final ModelVariable<TFloat32> addWeight(
      Engine home, String weight, Shape shape, Initializer initializer) {
    return addWeight(home, weight, shape, WeightOptions.of(initializer));
  }

  /**
   * Makes a trainable weight; for {@link #createVariables(Engine, Shape)}.
   *
   * @param home where it is to live
   * @param weight its name, such as {@code kernel}
   * @param shape its shape
   * @param options what it starts from, what is added to the loss for it and what it keeps to
   * @return the variable
   * @throws IllegalArgumentException if the constraint is not for such a weight
   */
  protected final ModelVariable<TFloat32> addWeight(
      Engine home, String weight, Shape shape, WeightOptions options) {
    options.constraint().ifPresent(constraint -> constraint.check(shape));
    ModelVariable<TFloat32> variable = home.weight(weight, shape, options.initializer());
    options.regularizer().ifPresent(regularizer -> regularizers.put(variable, regularizer));
    options
        .constraint()
        .ifPresent(constraint -> WeightConstraints.of(home).put(variable, constraint));
    return variable;
  }

  /**
   * Asks for something to be added to the loss; for {@link #compute}. It is if a {@link Penalties}
   * is open.
   *
   * @param penalty a scalar
   */
  protected final void addPenalty(Operand<TFloat32> penalty) {
    Penalties.add(engine(), penalty);
  }

  /**
   * The layer's own options by Keras's names, as values that JSON knows.
   *
   * @return the options in order; empty if there are none
   */
  protected abstract Map<String, Object> options();

  /**
   * The variables and sublayers by name; the layer is built.
   *
   * @return the children; none unless a subclass says otherwise
   */
  protected Map<String, Trackable> parts() {
    return Map.of();
  }

  /**
   * Builds the layer: checks the input shape and makes the variables.
   *
   * @param engine where the variables are to live
   * @param inputShape the shape of the input; only the first size, the batch's, may be unknown
   * @throws IllegalArgumentException if the layer can't work on such an input; nothing is made then
   * @throws IllegalStateException if the layer is built already
   */
  public final void build(Engine engine, Shape inputShape) {
    build(engine, List.of(inputShape));
  }

  /**
   * Builds a layer of several inputs: checks their shapes and makes the variables.
   *
   * @param engine where the variables are to live
   * @param inputShapes the shapes of the inputs; only the first size, the batch's, may be unknown
   * @throws IllegalArgumentException if the layer can't work on such inputs; nothing is made then
   * @throws IllegalStateException if the layer is built already
   */
  public final void build(Engine engine, List<Shape> inputShapes) {
    Objects.requireNonNull(engine, "engine");
    List<Shape> shapes = List.copyOf(inputShapes);
    if (isBuilt()) {
      throw new IllegalStateException(
          "layer '%s' must be built once, but is already built for the input shape %s"
              .formatted(name, Shapes.text(this.inputShapes)));
    }
    List<Shape> computed = computeOutputShapes(shapes);
    createVariables(engine, shapes);
    this.engine = engine;
    this.inputShapes = shapes;
    this.outputShapes = computed;
  }

  /** For a network that the layer is a part of: it keeps its variables if they are of any use. */
  final void checkBuiltFor(Engine home, List<Shape> shapes) {
    if (isBuilt() && engine != home) {
      throw new IllegalStateException(
          "layer '%s' must be built once, but is already built in another engine".formatted(name));
    }
    if (isBuilt() && !Shapes.same(inputShapes, shapes)) {
      throw new IllegalStateException(
          "layer '%s' must be built once, but is already built for the input shape %s, not %s"
              .formatted(name, Shapes.text(inputShapes), Shapes.text(shapes)));
    }
  }

  private void checkSizesKnown(Shape shape) {
    boolean known = !shape.isUnknown() && shape.numDimensions() > 0;
    for (int axis = 1; known && axis < shape.numDimensions(); axis++) {
      known = shape.get(axis) > 0;
    }
    if (!known) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have a batch axis, then known sizes of at least 1, but has the shape %s"
              .formatted(name, Shapes.text(shape)));
    }
  }

  /**
   * Computes the output for an input.
   *
   * @param tf the operations of the engine in which the layer was built
   * @param input values of the shape for which it was built
   * @param mode whether this is training
   * @return the output
   * @throws IllegalArgumentException if the input has another shape
   * @throws IllegalStateException if the layer is not built
   */
  public final Operand<TFloat32> call(Ops tf, Operand<TFloat32> input, Mode mode) {
    return only("output", call(tf, List.of(input), mode));
  }

  /**
   * Computes the outputs of a layer of several inputs or outputs.
   *
   * @param tf the operations of the engine in which the layer was built
   * @param inputs values of the shapes for which it was built
   * @param mode whether this is training
   * @return the outputs
   * @throws IllegalArgumentException if the inputs are not as many, or one has another shape
   * @throws IllegalStateException if the layer is not built
   */
  public final List<Operand<TFloat32>> call(
      Ops tf, List<? extends Operand<TFloat32>> inputs, Mode mode) {
    Objects.requireNonNull(mode, "mode");
    checkBuilt();
    if (inputs.size() != inputShapes.size()) {
      throw new IllegalArgumentException(
          "inputs of layer '%s' must be %d, but are %d"
              .formatted(name, inputShapes.size(), inputs.size()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      Shape actual = inputs.get(i).shape();
      if (!fits(actual, inputShapes.get(i))) {
        throw new IllegalArgumentException(
            "input of layer '%s' must have the shape %s, but has %s"
                .formatted(name, Shapes.text(inputShapes.get(i)), Shapes.text(actual)));
      }
    }
    Ops named = tf.withSubScope(name);
    regularizers.forEach(
        (weight, regularizer) ->
            Penalties.addOnce(engine, weight, () -> regularizer.apply(named, weight.read(named))));
    return compute(named, List.copyOf(inputs), mode);
  }

  /**
   * Describes a call in a {@link Functional} model; the layer need not be built. A layer that is
   * called several times shares its variables among the calls.
   *
   * @param inputs what goes in
   * @return what comes out
   * @throws IllegalArgumentException if the layer can't work on such inputs, or has several outputs
   */
  public final SymbolicTensor call(SymbolicTensor... inputs) {
    return LayerCall.of(this, List.of(inputs)).output();
  }

  /**
   * Describes a call of a layer of several outputs in a {@link Functional} model; else as {@link
   * #call(SymbolicTensor...)}.
   *
   * @param inputs what goes in
   * @return what comes out
   * @throws IllegalArgumentException if the layer can't work on such inputs
   */
  public final List<SymbolicTensor> call(List<SymbolicTensor> inputs) {
    return List.copyOf(LayerCall.of(this, inputs).outputs());
  }

  /** Counts the calls in functional models. */
  final int nextCall() {
    return calls++;
  }

  private static boolean fits(Shape actual, Shape wanted) {
    if (actual.isUnknown()) {
      return true;
    }
    if (actual.numDimensions() != wanted.numDimensions()) {
      return false;
    }
    for (int axis = 0; axis < actual.numDimensions(); axis++) {
      long expected = wanted.get(axis);
      long size = actual.get(axis);
      if (expected != Shape.UNKNOWN_SIZE && size != Shape.UNKNOWN_SIZE && size != expected) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the layer is built.
   *
   * @return true if it can be called
   */
  public final boolean isBuilt() {
    return engine != null;
  }

  /**
   * Refuses what needs the variables of a layer that has none yet.
   *
   * @throws IllegalStateException if the layer is not built
   */
  protected final void checkBuilt() {
    if (!isBuilt()) {
      throw new IllegalStateException(
          "layer '" + name + "' must be built first: build(engine, inputShape)");
    }
  }

  /**
   * The name; unique among the layers of a network.
   *
   * @return the name, such as {@code dense_1}
   */
  public final String name() {
    return name;
  }

  /**
   * Whether the layer was given its name; for methods that describe it anew under the same one.
   *
   * @return false if it is named after its class
   */
  protected final boolean isNamedByUser() {
    return namedByUser;
  }

  /** For the network that the layer joins. */
  final void rename(String unique) {
    name = unique;
  }

  /**
   * The engine in which the layer was built.
   *
   * @return the engine
   * @throws IllegalStateException if the layer is not built
   */
  public final Engine engine() {
    checkBuilt();
    return engine;
  }

  /**
   * The shape for which the layer was built.
   *
   * @return the shape of the input, batch axis included
   * @throws IllegalStateException if the layer is not built, or has several inputs
   */
  public final Shape inputShape() {
    return only("input", inputShapes());
  }

  /**
   * The shapes for which the layer was built.
   *
   * @return the shape of each input, batch axis included
   * @throws IllegalStateException if the layer is not built
   */
  public final List<Shape> inputShapes() {
    checkBuilt();
    return inputShapes;
  }

  /**
   * The shape of the output.
   *
   * @return the shape, batch axis included
   * @throws IllegalStateException if the layer is not built, or has several outputs
   */
  public final Shape outputShape() {
    return only("output", outputShapes());
  }

  /**
   * The shapes of the outputs.
   *
   * @return the shape of each output, batch axis included
   * @throws IllegalStateException if the layer is not built
   */
  public final List<Shape> outputShapes() {
    checkBuilt();
    return outputShapes;
  }

  /**
   * How many numbers the variables hold together.
   *
   * @return the count
   * @throws IllegalStateException if the layer is not built
   */
  public final long parameters() {
    return variables().stream().map(ModelVariable::shape).mapToLong(Shape::size).sum();
  }

  /**
   * How the layer was described: what is needed to make it again.
   *
   * @return {@code class_name}, {@code name}, then the options by Keras's names, as values that
   *     JSON knows
   */
  public final Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", getClass().getSimpleName());
    config.put("name", name);
    config.putAll(options());
    return config;
  }

  /**
   * The variables and sublayers by name.
   *
   * @return the children
   * @throws IllegalStateException if the layer is not built
   */
  @Override
  public final Map<String, Trackable> children() {
    checkBuilt();
    return parts();
  }

  @Override
  public String toString() {
    String what = "%s (%s)".formatted(name, getClass().getSimpleName());
    return isBuilt()
        ? String.format(
            Locale.ROOT,
            "%s: %s to %s, %,d parameters",
            what,
            Shapes.text(inputShapes),
            Shapes.text(outputShapes),
            parameters())
        : what + ": not built";
  }
}
