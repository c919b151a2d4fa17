package io.latent4j.cluster;

import java.util.Arrays;

/**
 * Where a Gaussian mixture begins.
 *
 * @param means one for each component
 */
public record MixtureStart(float[][] means) {

  /**
   * Copies and checks the means.
   *
   * @param means one for each component, on the scale that the samples have after scaling
   * @throws IllegalArgumentException if there are none, they differ in length or are not finite
   */
  public MixtureStart {
    means = new KMeansStart.Given(means).centers();
  }

  /**
   * Returns the means.
   *
   * @return a copy
   */
  @Override
  public float[][] means() {
    return Arrays.stream(means).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public String toString() {
    return "given";
  }
}
