package io.latent4j.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of a model's tree. Its named children are what checkpoints and SavedModels store and what
 * Python sees; a node whose children are named {@code 0}, {@code 1}, … is a list there.
 *
 * <p>A variable's path is Python's: {@code encoder.layers[0].kernel}.
 */
public interface Trackable {

  /**
   * The children by name, in a fixed order. A node may be reachable by more than one path; there
   * must be no cycles.
   *
   * @return the children; empty for a leaf
   */
  Map<String, Trackable> children();

  /**
   * All variables below this node by path, each once, under the first path that leads to it.
   *
   * @return path to variable, in the tree's order
   */
  default Map<String, ModelVariable<?>> variablesByPath() {
    Map<String, ModelVariable<?>> found = new LinkedHashMap<>();
    Set<Trackable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    TrackablePaths.collect(this, "", found, seen);
    return found;
  }

  /**
   * All variables below this node, each once.
   *
   * @return the variables in the tree's order
   */
  default List<ModelVariable<?>> variables() {
    return new ArrayList<>(variablesByPath().values());
  }

  /**
   * The variables that training changes.
   *
   * @return those of {@link #variables()} that are trainable
   */
  default List<ModelVariable<?>> trainableVariables() {
    return variables().stream().filter(ModelVariable::trainable).toList();
  }

  /**
   * Copies the values of all variables to a tree of the same paths, shapes and types, which may
   * live in another engine.
   *
   * @param target where to copy to
   * @throws IllegalArgumentException if the trees differ; nothing is copied then
   */
  default void copyValuesTo(Trackable target) {
    TrackablePaths.copyValues(this, target);
  }
}
