package io.latent4j.manifold;

import io.latent4j.parallel.Workers;

/** The gradient of t-SNE's objective with respect to the places of all points. */
final class TsneGradient {
  private final Attraction attraction;
  private final Repulsion repulsion;
  private final double scale;
  private final float[][] repulsive;
  private double similarities;

  TsneGradient(Affinities affinities, Repulsion repulsion, int components, Workers workers) {
    Similarity similarity = Similarity.in(components);
    this.attraction = new Attraction(affinities, similarity, workers);
    this.repulsion = repulsion;
    scale = similarity.gradientScale();
    repulsive = new float[components][affinities.count()];
  }

  /**
   * Computes the gradient.
   *
   * @param positions (components, points)
   * @param exaggeration what the affinities are multiplied with
   * @param gradient where the result goes, (components, points)
   */
  void apply(float[][] positions, double exaggeration, float[][] gradient) {
    attraction.apply(positions, gradient);
    similarities = repulsion.apply(positions, repulsive);
    float pull = (float) (scale * exaggeration);
    float push = (float) (scale / similarities);
    for (int c = 0; c < gradient.length; c++) {
      combine(gradient[c], repulsive[c], pull, push);
    }
  }

  private static void combine(float[] gradient, float[] repulsive, float pull, float push) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = pull * gradient[i] - push * repulsive[i];
    }
  }

  /** The divergence at the places of the last gradient, without exaggeration. */
  double divergence(float[][] positions) {
    return attraction.divergence(positions, similarities);
  }
}
