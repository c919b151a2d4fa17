package io.latent4j.reinforcement;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.model.FloatArray;
import io.latent4j.model.SavedParts;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.LayerNormalization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network from observations to a value for each action, built in one engine.
 *
 * <p>Images of 40 pixels or more go through the three convolutions of Mnih and others
 * (<i>Human-level control through deep reinforcement learning</i>, 2015), smaller ones through one
 * of 16 filters of 3 x 3 cells; then come dense layers. A duelling network (Wang and others,
 * <i>Dueling network architectures</i>, 2016) has a dense layer and an output each for the value of
 * the state and for the advantages of the actions.
 */
final class QNetwork implements Trackable {
  private static final int LARGE = 40;

  private final Form form;
  private final List<Layer> trunk = new ArrayList<>();
  private final List<Layer> value = new ArrayList<>();
  private final List<Layer> advantage = new ArrayList<>();

  /**
   * What a network is made of.
   *
   * @param units those of the dense layers, the last of them once for each stream if there are two
   * @param duelling whether value and advantages are apart
   * @param normalized whether each hidden layer is followed by layer normalization
   */
  record Design(List<Integer> units, boolean duelling, boolean normalized) {

    /** Dense layers that suit a shape unless others are named. */
    static List<Integer> usualUnits(Shape observation) {
      if (observation.numDimensions() == 1) {
        return List.of(128, 128);
      }
      return List.of(observation.get(0) >= LARGE ? 512 : 128);
    }
  }

  /**
   * A design for an environment.
   *
   * @param design what the network is made of
   * @param observation the shape of an observation
   * @param actions how many actions there are
   */
  record Form(Design design, Shape observation, int actions) {
    private static final String OBSERVATION = "observation_shape";
    private static final String ACTIONS = "actions";

    /** What is saved with a model beside its options, so that the network can be built again. */
    Map<String, Object> described() {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put(OBSERVATION, LongStream.of(observation.asArray()).boxed().toList());
      described.put(ACTIONS, actions);
      return described;
    }

    /** The form that the options of a saved model describe; empty if they do not. */
    static Optional<Form> in(Map<String, ?> options) {
      if (options.get("layers") instanceof List<?> layers
          && options.get("duelling") instanceof Boolean duelling
          && options.get("method") instanceof String method
          && options.get(OBSERVATION) instanceof List<?> sizes
          && options.get(ACTIONS) instanceof Number actions) {
        List<Integer> units = numbers(layers).mapToObj(Math::toIntExact).toList();
        Design design = new Design(units, duelling, method.equals(Pqn.METHOD));
        return Optional.of(
            new Form(design, Shape.of(numbers(sizes).toArray()), actions.intValue()));
      }
      return Optional.empty();
    }

    private static LongStream numbers(List<?> values) {
      return values.stream().mapToLong(value -> ((Number) value).longValue());
    }
  }

  QNetwork(Engine engine, Form form) {
    this.form = form;
    Design design = form.design();
    Shape observation = form.observation();
    List<Integer> units =
        design.units().isEmpty() ? Design.usualUnits(observation) : design.units();
    if (observation.numDimensions() == 3) {
      convolutions(design.normalized());
    }
    for (int i = 0; i < units.size() - 1; i++) {
      hidden(trunk, Dense.of(units.get(i)), design.normalized());
    }
    Shape shape = build(engine, trunk, observation.prepend(Shape.UNKNOWN_SIZE));
    int last = units.get(units.size() - 1);
    stream(engine, advantage, shape, design, last, form.actions());
    if (design.duelling()) {
      stream(engine, value, shape, design, last, 1);
    }
  }

  private void convolutions(boolean normalized) {
    if (observation().get(0) >= LARGE) {
      hidden(trunk, Conv2D.of(32, 8).withStrides(4), normalized);
      hidden(trunk, Conv2D.of(64, 4).withStrides(2), normalized);
      hidden(trunk, Conv2D.of(64, 3), normalized);
    } else {
      hidden(trunk, Conv2D.of(16, 3), normalized);
    }
    trunk.add(Flatten.of());
  }

  private static void hidden(List<Layer> to, Layer layer, boolean normalized) {
    to.add(layer);
    if (normalized) {
      to.add(LayerNormalization.of());
    }
    to.add(Activation.of(ActivationFunction.RELU));
  }

  private static void stream(
      Engine engine, List<Layer> to, Shape from, Design design, int units, int outputs) {
    hidden(to, Dense.of(units), design.normalized());
    to.add(Dense.of(outputs));
    build(engine, to, from);
  }

  private static Shape build(Engine engine, List<Layer> layers, Shape from) {
    Shape shape = from;
    for (Layer layer : layers) {
      layer.build(engine, shape);
      shape = layer.outputShape();
    }
    return shape;
  }

  Form form() {
    return form;
  }

  Shape observation() {
    return form.observation();
  }

  int actions() {
    return form.actions();
  }

  /** Takes the weights of a model that was saved. */
  void restore(SavedParts parts) {
    variablesByPath()
        .forEach(
            (path, variable) -> {
              FloatArray saved = parts.array(path, variable.shape().numDimensions());
              if (!saved.shape().equals(variable.shape())) {
                throw parts.broken(
                    "a variable '%s' of shape %s".formatted(path, variable.shape()),
                    saved.shape().toString());
              }
              variable.assign(saved.values());
            });
  }

  List<Layer> trunk() {
    return trunk;
  }

  List<Layer> value() {
    return value;
  }

  List<Layer> advantage() {
    return advantage;
  }

  /** The values of the actions, (n, actions), of observations that may be flat. */
  Operand<TFloat32> q(Ops tf, Operand<TFloat32> observations, Mode mode) {
    Operand<TFloat32> x =
        tf.reshape(observations, tf.constant(observation().prepend(-1).asArray()));
    Operand<TFloat32> features = apply(tf, trunk, x, mode);
    Operand<TFloat32> advantages = apply(tf, advantage, features, mode);
    if (value.isEmpty()) {
      return advantages;
    }
    Operand<TFloat32> mean = tf.math.mean(advantages, tf.constant(1), Mean.keepDims(true));
    return tf.math.add(apply(tf, value, features, mode), tf.math.sub(advantages, mean));
  }

  private static Operand<TFloat32> apply(
      Ops tf, List<Layer> layers, Operand<TFloat32> from, Mode mode) {
    Operand<TFloat32> values = from;
    for (Layer layer : layers) {
      values = layer.call(tf, values, mode);
    }
    return values;
  }

  /** What the model offers: {@code q_values} and {@code act}. */
  List<ModelFunction> functions() {
    List<InputSpec> state =
        List.of(new InputSpec("state", TFloat32.class, observation().prepend(Shape.UNKNOWN_SIZE)));
    return List.of(
        ModelFunction.of(
            "q_values", state, (tf, in) -> Map.of("q", q(tf, in.floats("state"), Mode.INFERENCE))),
        ModelFunction.of(
            "act",
            state,
            (tf, in) ->
                Map.of(
                    "action",
                    tf.math.argMax(
                        q(tf, in.floats("state"), Mode.INFERENCE), tf.constant(1), TInt32.class))));
  }

  @Override
  public Map<String, Trackable> children() {
    List<Layer> layers = new ArrayList<>(trunk);
    layers.addAll(advantage);
    layers.addAll(value);
    Trackable list = TrackableList.of(layers);
    Trackable network = () -> Map.of("layers", list);
    return Map.of("network", network);
  }
}
