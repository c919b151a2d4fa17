package io.latent4j.savedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * Which handle of the main graph is restored from which key of the checkpoint, read off the
 * operations that restore. Loaders in C++ go by them; Python goes by the tree of objects. Keras's
 * exports store every variable twice, once for each.
 */
final class RestoredHandles {
  private static final int MAX_DEPTH = 20;

  private final FunctionLibrary library;
  private final Map<String, String> keys = new HashMap<>();

  private RestoredHandles(FunctionLibrary library) {
    this.library = library;
  }

  /** Key by name of the handle's operation. */
  static Map<String, String> keys(StoredModel model) {
    RestoredHandles restored = new RestoredHandles(model.library());
    Scope main = new Scope(model.graph().getNodeList(), Map.of());
    String restore = nodeName(model.metaGraph().getSaverDef().getRestoreOpName());
    NodeDef call = main.nodes().get(restore);
    if (call != null && model.library().isCall(call)) {
      restored.enter(main, call, 0);
    } else {
      restored.assignments(main, 0);
    }
    return restored.keys;
  }

  /** The nodes of a body; arguments stand for names of the main graph. */
  private record Scope(Map<String, NodeDef> nodes, Map<String, String> arguments) {
    Scope(List<NodeDef> nodes, Map<String, String> arguments) {
      this(new HashMap<>(), arguments);
      nodes.forEach(node -> this.nodes.put(node.getName(), node));
    }

    /** The name in the main graph that an input comes from, or null. */
    String outer(String input) {
      String name = nodeName(input);
      for (int i = 0; i < MAX_DEPTH; i++) {
        if (arguments.containsKey(name)) {
          return arguments.get(name);
        }
        NodeDef node = nodes.get(name);
        if (node == null || !node.getOp().equals("Identity") || node.getInputCount() == 0) {
          return node != null && node.getOp().equals("VarHandleOp") ? name : null;
        }
        name = nodeName(node.getInput(0));
      }
      return null;
    }
  }

  private void enter(Scope outer, NodeDef call, int depth) {
    String callee = library.callee(call);
    if (!library.has(callee) || depth > MAX_DEPTH) {
      return;
    }
    FunctionDef function = library.get(callee);
    Map<String, String> arguments = new HashMap<>();
    int count = Math.min(function.getSignature().getInputArgCount(), call.getInputCount());
    for (int i = 0; i < count; i++) {
      String name = outer.outer(call.getInput(i));
      if (name != null) {
        arguments.put(function.getSignature().getInputArg(i).getName(), name);
      }
    }
    assignments(new Scope(function.getNodeDefList(), arguments), depth + 1);
  }

  private void assignments(Scope scope, int depth) {
    for (NodeDef node : scope.nodes().values()) {
      if (node.getOp().equals("AssignVariableOp") && node.getInputCount() >= 2) {
        String handle = scope.outer(node.getInput(0));
        String key = key(scope, node.getInput(1));
        if (handle != null && key != null) {
          keys.put(handle, key);
        }
      } else if (library.isCall(node) && depth > 0) {
        enter(scope, node, depth);
      }
    }
  }

  /** The key from which a value is restored, or null. */
  private static String key(Scope scope, String value) {
    String input = value;
    for (int i = 0; i < MAX_DEPTH; i++) {
      NodeDef node = scope.nodes().get(nodeName(input));
      if (node == null || node.getInputCount() == 0) {
        return null;
      }
      if (node.getOp().equals("RestoreV2") && node.getInputCount() >= 2) {
        List<String> names = strings(scope.nodes().get(nodeName(node.getInput(1))));
        int index = index(input);
        return index < names.size() ? names.get(index) : null;
      }
      input = node.getInput(0);
    }
    return null;
  }

  private static List<String> strings(NodeDef constant) {
    List<String> strings = new ArrayList<>();
    if (constant != null) {
      constant
          .getAttrOrDefault("value", AttrValue.getDefaultInstance())
          .getTensor()
          .getStringValList()
          .forEach(bytes -> strings.add(bytes.toStringUtf8()));
    }
    return strings;
  }

  static String nodeName(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static int index(String input) {
    int colon = input.lastIndexOf(':');
    try {
      return colon < 0 ? 0 : Integer.parseUnsignedInt(input.substring(colon + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
