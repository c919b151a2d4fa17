package io.latent4j.cluster;

import java.util.Arrays;

/** Where k-means begins. */
public sealed interface KMeansStart {

  /**
   * k-means++ in its greedy form: each next center is the best of a few drawn far from the others.
   */
  KMeansStart PLUS_PLUS = new PlusPlus();

  /** Samples drawn at random. */
  KMeansStart RANDOM = new AtRandom();

  /**
   * k-means||: a few passes each draw many candidates, which k-means++ then reduces; for many
   * clusters of many samples.
   */
  KMeansStart PARALLEL = new Parallel();

  /**
   * Begins at centers of one's own.
   *
   * @param centers one for each cluster, on the scale that the samples have after scaling
   * @return the start
   * @throws IllegalArgumentException if there are none, they differ in length or are not finite
   */
  static KMeansStart given(float[][] centers) {
    return new Given(centers);
  }

  /** See {@link #PLUS_PLUS}. */
  record PlusPlus() implements KMeansStart {
    @Override
    public String toString() {
      return "k-means++";
    }
  }

  /** See {@link #RANDOM}. */
  record AtRandom() implements KMeansStart {
    @Override
    public String toString() {
      return "random";
    }
  }

  /** See {@link #PARALLEL}. */
  record Parallel() implements KMeansStart {
    @Override
    public String toString() {
      return "k-means||";
    }
  }

  /**
   * See {@link #given(float[][])}.
   *
   * @param centers one for each cluster
   */
  record Given(float[][] centers) implements KMeansStart {

    /**
     * Copies and checks the centers.
     *
     * @param centers one for each cluster
     * @throws IllegalArgumentException if there are none, they differ in length or are not finite
     */
    public Given {
      if (centers.length == 0 || centers[0].length == 0) {
        throw new IllegalArgumentException("centers must be at least one row of one value");
      }
      for (int i = 0; i < centers.length; i++) {
        if (centers[i].length != centers[0].length) {
          throw new IllegalArgumentException(
              "centers must be of one length, %d, but center %d has %d values"
                  .formatted(centers[0].length, i, centers[i].length));
        }
        for (int j = 0; j < centers[i].length; j++) {
          if (!Float.isFinite(centers[i][j])) {
            throw new IllegalArgumentException(
                "centers must be finite, but center %d, column %d is %s"
                    .formatted(i, j, centers[i][j]));
          }
        }
      }
      centers = copy(centers);
    }

    /**
     * Returns the centers.
     *
     * @return a copy
     */
    @Override
    public float[][] centers() {
      return copy(centers);
    }

    private static float[][] copy(float[][] rows) {
      return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    @Override
    public String toString() {
      return "given";
    }
  }
}
