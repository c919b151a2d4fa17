package io.latent4j.deepcluster;

import io.latent4j.cluster.CovarianceType;
import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.cluster.MixtureFunctions;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.manifold.ParametricMap;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** What finds the clusters of samples, as it is saved. */
final class ClusterNetwork implements Trackable {
  static final String PREDICT = "predict";
  static final String PROBABILITIES = "probabilities";
  static final String ENCODE = "encode";
  static final String CODE = "code";
  static final String CENTERS = "centers";

  private final CodeNetwork network;
  private final ModelVariable<TFloat32> centers;
  private final Optional<Mixture> mixture;

  /** What N2D has besides: the map, and the mixture's other variables. */
  private record Mixture(
      ParametricMap map, ModelVariable<TFloat32> covariances, ModelVariable<TFloat32> weights) {}

  private ClusterNetwork(
      CodeNetwork network, ModelVariable<TFloat32> centers, Optional<Mixture> mixture) {
    this.network = network;
    this.centers = centers;
    this.mixture = mixture;
  }

  /** Clusters by centers of codes. */
  static ClusterNetwork of(CodeNetwork network, ModelVariable<TFloat32> centers) {
    return new ClusterNetwork(network, centers, Optional.empty());
  }

  /** A copy of a network in another engine, with centers. */
  static ClusterNetwork copy(
      Engine engine, CodeNetwork trained, CodeNetwork into, FloatArray centers) {
    trained.encoder().copyValuesTo(into.encoder());
    return of(into, trainable(engine, CENTERS, centers));
  }

  /** The same, with a mixture on a map of the codes, whose means are the centers. */
  static ClusterNetwork copy(
      Engine engine,
      CodeNetwork trained,
      CodeNetwork into,
      ParametricMap map,
      GaussianMixtureModel mixture) {
    trained.encoder().copyValuesTo(into.encoder());
    return new ClusterNetwork(
        into,
        trainable(engine, CENTERS, FloatArray.of(mixture.means())),
        Optional.of(
            new Mixture(
                map.copyTo(engine),
                variable(engine, "covariances", mixture.covariances()),
                variable(engine, "weights", FloatArray.of(mixture.weights())))));
  }

  /** A variable that training changes, here or in Python. */
  static ModelVariable<TFloat32> trainable(Engine engine, String name, FloatArray values) {
    ModelVariable<TFloat32> variable =
        engine.weight(
            name,
            values.shape(),
            (tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(0f)));
    variable.assign(values.values());
    return variable;
  }

  private static ModelVariable<TFloat32> variable(Engine engine, String name, FloatArray values) {
    try (TFloat32 tensor =
        TFloat32.tensorOf(values.shape(), DataBuffers.of(values.values(), true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  /** {@code predict}: x to labels and probabilities; {@code encode}: x to code. */
  List<ModelFunction> functions(int features) {
    List<InputSpec> x = List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features));
    return List.of(
        ModelFunction.of(PREDICT, x, (tf, in) -> predict(tf, in.floats("x"))),
        ModelFunction.of(
            ENCODE,
            x,
            (tf, in) -> Map.of(CODE, network.encode(tf, in.floats("x"), Mode.INFERENCE))));
  }

  private Map<String, Operand<? extends TType>> predict(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> codes = network.encode(tf, x, Mode.INFERENCE);
    if (mixture.isPresent()) {
      Mixture known = mixture.get();
      return new MixtureFunctions(
              CovarianceType.FULL,
              PairedVariable.of(CENTERS, centers, Optional.empty()),
              known.covariances,
              known.weights)
          .predict(tf, known.map.call(tf, codes, Mode.INFERENCE));
    }
    Operand<TFloat32> assignments = SoftAssignment.of(tf, codes, centers.read(tf));
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    outputs.put("labels", tf.math.argMax(assignments, tf.constant(1), TInt32.class));
    outputs.put(PROBABILITIES, assignments);
    return outputs;
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", network.encoder());
    children.put(CENTERS, centers);
    mixture.ifPresent(
        known -> {
          children.putAll(known.map.children());
          children.put("covariances", known.covariances);
          children.put("weights", known.weights);
        });
    return children;
  }
}
