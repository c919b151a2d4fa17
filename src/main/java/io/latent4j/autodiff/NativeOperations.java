package io.latent4j.autodiff;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** The definitions of TensorFlow's operations, the same for all engines. */
final class NativeOperations {
  private static final Map<String, OpDef> BY_TYPE =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toUnmodifiableMap(OpDef::getName, Function.identity()));

  private NativeOperations() {}

  static OpDef definition(String type) {
    OpDef definition = BY_TYPE.get(type);
    if (definition == null) {
      throw new IllegalArgumentException(
          "type must be one of TensorFlow's operations, but is '" + type + "'");
    }
    return definition;
  }

  static List<OpDef.AttrDef> attributesOf(String type) {
    return definition(type).getAttrList();
  }
}
