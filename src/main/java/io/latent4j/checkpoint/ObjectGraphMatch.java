package io.latent4j.checkpoint;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;

/**
 * Finds the values of a tree's variables in a checkpoint, by walking both trees together from their
 * roots. The keys alone would not do: where a variable has several paths, its key may be any.
 */
final class ObjectGraphMatch {
  private static final int MISSING = -1;

  private final Path file;
  private final CheckpointReader reader;
  private final TrackableObjectGraph graph;
  private final Map<Trackable, Integer> numbers = new IdentityHashMap<>();

  private ObjectGraphMatch(Path file, CheckpointReader reader) {
    this.file = file;
    this.reader = reader;
    this.graph = reader.objectGraph();
  }

  /**
   * The key of every variable.
   *
   * @throws ModelFormatException if the checkpoint lacks one or has another type or shape for it
   */
  static Map<ModelVariable<?>, String> keys(Path file, CheckpointReader reader, Trackable root) {
    ObjectGraphMatch match = new ObjectGraphMatch(file, reader);
    Map<String, ModelVariable<?>> variables = root.variablesByPath();
    match.walk(root, variables);
    Map<ModelVariable<?>, String> keys = new LinkedHashMap<>();
    variables.forEach((path, variable) -> keys.put(variable, match.key(path, variable)));
    return keys;
  }

  private void walk(Trackable root, Map<String, ModelVariable<?>> variables) {
    Deque<Trackable> open = new ArrayDeque<>();
    numbers.put(root, 0);
    open.add(root);
    while (!open.isEmpty()) {
      Trackable node = open.remove();
      int number = numbers.get(node);
      node.children()
          .forEach(
              (name, child) -> {
                int found = child(number, name);
                Integer before = numbers.get(child);
                if (found != MISSING && before == null) {
                  numbers.put(child, found);
                  open.add(child);
                } else if (found != MISSING && before != found) {
                  throw shared(child, variables);
                }
              });
    }
  }

  private int child(int node, String name) {
    for (ObjectReference child : graph.getNodes(node).getChildrenList()) {
      if (child.getLocalName().equals(name)) {
        return child.getNodeId();
      }
    }
    return MISSING;
  }

  private ModelFormatException shared(Trackable node, Map<String, ModelVariable<?>> variables) {
    String what =
        variables.entrySet().stream()
            .filter(variable -> variable.getValue() == node)
            .map(variable -> "variable '" + variable.getKey() + "'")
            .findFirst()
            .orElse("a part of the model");
    return new ModelFormatException(
        file, "one value for " + what + ", which has several places in the model", "several");
  }

  private String key(String path, ModelVariable<?> variable) {
    Integer number = numbers.get(variable);
    if (number == null) {
      throw mismatch(path, variable, "nothing at that path");
    }
    TrackableObject node = graph.getNodes(number);
    String key =
        node.getAttributesList().stream()
            .filter(attribute -> attribute.getName().equals(ObjectGraph.VALUE))
            .map(SerializedTensor::getCheckpointKey)
            .findFirst()
            .orElseThrow(() -> mismatch(path, variable, "a node without a value"));
    if (!reader.contains(key)) {
      throw mismatch(path, variable, "no value under '" + key + "'");
    }
    CheckpointEntry entry = reader.entry(key);
    if (entry.type() != ElementTypes.of(variable.type())
        || !entry.shape().equals(variable.shape())) {
      throw mismatch(path, variable, ElementTypes.describe(entry.type(), entry.shape()));
    }
    return key;
  }

  private ModelFormatException mismatch(String path, ModelVariable<?> variable, String found) {
    String described = ElementTypes.describe(ElementTypes.of(variable.type()), variable.shape());
    return new ModelFormatException(file, "variable '" + path + "' of " + described, found);
  }
}
