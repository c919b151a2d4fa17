package io.latent4j.savedmodel;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** The nodes of a graph that the outputs of its signatures are computed from. */
final class SignatureNodes {
  private SignatureNodes() {}

  /** Their names. */
  static Set<String> of(MetaGraphDef model) {
    Map<String, NodeDef> nodes = new HashMap<>();
    model.getGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Deque<String> open = new ArrayDeque<>();
    model
        .getSignatureDefMap()
        .values()
        .forEach(
            signature ->
                signature
                    .getOutputsMap()
                    .values()
                    .forEach(output -> open.add(RestoredHandles.nodeName(output.getName()))));
    Set<String> reached = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (reached.add(name) && nodes.containsKey(name)) {
        nodes.get(name).getInputList().forEach(input -> open.add(RestoredHandles.nodeName(input)));
      }
    }
    return Collections.unmodifiableSet(reached);
  }
}
