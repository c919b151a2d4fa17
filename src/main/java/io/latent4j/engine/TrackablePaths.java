package io.latent4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.types.family.TType;

/** How trees are walked. */
final class TrackablePaths {
  private TrackablePaths() {}

  static void collect(
      Trackable node, String path, Map<String, ModelVariable<?>> found, Set<Trackable> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof ModelVariable<?> variable) {
      found.put(path.isEmpty() ? variable.name() : path, variable);
    }
    node.children().forEach((name, child) -> collect(child, join(path, name), found, seen));
  }

  private static String join(String path, String name) {
    if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
      return path + "[" + name + "]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  static void copyValues(Trackable source, Trackable target) {
    Map<String, ModelVariable<?>> from = source.variablesByPath();
    Map<String, ModelVariable<?>> to = target.variablesByPath();
    if (!from.keySet().equals(to.keySet())) {
      throw new IllegalArgumentException(
          "target must have the variables " + from.keySet() + ", but has " + to.keySet());
    }
    from.forEach(
        (path, variable) -> {
          ModelVariable<?> other = to.get(path);
          if (!variable.shape().equals(other.shape()) || variable.type() != other.type()) {
            throw new IllegalArgumentException(
                "variable '%s' of the target must be %s %s, but is %s %s"
                    .formatted(
                        path,
                        variable.type().getSimpleName(),
                        variable.shape(),
                        other.type().getSimpleName(),
                        other.shape()));
          }
        });
    Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
    try {
      from.forEach((path, variable) -> values.put(to.get(path), variable.value()));
      Engine.assignAll(values);
    } finally {
      values.values().forEach(TType::close);
    }
  }
}
