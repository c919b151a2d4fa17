package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The gradients that TensorFlow's C++ knows, operation by operation. Each is worked out once in a
 * small graph, as a {@link GradientTemplate}, and from then on re-emitted wherever it is needed:
 * eagerly, in a graph, and under an outer tape, which is what makes higher orders work.
 */
final class NativeGradients {
  private final Engine engine;
  private final Map<String, GradientTemplate> templates = new HashMap<>();
  private final Set<String> knownTypes = new HashSet<>();

  private NativeGradients(Engine engine) {
    this.engine = engine;
  }

  static NativeGradients of(Engine engine) {
    return engine.companion(NativeGradients.class, () -> new NativeGradients(engine));
  }

  /** Whether a gradient of this type of operation was found before. */
  boolean knows(String type) {
    return knownTypes.contains(type);
  }

  List<Operand<?>> gradient(TapeEntry entry, Output<?>[] outputGradients, boolean[] needed) {
    String key = signature(entry, outputGradients, needed);
    GradientTemplate template = templates.get(key);
    if (template == null) {
      template = GradientTemplate.build(entry, outputGradients, needed);
      templates.put(key, template);
      knownTypes.add(entry.operation().type());
    }
    return Arrays.asList(template.emit(engine.ops(), entry, outputGradients));
  }

  /** What the form of a gradient depends on: types, ranks and attributes, not values. */
  private static String signature(TapeEntry entry, Output<?>[] outputGradients, boolean[] needed) {
    StringBuilder text = new StringBuilder(128).append(entry.operation().type());
    for (Object argument : entry.operation().arguments()) {
      text.append(argument instanceof Output<?>[] list ? "|list" + list.length : "|");
    }
    List<Output<?>> values = new ArrayList<>(List.of(entry.inputs()));
    for (int i = 0; i < outputGradients.length; i++) {
      values.add(entry.operation().operation().output(i));
    }
    for (Output<?> value : values) {
      DataType type = value.dataType();
      text.append(type.getNumber())
          .append('/')
          .append(type == DataType.DT_RESOURCE ? 0 : value.shape().numDimensions())
          .append(',');
    }
    for (boolean need : needed) {
      text.append(need ? '1' : '0');
    }
    for (Output<?> gradient : outputGradients) {
      text.append(gradient == null ? '-' : '+');
    }
    entry
        .operation()
        .attributes()
        .forEach(
            (name, value) ->
                text.append(';').append(name).append('=').append(Attributes.text(value)));
    return text.toString();
  }
}
