package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.Fit;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * What Isomap and locally linear embedding have in common.
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param metric how far samples are from each other
 * @param scale how to scale the samples before all else
 */
record Unrolling(int components, int neighbors, DistanceMetric metric, Scaling.Kind scale) {

  /** Neighbours, what is made of them, and axes. */
  private static final int STEPS = 3;

  /** Samples and their neighbours. */
  record Shape(Rows rows, Neighbors nearest, NeighborGraph graph) {}

  /** What is computed of the neighbours, in two steps. */
  interface Method {
    double[][] axes(Shape shape, Stage stage, Workers workers);
  }

  Unrolling {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(1, "components", components);
    Options.requireAtLeast(1, "neighbors", neighbors);
  }

  void check(int samples) {
    requireTwo(samples);
    requireBelow("neighbors", neighbors, samples);
    requireBelow("components", components, samples);
  }

  private static void requireBelow(String name, int value, int samples) {
    Options.require(
        value < samples, name, "below the number of samples, %d".formatted(samples), value);
  }

  /** Refuses a single sample, which has no neighbours. */
  static void requireTwo(int samples) {
    if (samples < 2) {
      throw new InvalidOptionException("samples", "must be at least 2, but are " + samples);
    }
  }

  /** Refuses more samples than a method can take. */
  static void requireAtMost(int most, int samples, String method) {
    if (samples > most) {
      throw new InvalidOptionException(
          "samples", "must be at most %d %s, but are %d".formatted(most, method, samples));
    }
  }

  Embedding fit(String title, Samples samples, Fit fit, Method method) {
    EngineOptions engine = fit.how().engine();
    Scaling scaling = Scaling.fit(samples, scale);
    RowMetric measure = RowMetric.of(metric);
    Rows rows = measure.read(samples, scaling);
    Stage stage = fit.stage("embedding", "step", STEPS);
    try (Workers workers = new Workers(engine.threads())) {
      Neighbors nearest = nearest(rows, measure, engine, workers);
      NeighborGraph graph = NeighborGraph.of(nearest, measure);
      int[] part = graph.parts();
      int parts = Arrays.stream(part).max().orElseThrow() + 1;
      if (parts > 1) {
        graph = graph.with(Bridges.between(rows, measure, part, parts, workers), rows, measure);
      }
      stage.advance(Map.of());
      double[][] axes = method.axes(new Shape(rows, nearest, graph), stage, workers);
      if (fit.goesOn()) {
        stage.advance(Map.of());
      }
      stage.end();
      return new Embedding(
          title,
          samples.features(),
          scaling,
          axes,
          fit.provenance(Map.of("parts", (double) parts)));
    }
  }

  private Neighbors nearest(Rows rows, RowMetric measure, EngineOptions engine, Workers workers) {
    if (measure != RowMetric.EUCLIDEAN) {
      return new NeighborFinder(rows, measure, neighbors, Integer.MAX_VALUE, engine, workers)
          .amongThemselves();
    }
    try (NeighborSearch search = new NeighborSearch(rows, engine, workers)) {
      return search.amongThemselves(neighbors);
    }
  }
}
