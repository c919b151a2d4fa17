package io.latent4j.checkpoint;

import io.latent4j.engine.Trackable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An inner node of a tree, made of names and nodes in turn. */
record TreeNode(Map<String, Trackable> children) implements Trackable {

  static TreeNode of(Object... namesAndNodes) {
    Map<String, Trackable> children = new LinkedHashMap<>();
    for (int i = 0; i < namesAndNodes.length; i += 2) {
      children.put((String) namesAndNodes[i], (Trackable) namesAndNodes[i + 1]);
    }
    return new TreeNode(children);
  }

  static TreeNode list(List<? extends Trackable> nodes) {
    Map<String, Trackable> children = new LinkedHashMap<>();
    nodes.forEach(node -> children.put("" + children.size(), node));
    return new TreeNode(children);
  }
}
