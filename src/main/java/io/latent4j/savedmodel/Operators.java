package io.latent4j.savedmodel;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** The definitions of TensorFlow's operations, and the nodes of files seen in their light. */
final class Operators {
  private final StoredModel model;
  private final Map<String, OpDef> byType = new HashMap<>();

  Operators(StoredModel model) {
    this.model = model;
    TensorFlow.registeredOpList()
        .getOpList()
        .forEach(definition -> byType.put(definition.getName(), definition));
  }

  /**
   * The definition of a node's operation.
   *
   * @throws io.latent4j.checkpoint.ModelFormatException if this TensorFlow has no such operation
   */
  OpDef definition(NodeDef node) {
    OpDef definition = byType.get(node.getOp());
    if (definition == null) {
      throw model.broken(
          "operations that TensorFlow %s has".formatted(TensorFlow.version()),
          "'%s' ('%s')".formatted(node.getOp(), node.getName()));
    }
    return definition;
  }

  /** How many tensors an argument takes or a result has. */
  int size(NodeDef node, OpDef definition, OpDef.ArgDef argument) {
    long size = 1;
    if (!argument.getNumberAttr().isEmpty()) {
      size = attribute(node, definition, argument.getNumberAttr()).getI();
    } else if (!argument.getTypeListAttr().isEmpty()) {
      size = attribute(node, definition, argument.getTypeListAttr()).getList().getTypeCount();
    }
    if (size < 0 || size > Short.MAX_VALUE) {
      throw model.broken("lists of tensors at '" + node.getName() + "'", "one of " + size);
    }
    return (int) size;
  }

  static boolean isList(OpDef.ArgDef argument) {
    return !argument.getNumberAttr().isEmpty() || !argument.getTypeListAttr().isEmpty();
  }

  /** The place of a named result among all results, lists spread out. */
  int resultIndex(NodeDef node, String name, int index) {
    OpDef definition = definition(node);
    int offset = 0;
    for (OpDef.ArgDef result : definition.getOutputArgList()) {
      if (result.getName().equals(name)) {
        return offset + index;
      }
      offset += size(node, definition, result);
    }
    throw model.broken("a result '" + name + "' of '" + node.getName() + "'", node.getOp());
  }

  private AttrValue attribute(NodeDef node, OpDef definition, String name) {
    AttrValue value = node.getAttrMap().get(name);
    if (value != null) {
      return value;
    }
    return definition.getAttrList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .map(OpDef.AttrDef::getDefaultValue)
        .findFirst()
        .orElse(AttrValue.getDefaultInstance());
  }
}
