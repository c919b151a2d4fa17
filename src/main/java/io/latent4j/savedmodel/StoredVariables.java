package io.latent4j.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.latent4j.checkpoint.CheckpointEntry;
import io.latent4j.checkpoint.CheckpointReader;
import io.latent4j.checkpoint.ElementTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VariableDef;

/** Finds the variables of a model and where the checkpoint has their values. */
final class StoredVariables {
  private static final Set<DataType> FLOATS =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  private static final String VALUE = "VARIABLE_VALUE";
  private static final String KERAS_COPIES = "_all_variables[";

  private final StoredModel model;
  private final Optional<CheckpointReader> checkpoint;

  private StoredVariables(StoredModel model, Optional<CheckpointReader> checkpoint) {
    this.model = model;
    this.checkpoint = checkpoint;
  }

  /** The variables in the order of the model. */
  static List<StoredVariable> of(StoredModel model, Optional<CheckpointReader> checkpoint) {
    StoredVariables variables = new StoredVariables(model, checkpoint);
    return model.hasObjects() ? variables.ofObjects() : variables.ofOperations();
  }

  static Shape shape(TensorShapeProto proto) {
    return proto.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(
            proto.getDimList().stream().mapToLong(dim -> Math.max(-1, dim.getSize())).toArray());
  }

  // Models of TensorFlow 2: the variables are objects.

  private List<StoredVariable> ofObjects() {
    ObjectPaths paths = new ObjectPaths(model);
    Map<Integer, String> keys = checkpoint.map(this::ownKeys).orElse(Map.of());
    Map<Integer, Set<String>> copies = copies(keys);
    Map<String, Integer> originals = new HashMap<>();
    copies.forEach((node, others) -> others.forEach(key -> originals.put(key, node)));
    Map<Integer, StoredVariable> byNode = new LinkedHashMap<>();
    Map<Integer, List<Object>> copyNodes = new HashMap<>();
    for (int node = 0; node < model.objects().getNodesCount(); node++) {
      SavedObject object = model.objects().getNodes(node);
      Optional<String> path = paths.of(node);
      if (object.hasVariable() && path.isPresent()) {
        Integer original = originals.get(keys.get(node));
        if (original != null && original != node) {
          copyNodes.computeIfAbsent(original, absent -> new ArrayList<>()).add(node);
        } else {
          List<String> all = new ArrayList<>();
          if (keys.containsKey(node)) {
            all.add(keys.get(node));
          }
          all.addAll(copies.getOrDefault(node, Set.of()));
          byNode.put(
              node,
              new StoredVariable(describe(path.get(), object.getVariable(), all), all, List.of()));
        }
      }
    }
    mergeKerasCopies(byNode);
    List<StoredVariable> result = new ArrayList<>();
    byNode.forEach(
        (node, variable) -> {
          List<Object> nodes = new ArrayList<>(List.of(node));
          nodes.addAll(copyNodes.getOrDefault(node, List.of()));
          result.add(new StoredVariable(variable.description(), variable.keys(), nodes));
        });
    return result;
  }

  /**
   * When Python saves a Keras export again, nothing refers to the copies any more; but they are
   * there, and would be found as variables of their own.
   */
  private void mergeKerasCopies(Map<Integer, StoredVariable> byNode) {
    Set<Integer> bound = new HashSet<>();
    model
        .objects()
        .getConcreteFunctionsMap()
        .values()
        .forEach(function -> bound.addAll(function.getBoundInputsList()));
    for (Integer node : List.copyOf(byNode.keySet())) {
      StoredVariable copy = byNode.get(node);
      if (bound.contains(node) || !copy.description().path().startsWith(KERAS_COPIES)) {
        continue;
      }
      List<StoredVariable> originals =
          byNode.values().stream()
              .filter(other -> !other.description().path().startsWith(KERAS_COPIES))
              .filter(other -> isNamesake(other.description(), copy.description()))
              .toList();
      if (originals.size() == 1) {
        originals.get(0).keys().addAll(copy.keys());
        byNode.remove(node);
      }
    }
  }

  private static boolean isNamesake(VariableDescription one, VariableDescription other) {
    return one.name().equals(other.name())
        && one.type() == other.type()
        && one.shape().equals(other.shape());
  }

  private VariableDescription describe(String path, SavedVariable variable, List<String> keys) {
    Shape shape = shape(variable.getShape());
    DataType type = variable.getDtype();
    if (!keys.isEmpty()) {
      CheckpointEntry entry = checkpoint.orElseThrow().entry(keys.get(0));
      if (entry.type() != type || !entry.shape().isCompatibleWith(shape)) {
        throw model.broken(
            "variable '%s' of %s %s as in the checkpoint"
                .formatted(path, ElementTypes.name(entry.type()), entry.shape()),
            ElementTypes.name(type) + " " + shape);
      }
      shape = entry.shape();
    }
    return new VariableDescription(path, variable.getName(), type, shape, variable.getTrainable());
  }

