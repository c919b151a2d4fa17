package io.latent4j.deepcluster;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
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
  private final Optional<AssignmentNetwork> assignment;

  private ClusterNetwork(
      CodeNetwork network,
      ModelVariable<TFloat32> centers,
      Optional<AssignmentNetwork> assignment) {
    this.network = network;
    this.centers = centers;
    this.assignment = assignment;
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

  /** The same, where a network says which codes belong to which center. */
  static ClusterNetwork copy(
      Engine engine,
      CodeNetwork trained,
      CodeNetwork into,
      AssignmentNetwork assignment,
      FloatArray centers) {
    trained.encoder().copyValuesTo(into.encoder());
    return new ClusterNetwork(
        into, trainable(engine, CENTERS, centers), Optional.of(assignment.copyTo(engine)));
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
    Operand<TFloat32> assignments =
        assignment
            .map(known -> softmax(tf, known.logits(tf, codes, Mode.INFERENCE)))
            .orElseGet(() -> SoftAssignment.of(tf, codes, centers.read(tf)));
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    outputs.put("labels", tf.math.argMax(assignments, tf.constant(1), TInt32.class));
    outputs.put(PROBABILITIES, assignments);
    return outputs;
  }

  private static Operand<TFloat32> softmax(Ops tf, Operand<TFloat32> logits) {
    return tf.nn.softmax(logits);
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", network.encoder());
    children.put(CENTERS, centers);
    assignment.ifPresent(known -> children.putAll(known.children()));
    return children;
  }
}
