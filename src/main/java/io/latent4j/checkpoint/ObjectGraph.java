package io.latent4j.checkpoint;

import com.google.protobuf.BoolValue;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.ArrayList;
import java.util.Collections;
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
 *
 * <p>For those who describe the nodes further, as a SavedModel does.
 */
public final class ObjectGraph {
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

  private ObjectGraph(Trackable root) {
    number(root, "");
    describeNew();
  }

  private void describeNew() {
    for (int i = proto.getNodesCount(); i < nodes.size(); i++) {
      proto.addNodes(describe(nodes.get(i), paths.get(i)));
    }
  }

  /**
   * Describes a tree.
   *
   * @param root the tree
   * @return its description
   */
  public static ObjectGraph of(Trackable root) {
    return new ObjectGraph(root);
  }

  /**
   * Gives the root another child. Nodes that are in the graph already keep number and key, whatever
   * their new path is.
   *
   * @param name the name of the child
   * @param child the child
   * @return this
   * @throws IllegalArgumentException if the root has a child of that name
   */
  public ObjectGraph add(String name, Trackable child) {
    if (hasRootChild(name)) {
      throw new IllegalArgumentException(
          "root must have one child '" + name + "', but has another");
    }
    int number = number(child, join("", name));
    describeNew();
    TrackableObject.Builder root = proto.getNodesBuilder(0).addChildren(reference(name, number));
    if (!child.variables().isEmpty()) {
      root.setHasCheckpointValues(BoolValue.of(true));
    }
    return this;
  }

  boolean hasRootChild(String name) {
    return proto.getNodes(0).getChildrenList().stream()
        .anyMatch(child -> child.getLocalName().equals(name));
  }

  /** The description with a node for Python's save counter. */
  TrackableObjectGraph toProtoWithSaveCounter() {
    TrackableObjectGraph.Builder counted = toProto().toBuilder();
    counted
        .getNodesBuilder(0)
        .addChildren(reference(SAVE_COUNTER, counted.getNodesCount()))
        .setHasCheckpointValues(BoolValue.of(true));
    return counted
        .addNodes(
            TrackableObject.newBuilder()
                .addAttributes(value(SAVE_COUNTER, SAVE_COUNTER))
                .setHasCheckpointValues(BoolValue.of(true)))
        .build();
  }

  /**
   * The description, for {@link CheckpointWriter}.
   *
   * @return the nodes with their children and keys
   */
  public TrackableObjectGraph toProto() {
    return proto.build();
  }

  /**
   * The nodes by number, the root first.
   *
   * @return as many as the description has
   */
  public List<Trackable> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /**
   * The variables by key, such as {@code layers/0/kernel/.ATTRIBUTES/VARIABLE_VALUE}.
   *
   * @return each variable once, in the order of the nodes
   */
  public Map<String, ModelVariable<?>> variables() {
    return Collections.unmodifiableMap(variables);
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
