package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Checkpoints written by the scripts {@code checkpoint.py} and {@code checkpoint_tree.py}. */
class PythonCheckpointTest {
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private final PythonFixture training = PythonFixture.read("python/training.json");
  private final Path trainingPrefix = training.file().resolveSibling("training");

  /** The tree of {@code checkpoint.py}, all zero, with whatever of the optimizer is wanted. */
  private static final class Training {
    final List<ModelVariable<TFloat32>> weights = new ArrayList<>();
    final List<ModelVariable<TFloat32>> momentums = new ArrayList<>();
    final List<ModelVariable<TFloat32>> velocities = new ArrayList<>();
    final ModelVariable<TInt64> iterations;
    final ModelVariable<TFloat32> learningRate;
    final TreeNode model;
    final ModelVariable<TInt64> step;

    Training(Engine engine) {
      iterations = SampleTree.counter(engine, "iterations", 0);
      learningRate = zeros(engine);
      for (long[] shape : new long[][] {{4, 3}, {3}, {3, 2}, {2}}) {
        weights.add(zeros(engine, shape));
        momentums.add(zeros(engine, shape));
        velocities.add(zeros(engine, shape));
      }
      model =
          TreeNode.of(
              "layers",
              TreeNode.list(
                  List.of(
                      TreeNode.of("kernel", weights.get(0), "bias", weights.get(1)),
                      TreeNode.of("kernel", weights.get(2), "bias", weights.get(3)))));
      step = SampleTree.counter(engine, "step", 0);
    }

    private static ModelVariable<TFloat32> zeros(Engine engine, long... shape) {
      return engine.weight(
          "zeros",
          Shape.of(shape),
          (tf, size, seed) -> tf.zeros(tf.constant(size), TFloat32.class));
    }

    TreeNode wholeOptimizer() {
      List<ModelVariable<?>> variables = new ArrayList<>(List.of(iterations, learningRate));
      for (int i = 0; i < weights.size(); i++) {
        variables.add(momentums.get(i));
        variables.add(velocities.get(i));
      }
      return TreeNode.of(
          "_variables", TreeNode.list(variables),
          "_trainable_variables", TreeNode.list(weights),
          "_trainable_variables_indices", TreeNode.of(),
          "_iterations", iterations,
          "_learning_rate", learningRate,
          "_momentums", TreeNode.list(momentums),
          "_velocities", TreeNode.list(velocities));
    }

    TreeNode slotsOnly() {
      return TreeNode.of(
          "_iterations", iterations,
          "_momentums", TreeNode.list(momentums),
          "_velocities", TreeNode.list(velocities));
    }
  }

  static Stream<JsonObject> trainingVariables() {
    return PythonFixture.read("python/training.json").list("variables").stream();
  }

  @Test
  void readsEveryTensor() {
    CheckpointReader reader = CheckpointReader.open(trainingPrefix);
    Map<String, List<Object>> expected = new LinkedHashMap<>();
    Map<String, List<Object>> actual = new LinkedHashMap<>();
    trainingVariables()
        .forEach(
            tensor -> {
              String key = tensor.get("key").getAsString();
              expected.put(key, PythonFixture.values(tensor));
              assertThat(reader.entry(key).shape()).isEqualTo(PythonFixture.shape(tensor));
              Class<? extends TType> type =
                  tensor.get("type").getAsString().equals("int64") ? TInt64.class : TFloat32.class;
              try (TType value = reader.read(key, type)) {
                actual.put(key, PythonFixture.content(value));
              }
            });
    assertThat(actual).isEqualTo(expected).hasSize(15);
    assertThat(reader.entries()).hasSize(16);
  }

  @Test
  void describesATreeAsPythonDoes() {
    try (Engine engine = GraphEngine.create()) {
      Training tree = new Training(engine);
      ObjectGraph graph =
          ObjectGraph.of(
              TreeNode.of(
                  "model", tree.model, "optimizer", tree.wholeOptimizer(), "step", tree.step));

      assertThat(graph.toProto().getNodesList())
          .extracting(PythonCheckpointTest::describe)
          .containsExactlyElementsOf(
              training.list("objects").stream().map(PythonCheckpointTest::describe).toList());
    }
  }

