package io.latent4j.savedmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/** The nodes of a function or of the main graph, by name. */
final class Body {
  private final StoredModel model;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  Body(StoredModel model, List<NodeDef> nodes) {
    this.model = model;
    for (NodeDef node : nodes) {
      if (this.nodes.put(node.getName(), node) != null) {
        throw model.broken("one operation '" + node.getName() + "'", "several");
      }
    }
  }

  NodeDef get(String name) {
    return nodes.get(name);
  }

  Collection<NodeDef> nodes() {
    return nodes.values();
  }

  /**
   * The nodes that some nodes need, in an order in which they can be built.
   *
   * @param wanted the names of what is wanted
   * @param given the names that stand for values that are there already
   */
  List<NodeDef> ordered(Collection<String> wanted, Set<String> given) {
    List<NodeDef> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>(given);
    Set<String> open = new HashSet<>();
    Deque<String> stack = new ArrayDeque<>();
    wanted.forEach(stack::push);
    while (!stack.isEmpty()) {
      String name = stack.peek();
      NodeDef node = nodes.get(name);
      if (done.contains(name)) {
        stack.pop();
      } else if (node == null) {
        throw model.broken("an operation '" + name + "'", "none of that name");
      } else if (open.add(name)) {
        for (String input : node.getInputList()) {
          String source = RestoredHandles.nodeName(input);
          if (open.contains(source) && !done.contains(source)) {
            throw model.broken(
                "a graph without cycles (loops of TensorFlow 1 are not read)",
                "one through '" + source + "'");
          }
          if (!done.contains(source)) {
            stack.push(source);
          }
        }
      } else {
        stack.pop();
        done.add(name);
        ordered.add(node);
      }
    }
    return ordered;
  }
}
