package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * The functions of a SavedModel. None of them calls itself, and none is of a size, with all that it
 * calls written out, that no memory could hold: both are found out before anything is built.
 */
final class FunctionLibrary {
  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  /** Keras's largest networks have some 20,000 operations. */
  private static final long MAX_OPERATIONS = 500_000;

  private static final int MAX_DEPTH = 200;

  private final Path file;
  private final Map<String, FunctionDef> functions;

  private FunctionLibrary(Path file, Map<String, FunctionDef> functions) {
    this.file = file;
    this.functions = functions;
  }

  static FunctionLibrary of(Path file, FunctionDefLibrary library) {
    Map<String, FunctionDef> functions = new LinkedHashMap<>();
    for (FunctionDef function : library.getFunctionList()) {
      functions.put(function.getSignature().getName(), function);
    }
    FunctionLibrary checked = new FunctionLibrary(file, functions);
    Map<String, Extent> known = new HashMap<>();
    functions.keySet().forEach(name -> checked.extent(name, known, 0));
    return checked;
  }

  private record Extent(long operations, int depth) {}

  /** Marks a function whose own size is being worked out. */
  private static final Extent OPEN = new Extent(0, 0);

  private Extent extent(String name, Map<String, Extent> known, int level) {
    Extent done = known.get(name);
    if (done == OPEN) {
      throw broken("functions that do not call themselves", "'" + name + "', which does");
    }
    if (done != null) {
      return done;
    }
    if (level > MAX_DEPTH) {
      throw broken("calls nested at most " + MAX_DEPTH + " deep", "deeper ones");
    }
    known.put(name, OPEN);
    long operations = 0;
    int depth = 0;
    for (NodeDef node : functions.get(name).getNodeDefList()) {
      operations++;
      for (String callee : references(node)) {
        Extent inner = extent(callee, known, level + 1);
        operations += inner.operations();
        depth = Math.max(depth, inner.depth() + 1);
      }
      if (operations > MAX_OPERATIONS) {
        throw broken(
            "functions of at most " + MAX_OPERATIONS + " operations", "more in '" + name + "'");
      }
    }
    if (depth > MAX_DEPTH) {
      throw broken("calls nested at most " + MAX_DEPTH + " deep", "" + depth);
    }
    Extent extent = new Extent(operations, depth);
    known.put(name, extent);
    return extent;
  }

  /** The functions that an operation calls or names in its attributes. */
  private List<String> references(NodeDef node) {
    List<String> names = new ArrayList<>();
    if (functions.containsKey(node.getOp())) {
      names.add(node.getOp());
    }
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) {
        names.add(value.getFunc().getName());
      }
      for (NameAttrList function : value.getList().getFuncList()) {
        names.add(function.getName());
      }
    }
    names.removeIf(name -> !functions.containsKey(name));
    return names;
  }

  boolean has(String name) {
    return functions.containsKey(name);
  }

  /**
   * A function.
   *
   * @throws ModelFormatException if there is none of that name
   */
  FunctionDef get(String name) {
    FunctionDef function = functions.get(name);
    if (function == null) {
      throw broken("a function '" + name + "'", "none of that name");
    }
    return function;
  }

  /** Whether an operation does nothing but call a function. */
  boolean isCall(NodeDef node) {
    return CALLS.contains(node.getOp()) || functions.containsKey(node.getOp());
  }

  /** The name of the function that such an operation calls. */
  String callee(NodeDef call) {
    return CALLS.contains(call.getOp())
        ? call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName()
        : call.getOp();
  }

  /** The functions that an operation's attributes name, with all that those need. */
  Collection<FunctionDef> needed(NodeDef node) {
    Map<String, FunctionDef> found = new LinkedHashMap<>();
    Deque<NodeDef> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      for (String name : references(open.remove())) {
        FunctionDef function = functions.get(name);
        if (found.put(name, function) == null) {
          open.addAll(function.getNodeDefList());
        }
      }
    }
    return found.values();
  }

  private ModelFormatException broken(String expected, String found) {
    return new ModelFormatException(file, expected, found);
  }
}