  private static String describe(TrackableObject node) {
    Map<String, Integer> children = new LinkedHashMap<>();
    node.getChildrenList().forEach(child -> children.put(child.getLocalName(), child.getNodeId()));
    List<String> keys = new ArrayList<>();
    node.getAttributesList()
        .forEach(attribute -> keys.add(attribute.getName() + " " + attribute.getCheckpointKey()));
    return children + " " + keys + " " + node.getHasCheckpointValues().getValue();
  }

  private static String describe(JsonObject node) {
    Map<String, Integer> children = new LinkedHashMap<>();
    node.getAsJsonObject("children")
        .asMap()
        .forEach((name, number) -> children.put(name, number.getAsInt()));
    List<String> keys = new ArrayList<>();
    for (JsonElement attribute : node.getAsJsonArray("attributes")) {
      JsonObject fields = attribute.getAsJsonObject();
      keys.add(fields.get("name").getAsString() + " " + fields.get("key").getAsString());
    }
    return children + " " + keys + " " + node.get("has_checkpoint_values").getAsBoolean();
  }

  @Test
  void restoresAModelAndTheSlotsOfItsOptimizer() {
    try (Engine engine = GraphEngine.create()) {
      Training tree = new Training(engine);
      Checkpoint.of(Map.of("model", tree.model, "optimizer", tree.slotsOnly(), "step", tree.step))
          .restore(trainingPrefix);

      for (int i = 0; i < tree.weights.size(); i++) {
        assertThat(content(tree.weights.get(i)))
            .isEqualTo(trainingValues("optimizer/_trainable_variables/" + i));
        assertThat(content(tree.momentums.get(i)))
            .isEqualTo(trainingValues("optimizer/_variables/" + (2 + 2 * i)));
        assertThat(content(tree.velocities.get(i)))
            .isEqualTo(trainingValues("optimizer/_variables/" + (3 + 2 * i)));
      }
      assertThat(content(tree.iterations)).isEqualTo(List.of(3L));
      assertThat(content(tree.step)).isEqualTo(List.of(3L));
    }
  }

  private List<Object> trainingValues(String path) {
    return PythonFixture.values(training.find("variables", "key", path + VALUE));
  }

  private static List<Object> content(ModelVariable<?> variable) {
    try (TType value = variable.value()) {
      return PythonFixture.content(value);
    }
  }

  @Test
  void restoresTheLatestOfPythonsManager() {
    PythonFixture run = PythonFixture.read("run/values.json");
    Path folder = run.file().getParent();
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> weight = SampleTree.floats(engine, "weight", 9, 2, 3);
      TreeNode tree =
          TreeNode.of(
              "weight",
              weight,
              "words",
              variable(engine, TString.vectorOf("", "", "")),
              "pixels",
              variable(engine, TUint8.tensorOf(Shape.of(2, 2))),
              "exact",
              TreeNode.list(
                  List.of(
                      variable(engine, TFloat64.scalarOf(0)),
                      variable(engine, TInt64.scalarOf(0)))),
              "tied",
              TreeNode.of("encoder.0/kernel", weight),
              "step",
              variable(engine, TInt64.scalarOf(0)));
      CheckpointManager manager =
          CheckpointManager.of(Checkpoint.of(Map.of("tree", tree)), folder, 2);

      assertThat(manager.checkpoints())
          .containsExactly(folder.resolve("ckpt-1"), folder.resolve("ckpt-2"));
      assertThat(manager.restoreLatest()).contains(folder.resolve("ckpt-2"));

      TreeNode.of("tree", tree)
          .variablesByPath()
          .forEach(
              (path, variable) ->
                  assertThat(content(variable))
                      .as(path)
                      .isEqualTo(PythonFixture.values(run.find("latest", "path", path))));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends TType> ModelVariable<T> variable(Engine engine, T value) {
    try (value) {
      return engine.variable("variable", (Class<T>) value.type(), value);
    }
  }
}
