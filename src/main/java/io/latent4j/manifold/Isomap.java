package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import java.util.Map;

/**
 * Isomap: places samples such that their distances are those along the shape they lie on, measured
 * from neighbour to neighbour. Memory grows with the square of the number of samples.
 *
 * <pre>{@code
 * try (Embedding flat = Isomap.of(2).withNeighbors(10).fit(roll)) {
 *   float[][] places = flat.embedding(); // (samples, 2)
 * }
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param metric how far samples are from each other
 * @param scale how to scale the samples before all else
 */
public record Isomap(int components, int neighbors, DistanceMetric metric, Scaling.Kind scale)
    implements Estimator<Embedding> {
  private static final int USUAL_NEIGHBORS = 10;
  private static final double TOLERANCE = 1e-10;
  private static final int MOST = 30_000;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param neighbors how many neighbours of a sample count
   * @param metric how far samples are from each other
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if components or neighbours are below 1
   */
  public Isomap {
    new Unrolling(components, neighbors, metric, scale);
  }

  /**
   * Embeds in so many dimensions.
   *
   * @param components at least 1
   * @return options with 10 neighbours
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Isomap of(int components) {
    return new Isomap(components, USUAL_NEIGHBORS, DistanceMetric.EUCLIDEAN, Scaling.Kind.AUTO);
  }

  /**
   * Chooses in how many dimensions to embed.
   *
   * @param components at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Isomap withComponents(int components) {
    return Options.with(this, "components", components);
  }

  /**
   * Chooses how many neighbours count.
   *
   * @param neighbors at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Isomap withNeighbors(int neighbors) {
    return Options.with(this, "neighbors", neighbors);
  }

  /**
   * Chooses how far samples are from each other.
   *
   * @param metric the metric; {@link DistanceMetric#EUCLIDEAN} by default
   * @return the changed options
   */
  public Isomap withMetric(DistanceMetric metric) {
    return Options.with(this, "metric", metric);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Isomap withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "isomap";
  }

  /**
   * Refuses a number of samples that is too small, or so large that the ways between all pairs
   * can't be kept.
   *
   * @throws IllegalArgumentException if there is only one, there are not more than neighbours or
   *     components, or more than 30,000
   */
  @Override
  public void check(Samples samples) {
    new Unrolling(components, neighbors, metric, scale).check(samples.count());
    Unrolling.requireAtMost(MOST, samples.count(), "for Isomap");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Samples that their neighbours leave in several parts are joined by the nearest samples of
   * each two parts, as scikit-learn does; {@link Embedding#parts()} tells how many there are. Along
   * each axis the coordinate of the largest magnitude is positive. An interrupt ends the search for
   * the axes; neighbours and ways are needed before there are any.
   *
   * @throws IllegalArgumentException if there are too few or too many samples, or they can't be
   *     scaled as asked for
   */
  @Override
  public Embedding fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    return new Unrolling(components, neighbors, metric, scale)
        .fit(
            "Isomap",
            samples,
            fit,
            (shape, stage, workers) -> {
              GeodesicKernel kernel = GeodesicKernel.of(shape.graph(), workers, stage::part);
              stage.advance(Map.of());
              LargestEigenvectors found =
                  LargestEigenvectors.of(
                      kernel, components, TOLERANCE, how.engine().seed(), workers, fit::goesOn);
              return scaled(found, kernel.unit());
            });
  }

  /** An axis is as long as the root of its eigenvalue; where that is negative, there is none. */
  private static double[][] scaled(LargestEigenvectors found, double unit) {
    double[][] axes = found.vectors();
    for (int c = 0; c < axes.length; c++) {
      double length = unit * Math.sqrt(Math.max(found.values()[c], 0));
      for (int i = 0; i < axes[c].length; i++) {
        axes[c][i] *= length;
      }
    }
    return axes;
  }
}
