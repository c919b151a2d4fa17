package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.parallel.Workers;
import java.util.Map;

/**
 * Locally linear embedding: places samples such that each is the same mixture of its neighbours as
 * before.
 *
 * <pre>{@code
 * try (Embedding flat = LocallyLinearEmbedding.of(2).withNeighbors(12).fit(roll)) {
 *   float[][] places = flat.embedding(); // (samples, 2)
 * }
 * }</pre>
 *
 * @param components how many coordinates a point of the embedding has
 * @param neighbors how many neighbours of a sample count
 * @param regularization what keeps the weights of the neighbours from growing, as a share of the
 *     squares of their distances
 * @param scale how to scale the samples before all else
 */
public record LocallyLinearEmbedding(
    int components, int neighbors, double regularization, Scaling.Kind scale)
    implements Estimator<Embedding> {
  private static final int USUAL_NEIGHBORS = 10;
  private static final double USUAL_REGULARIZATION = 1e-3;
  private static final double TOLERANCE = 1e-9;

  /**
   * Checks the options.
   *
   * @param components how many coordinates a point of the embedding has
   * @param neighbors how many neighbours of a sample count
   * @param regularization what keeps the weights of the neighbours from growing
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if components or neighbours are below 1, or the regularization
   *     is not a positive number
   */
  public LocallyLinearEmbedding {
    new Unrolling(components, neighbors, DistanceMetric.EUCLIDEAN, scale);
    Options.require(
        regularization > 0 && regularization <= Float.MAX_VALUE,
        "regularization",
        "above 0 and finite",
        regularization);
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
   * Chooses in how many dimensions to embed.
   *
   * @param components at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public LocallyLinearEmbedding withComponents(int components) {
    return Options.with(this, "components", components);
  }

  /**
   * Chooses how many neighbours count.
   *
   * @param neighbors at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public LocallyLinearEmbedding withNeighbors(int neighbors) {
    return Options.with(this, "neighbors", neighbors);
  }

  /**
   * Chooses the regularization.
   *
   * @param regularization a positive number; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not positive
   */
  public LocallyLinearEmbedding withRegularization(double regularization) {
    return Options.with(this, "regularization", regularization);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public LocallyLinearEmbedding withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "lle";
  }

  /**
   * Refuses a number of samples that is too small.
   *
   * @throws IllegalArgumentException if there is only one, or not more than neighbours or
   *     components
   */
  @Override
  public void check(Samples samples) {
    new Unrolling(components, neighbors, DistanceMetric.EUCLIDEAN, scale).check(samples.count());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The coordinates along each axis have mean 0 and squares that add up to 1; the one of the
   * largest magnitude is positive. An interrupt ends the search for the axes; neighbours and their
   * weights are needed before there are any.
   *
   * <p>Samples that their neighbours leave in several parts are placed part by part, each at about
   * one place, as scikit-learn does; {@link Embedding#parts()} tells how many there are.
   *
   * @throws IllegalArgumentException if there are too few samples, or they can't be scaled as asked
   *     for
   */
  @Override
  public Embedding fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    return new Unrolling(components, neighbors, DistanceMetric.EUCLIDEAN, scale)
        .fit(
            "Locally linear embedding",
            samples,
            fit,
            (shape, stage, workers) -> {
              double[][] weights = weights(shape.rows(), shape.nearest(), workers);
              InverseMisfit misfit =
                  new InverseMisfit(shape.graph(), shape.nearest(), weights, workers);
              stage.advance(Map.of());
              return LargestEigenvectors.of(
                      misfit, components, TOLERANCE, how.engine().seed(), workers, fit::goesOn)
                  .vectors();
            });
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
