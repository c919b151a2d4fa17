package io.latent4j.savedmodel;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What the operations of the native library call their outputs. */
final class OutputNames {
  private final Map<String, OpDef> operations = new HashMap<>();

  OutputNames() {
    for (OpDef operation : TensorFlow.registeredOpList().getOpList()) {
      operations.put(operation.getName(), operation);
    }
  }

  boolean isStateful(NodeDef node) {
    return operations.get(node.getOp()).getIsStateful();
  }

  /** The name of an output, and its place in the list of that name: {@code y:0}. */
  String of(NodeDef node, int index) {
    OpDef operation = operations.get(node.getOp());
    int first = 0;
    for (OpDef.ArgDef output : operation.getOutputArgList()) {
      int count = count(node, operation, output);
      if (index < first + count) {
        return output.getName() + ":" + (index - first);
      }
      first += count;
    }
    throw new IllegalStateException(
        "node %s (%s) has %d outputs, not %d"
            .formatted(node.getName(), node.getOp(), first, index + 1));
  }

  private static int count(NodeDef node, OpDef operation, OpDef.ArgDef output) {
    if (!output.getNumberAttr().isEmpty()) {
      return (int) attribute(node, operation, output.getNumberAttr()).getI();
    }
    if (!output.getTypeListAttr().isEmpty()) {
      return attribute(node, operation, output.getTypeListAttr()).getList().getTypeCount();
    }
    return 1;
  }

  private static AttrValue attribute(NodeDef node, OpDef operation, String name) {
    if (node.containsAttr(name)) {
      return node.getAttrOrThrow(name);
    }
    return operation.getAttrList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getDefaultValue();
  }
}
