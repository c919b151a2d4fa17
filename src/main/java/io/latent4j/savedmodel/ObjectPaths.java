package io.latent4j.savedmodel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/**
 * The paths of objects, as Python writes them. Many objects have several: the one that says most
 * wins, {@code encoder.layers[0].kernel} rather than {@code variables[0]}, and among equals the
 * shortest.
 */
final class ObjectPaths {
  private static final Pattern INDEX = Pattern.compile("\\d+");
  private static final int MAX_DEPTH = 500;

  /** What lists objects that have a place of their own. */
  private static final Set<String> LISTS =
      Set.of(
          "variables",
          "trainable_variables",
          "non_trainable_variables",
          "regularization_losses",
          "keras_api",
          "signatures");

  private static final Set<String> PRIVATE_LISTS =
      Set.of("optimizer", "_variables", "_all_variables", "_trainable_variables");

  /** Which children may be on a path, from the most telling paths to any. */
  private static final List<Predicate<String>> CHOICES =
      List.of(
          name -> !name.startsWith("_") && !LISTS.contains(name) && !PRIVATE_LISTS.contains(name),
          name -> !LISTS.contains(name) && !PRIVATE_LISTS.contains(name),
          name -> !PRIVATE_LISTS.contains(name),
          name -> true);

  private final StoredModel model;
  private final String[] paths;

  ObjectPaths(StoredModel model) {
    this.model = model;
    this.paths = new String[model.objects().getNodesCount()];
    if (model.hasObjects()) {
      CHOICES.forEach(this::walk);
    }
  }

  /** The path of an object, if one leads to it. */
  Optional<String> of(int node) {
    return Optional.ofNullable(paths[node]);
  }

  private void walk(Predicate<String> allowed) {
    SavedObjectGraph objects = model.objects();
    int[] parents = new int[paths.length];
    int[] depths = new int[paths.length];
    String[] names = new String[paths.length];
    Arrays.fill(parents, -1);
    parents[0] = 0;
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int parent = open.remove();
      for (ObjectReference child : objects.getNodes(parent).getChildrenList()) {
        int node = child.getNodeId();
        if (parents[node] < 0 && allowed.test(child.getLocalName())) {
          parents[node] = parent;
          names[node] = child.getLocalName();
          depths[node] = depths[parent] + 1;
          if (depths[node] > MAX_DEPTH) {
            throw model.broken("objects at most " + MAX_DEPTH + " deep", "deeper ones");
          }
          open.add(node);
        }
      }
    }
    for (int node = 0; node < paths.length; node++) {
      if (paths[node] == null && parents[node] >= 0 && isNamed(node)) {
        paths[node] = path(node, parents, names);
      }
    }
  }

  /** Only what is shown needs a path. */
  private boolean isNamed(int node) {
    return model.objects().getNodes(node).hasVariable()
        || model.objects().getNodes(node).hasFunction();
  }

  private static String path(int node, int[] parents, String[] names) {
    Deque<String> parts = new ArrayDeque<>();
    for (int n = node; n != 0; n = parents[n]) {
      parts.push(names[n]);
    }
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      if (INDEX.matcher(part).matches()) {
        path.append('[').append(part).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(part);
      }
    }
    return path.toString();
  }
}
