package io.latent4j.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** The definitions of TensorFlow's operations. */
final class NativeOperations {
  private final Map<String, OpDef> byType = new HashMap<>();
  private final Map<String, List<String>> attributes = new HashMap<>();

  NativeOperations() {
    TensorFlow.registeredOpList().getOpList().forEach(op -> byType.put(op.getName(), op));
  }

  OpDef definition(String type) {
    OpDef definition = byType.get(type);
    if (definition == null) {
      throw new IllegalArgumentException(
          "type must be one of TensorFlow's operations, but is '" + type + "'");
    }
    return definition;
  }

  List<String> attributesOf(String type) {
    return attributes.computeIfAbsent(
        type,
        absent -> definition(type).getAttrList().stream().map(OpDef.AttrDef::getName).toList());
  }
}
