package io.latent4j.training;

import io.latent4j.engine.Trackable;
import java.util.Map;

/** A node with the given children. */
public record Tree(Map<String, Trackable> children) implements Trackable {}
