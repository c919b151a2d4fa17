package io.latent4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list node of a model's tree: its children are named {@code 0}, {@code 1}, …, so that paths read
 * {@code layers[0]}.
 */
public final class TrackableList implements Trackable {
  private final Map<String, Trackable> children;

  private TrackableList(Map<String, Trackable> children) {
    this.children = children;
  }

  /**
   * Makes a list node.
   *
   * @param elements the children in order
   * @return the node
   */
  public static TrackableList of(List<? extends Trackable> elements) {
    Map<String, Trackable> children = new LinkedHashMap<>();
    for (Trackable element : elements) {
      children.put(Integer.toString(children.size()), element);
    }
    return new TrackableList(children);
  }

  @Override
  public Map<String, Trackable> children() {
    return new LinkedHashMap<>(children);
  }
}
