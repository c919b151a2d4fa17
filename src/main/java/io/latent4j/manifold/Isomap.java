package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;

/**
 * Isomap: places samples such that their distances are those along the shape they lie on, measured
 * from neighbour to neighbour. Memory grows with the square of the number of samples.
 *
 * <pre>{@code
 * Embedding flat = Isomap.of(2).withNeighbors(10).fit(roll);
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param scaling how to scale the samples before all else
 */
public record Isomap(int components, int neighbors, Scaling.Kind scaling) {
  private static final int USUAL_NEIGHBORS = 10;
  private static final double TOLERANCE = 1e-10;
  private static final int MOST = 30_000;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param neighbors how many neighbours of a sample count
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if components or neighbours are below 1
   */
  public Isomap {
    new Unrolling(components, neighbors, scaling);
  }

  /**
   * Embeds in so many dimensions.
   *
   * @param components at least 1
   * @return options with 10 neighbours
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Isomap of(int components) {
    return new Isomap(components, USUAL_NEIGHBORS, Scaling.Kind.AUTO);
  }

  /**
   * Chooses how many neighbours count.
   *
   * @param neighbors at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Isomap withNeighbors(int neighbors) {
    return new Isomap(components, neighbors, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Isomap withScaling(Scaling.Kind scaling) {
    return new Isomap(components, neighbors, scaling);
  }

  /**
   * Refuses a number of samples that is too small, or so large that the ways between all pairs
   * can't be kept.
   *
   * @param samples how many there are
   * @throws IllegalArgumentException if there is only one, there are not more than neighbours or
   *     components, or more than 30,000
   */
  public void check(int samples) {
    new Unrolling(components, neighbors, scaling).check(samples);
    if (samples > MOST) {
      throw new IllegalArgumentException(
          "samples must be at most %d for Isomap, but are %d".formatted(MOST, samples));
    }
  }

  /**
   * Embeds samples with the default engine options.
   *
   * @param samples more than neighbours and components
   * @return the embedding
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions)}
   * @throws IllegalStateException if the samples are closed
   */
  public Embedding fit(Samples samples) {
    return fit(samples, EngineOptions.defaults());
  }

  /**
   * Embeds samples. Those of more than two axes are flattened, row-major. Along each axis the
   * coordinate of the largest magnitude is positive.
   *
   * @param samples more than neighbours and components, at most 30,000
   * @param options how to compute
   * @return the embedding
   * @throws IllegalArgumentException if there are too few or too many samples, they can't be scaled
   *     as asked for, or the neighbours do not connect them all
   * @throws IllegalStateException if the samples are closed
   */
  public Embedding fit(Samples samples, EngineOptions options) {
    check(samples.count());
    return new Unrolling(components, neighbors, scaling)
        .fit(
            "Isomap",
            "isomap",
            samples,
            options,
            (rows, nearest, graph, workers) -> {
              GeodesicKernel kernel = GeodesicKernel.of(graph, workers);
              LargestEigenvectors found =
                  LargestEigenvectors.of(kernel, components, TOLERANCE, options.seed(), workers);
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
