package io.latent4j.manifold;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What Isomap and locally linear embedding have in common.
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param scaling how to scale the samples before all else
 */
record Unrolling(int components, int neighbors, Scaling.Kind scaling) {

  /** What is computed of the neighbours. */
  interface Method {
    double[][] axes(Rows rows, Neighbors neighbors, NeighborGraph graph, Workers workers);
  }

  Unrolling {
    Objects.requireNonNull(scaling, "scaling");
    if (components < 1) {
      throw new IllegalArgumentException("components must be at least 1, but are " + components);
    }
    if (neighbors < 1) {
      throw new IllegalArgumentException("neighbors must be at least 1, but are " + neighbors);
    }
  }

  void check(int samples) {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, but are " + samples);
    }
    requireBelow("neighbors", neighbors, samples);
    requireBelow("components", components, samples);
  }

  private static void requireBelow(String name, int value, int samples) {
    if (value >= samples) {
      throw new IllegalArgumentException(
          "%s must be below the number of samples, %d, but are %d".formatted(name, samples, value));
    }
  }

  Embedding fit(String name, String system, Samples samples, EngineOptions options, Method method) {
    Objects.requireNonNull(options, "options");
    check(samples.count());
    Rows rows = Rows.of(samples, Scaling.fit(samples, scaling));
    try (Workers workers = new Workers(options.threads())) {
      Neighbors nearest;
      try (NeighborSearch search = new NeighborSearch(rows, options, workers)) {
        nearest = search.amongThemselves(neighbors);
      }
      NeighborGraph graph = NeighborGraph.of(nearest);
      graph.requireConnected(neighbors);
      double[][] axes = method.axes(rows, nearest, graph, workers);
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("components", components);
      named.put("neighbors", neighbors);
      named.put("scale", scaling);
      return new Embedding(name, axes, Provenance.of(system, named, options, samples));
    }
  }
}