  /** The keys of variables by object, found by walking both trees together. */
  private Map<Integer, String> ownKeys(CheckpointReader reader) {
    TrackableObjectGraph stored = reader.objectGraph();
    Map<Integer, Integer> matches = new HashMap<>(Map.of(0, 0));
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int node = open.remove();
      Map<String, Integer> children = new HashMap<>();
      stored
          .getNodes(matches.get(node))
          .getChildrenList()
          .forEach(child -> children.put(child.getLocalName(), child.getNodeId()));
      for (ObjectReference child : model.objects().getNodes(node).getChildrenList()) {
        Integer match = children.get(child.getLocalName());
        if (match != null && matches.putIfAbsent(child.getNodeId(), match) == null) {
          open.add(child.getNodeId());
        }
      }
    }
    Map<Integer, String> keys = new HashMap<>();
    matches.forEach(
        (node, match) ->
            stored.getNodes(match).getAttributesList().stream()
                .filter(attribute -> attribute.getName().equals(VALUE))
                .map(attribute -> attribute.getCheckpointKey())
                .filter(reader::contains)
                .findFirst()
                .ifPresent(key -> keys.put(node, key)));
    return keys;
  }

  /** The keys besides their own from which functions of the main graph get variables. */
  private Map<Integer, Set<String>> copies(Map<Integer, String> keys) {
    Map<String, String> restored = RestoredHandles.keys(model);
    Map<Integer, Set<String>> copies = new HashMap<>();
    for (NodeDef node : model.graph().getNodeList()) {
      SavedConcreteFunction function =
          model.library().isCall(node)
              ? model.objects().getConcreteFunctionsMap().get(model.library().callee(node))
              : null;
      if (function == null) {
        continue;
      }
      List<String> inputs =
          node.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
      int first = inputs.size() - function.getBoundInputsCount();
      for (int i = 0; i < function.getBoundInputsCount() && first >= 0; i++) {
        int bound = function.getBoundInputs(i);
        String key = restored.get(RestoredHandles.nodeName(inputs.get(first + i)));
        if (key != null && keys.containsKey(bound) && isCopy(keys.get(bound), key)) {
          copies.computeIfAbsent(bound, absent -> new LinkedHashSet<>()).add(key);
        }
      }
    }
    return copies;
  }

  private boolean isCopy(String own, String other) {
    CheckpointReader reader = checkpoint.orElseThrow();
    return !own.equals(other)
        && reader.contains(other)
        && reader.entry(own).type() == reader.entry(other).type()
        && reader.entry(own).shape().equals(reader.entry(other).shape());
  }

  // Models of TensorFlow 1: the variables are operations.

  private List<StoredVariable> ofOperations() {
    Set<String> trainable = trainable();
    List<StoredVariable> variables = new ArrayList<>();
    for (NodeDef node : model.graph().getNodeList()) {
      if (Inliner.isVariable(node)) {
        String key = key(node);
        if (checkpoint.isEmpty() || !checkpoint.get().contains(key)) {
          continue; // what is not saved, such as the counters of metrics
        }
        CheckpointEntry entry = checkpoint.get().entry(key);
        DataType type = attribute(node, "dtype").getType();
        if (entry.type() != type) {
          throw model.broken(
              "variable '%s' of %s as in the checkpoint"
                  .formatted(key, ElementTypes.name(entry.type())),
              ElementTypes.name(type));
        }
        variables.add(
            new StoredVariable(
                new VariableDescription(
                    node.getName(), key, type, entry.shape(), trainable.contains(node.getName())),
                List.of(key),
                List.of(node.getName())));
      }
    }
    return variables;
  }

  private static String key(NodeDef node) {
    String shared = attribute(node, "shared_name").getS().toStringUtf8();
    return shared.isEmpty() ? node.getName() : shared;
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }

  /**
   * The operations whose variables are trained. Python lists them; a graph that Java wrote has no
   * such list, and there they are those that a signature uses, not the state of optimizers.
   */
  private Set<String> trainable() {
    if (model.metaGraph().getCollectionDefCount() == 0) {
      Set<String> used = SignatureNodes.of(model.metaGraph());
      return model.graph().getNodeList().stream()
          .filter(node -> FLOATS.contains(attribute(node, "dtype").getType()))
          .map(NodeDef::getName)
          .filter(used::contains)
          .collect(Collectors.toUnmodifiableSet());
    }
    CollectionDef collection =
        model
            .metaGraph()
            .getCollectionDefOrDefault("trainable_variables", CollectionDef.getDefaultInstance());
    Set<String> names = new HashSet<>();
    try {
      for (ByteString proto : collection.getBytesList().getValueList()) {
        names.add(RestoredHandles.nodeName(VariableDef.parseFrom(proto).getVariableName()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw model.broken("a list of trainable variables", "something unreadable");
    }
    return Collections.unmodifiableSet(names);
  }
}
