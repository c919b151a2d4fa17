package io.latent4j.checkpoint;

import com.google.protobuf.BoolValue;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;

/**
 * Makes the description of a tree that a checkpoint carries. As in Python, nodes are numbered
 * breadth first, a node that several paths lead to is one node, and a variable's key is the
 * shortest of its paths, the first among equals.
 */
final class ObjectGraph {
  /** The name of a variable's value among the attributes of its node. */
  static final String VALUE = "VARIABLE_VALUE";

  /** The child of the root in which Python counts how often a checkpoint was saved. */
  static final String SAVE_COUNTER = "save_counter";

  static final String SAVE_COUNTER_KEY = key(SAVE_COUNTER);

  private final List<Trackable> nodes = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final Map<Trackable, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, ModelVariable<?>> variables = new LinkedHashMap<>();
  private final TrackableObjectGraph.Builder proto = TrackableObjectGraph.newBuilder();

  ObjectGraph(Trackable root) {
    number(root, "");
    for (int i = 0; i < nodes.size(); i++) {
      proto.addNodes(describe(nodes.get(i), paths.get(i)));
    }
  }

  /** Adds a node for Python's save counter. */
  ObjectGraph withSaveCounter() {
    proto
        .getNodesBuilder(0)
        .addChildren(reference(SAVE_COUNTER, proto.getNodesCount()))
        .setHasCheckpointValues(BoolValue.of(true));
    proto.addNodes(
        TrackableObject.newBuilder()
            .addAttributes(value(SAVE_COUNTER, SAVE_COUNTER))
            .setHasCheckpointValues(BoolValue.of(true)));
    return this;
  }

  TrackableObjectGraph toProto() {
    return proto.build();
  }

  /** The variables by key. */
  Map<String, ModelVariable<?>> variables() {
    return variables;
  }

  private int number(Trackable node, String path) {
    return numbers.computeIfAbsent(
        node,
        added -> {
          nodes.add(added);
          paths.add(path);
          return nodes.size() - 1;
        });
  }

  private TrackableObject describe(Trackable node, String path) {
    TrackableObject.Builder described = TrackableObject.newBuilder();
    node.children()
        .forEach(
            (name, child) ->
                described.addChildren(reference(name, number(child, join(path, name)))));
    if (node instanceof ModelVariable<?> variable) {
      described.addAttributes(value(path, variable.name()));
      variables.put(key(path), variable);
    }
    return described.setHasCheckpointValues(BoolValue.of(!node.variables().isEmpty())).build();
  }

  private static String join(String path, String name) {
    String escaped = name.replace(".", "..").replace("/", ".S");
    return path.isEmpty() ? escaped : path + "/" + escaped;
  }

  private static ObjectReference reference(String name, int number) {
    return ObjectReference.newBuilder().setLocalName(name).setNodeId(number).build();
  }

  private static SerializedTensor value(String path, String name) {
    return SerializedTensor.newBuilder()
        .setName(VALUE)
        .setFullName(name)
        .setCheckpointKey(key(path))
        .build();
  }

  private static String key(String path) {
    return path + "/.ATTRIBUTES/" + VALUE;
  }
}
