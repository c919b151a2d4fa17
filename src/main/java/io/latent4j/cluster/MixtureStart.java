package io.latent4j.cluster;

import java.util.Optional;

/** Where a Gaussian mixture begins. */
public final class MixtureStart {

  /** Each sample belongs at first to its cluster by k-means. */
  public static final MixtureStart KMEANS = new MixtureStart(Optional.empty());

  private final Optional<float[][]> means;

  private MixtureStart(Optional<float[][]> means) {
    this.means = means;
  }

  /**
   * Begins at means of one's own: each sample belongs at first to the nearest.
   *
   * @param means one for each component, on the scale that the samples have after scaling
   * @return the start
   * @throws IllegalArgumentException if there are none, they differ in length or are not finite
   */
  public static MixtureStart given(float[][] means) {
    return new MixtureStart(Optional.of(new KMeansStart.Given(means).centers()));
  }

  Optional<float[][]> means() {
    return means;
  }

  @Override
  public String toString() {
    return means.isPresent() ? "given" : "k-means";
  }
}
