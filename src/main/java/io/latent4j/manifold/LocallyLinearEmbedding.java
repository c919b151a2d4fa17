package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.parallel.Workers;

/**
 * Locally linear embedding: places samples such that each is the same mixture of its neighbours as
 * before.
 *
 * <pre>{@code
 * Embedding flat = LocallyLinearEmbedding.of(2).withNeighbors(12).fit(roll);
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param regularization what keeps the weights of the neighbours from growing, as a share of the
 *     squares of their distances
 * @param scaling how to scale the samples before all else
 */
public record LocallyLinearEmbedding(
    int components, int neighbors, double regularization, Scaling.Kind scaling) {
  private static final int USUAL_NEIGHBORS = 10;
  private static final double USUAL_REGULARIZATION = 1e-3;
  private static final double TOLERANCE = 1e-9;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param neighbors how many neighbours of a sample count
   * @param regularization what keeps the weights of the neighbours from growing
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if components or neighbours are below 1, or the regularization
   *     is not a positive number
   */
  public LocallyLinearEmbedding {
    new Unrolling(components, neighbors, scaling);
    if (!(regularization > 0 && regularization <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "regularization must be a positive number, but is " + regularization);
    }
  }

  /**
   * Embeds in so many dimensions.
   *
   * @param components at least 1
   * @return options with 10 neighbours and a regularization of 0.001
   * @throws IllegalArgumentException if the number is below 1
   */
  public static LocallyLinearEmbedding of(int components) {
    return new LocallyLinearEmbedding(
        components, USUAL_NEIGHBORS, USUAL_REGULARIZATION, Scaling.Kind.AUTO);
  }

  /**
   * Chooses how many neighbours count.
   *
   * @param neighbors at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public LocallyLinearEmbedding withNeighbors(int neighbors) {
    return new LocallyLinearEmbedding(components, neighbors, regularization, scaling);
  }

  /**
   * Chooses the regularization.
   *
   * @param regularization a positive number; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not positive
   */
  public LocallyLinearEmbedding withRegularization(double regularization) {
    return new LocallyLinearEmbedding(components, neighbors, regularization, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public LocallyLinearEmbedding withScaling(Scaling.Kind scaling) {
    return new LocallyLinearEmbedding(components, neighbors, regularization, scaling);
  }

  /**
   * Refuses a number of samples that is too small.
   *
   * @param samples how many there are
   * @throws IllegalArgumentException if there is only one, or not more than neighbours or
   *     components
   */
  public void check(int samples) {
    new Unrolling(components, neighbors, scaling).check(samples);
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
   * Embeds samples. Those of more than two axes are flattened, row-major. The coordinates along
   * each axis have mean 0 and squares that add up to 1; the one of the largest magnitude is
   * positive.
   *
   * @param samples more than neighbours and components
   * @param options how to compute
   * @return the embedding
   * @throws IllegalArgumentException if there are too few samples, they can't be scaled as asked
   *     for, or the neighbours do not connect them all
   * @throws IllegalStateException if the samples are closed
   */
  public Embedding fit(Samples samples, EngineOptions options) {
    return new Unrolling(components, neighbors, scaling)
        .fit(
            "Locally linear embedding",
            "lle",
            samples,
            options,
            (rows, nearest, graph, workers) ->
                LargestEigenvectors.of(
                        new InverseMisfit(graph, nearest, weights(rows, nearest, workers), workers),
                        components,
                        TOLERANCE,
                        options.seed(),
                        workers)
                    .vectors());
  }

  private double[][] weights(Rows rows, Neighbors nearest, Workers workers) {
    double[][] weights = new double[rows.count()][];
    BarycentricWeights solver = new BarycentricWeights(rows, regularization);
    workers.divide(
        rows.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            weights[i] = solver.of(nearest, i);
          }
        });
    return weights;
  }
}
