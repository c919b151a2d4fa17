package io.latent4j.score;

import io.latent4j.data.Samples;
import java.util.Optional;

/**
 * How good generated samples are, beside real ones.
 *
 * @param features in what they were compared, as {@link Features#name()}
 * @param frechet the squared Fréchet distance of the Gaussians that have mean and covariance
 *     (divisor n-1) of the real and of the generated samples (Heusel and others, <i>GANs Trained by
 *     a Two Time-Scale Update Rule</i>, 2017); at least 0
 * @param frechetFloor the same of one half of the real samples from the other, drawn by seed
 * @param oneNnAccuracy how often the nearest neighbour of a sample, of as many real as generated
 *     ones drawn by seed, is of its own kind: one half if they can't be told apart, less if the
 *     generated are copies
 * @param copied the share of the generated that are copies of a real one, or nearer to one than 1 %
 *     of the real are to each other
 * @param precision the share of the generated that lie in the neighbourhood of a real one
 * @param recall the share of the real that lie in the neighbourhood of a generated one
 * @param density in how many neighbourhoods of real ones a generated one lies on average, divided
 *     by the number of neighbours
 * @param coverage the share of the real whose neighbourhood holds a generated one
 * @param classes what a classifier takes the generated for; nothing without one
 * @param nearest for each generated sample the row of the nearest real one
 * @param nearestDistances how far that is, in the features
 */
public record Score(
    String features,
    double frechet,
    double frechetFloor,
    double oneNnAccuracy,
    double copied,
    double precision,
    double recall,
    double density,
    double coverage,
    Optional<ClassFigures> classes,
    int[] nearest,
    double[] nearestDistances) {

  /** Below this, the distance of halves is nothing but rounding. */
  private static final double NOTHING = 1e-12;

  /**
   * Scores samples by their own scaled values.
   *
   * @param real the real samples, at least twice as many as they have features, and two more
   * @param generated the generated samples, more than 5, of as many features
   * @return the score
   * @throws IllegalArgumentException if there are too few, or the features differ
   */
  public static Score of(Samples real, Samples generated) {
    return of(real, generated, Features.none());
  }

  /**
   * Scores samples; for several sets of generated ones see {@link Scorer}.
   *
   * @param real the real samples, at least twice as many as there are features, and two more
   * @param generated the generated samples, more than 5, of as many values
   * @param features in what to compare them
   * @return the score
   * @throws IllegalArgumentException if there are too few, or the values of a sample differ in
   *     number
   */
  public static Score of(Samples real, Samples generated, Features features) {
    try (Scorer scorer = Scorer.of(real, features, ScoreOptions.defaults())) {
      return scorer.score(generated);
    }
  }

  /**
   * The Fréchet distance beside its floor: about 1 if the generated are as good as real ones.
   *
   * @return at least 0
   */
  public double frechetRatio() {
    return ratio(frechet, frechetFloor);
  }

  static double ratio(double frechet, double floor) {
    return Math.max(frechet, NOTHING) / Math.max(floor, NOTHING);
  }
}
