package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FitOptions;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Makes new samples of any model that has codes: a Gaussian mixture is fitted to the codes of
 * samples, and codes that are drawn from it are decoded.
 *
 * <pre>{@code
 * try (MixtureSampler sampler = MixtureSampler.fit(model.encode(digits), 20, how)) {
 *   float[][] images = sampler.generate(100, 7, model::decode); // (100, features)
 * }
 * }</pre>
 */
public final class MixtureSampler implements AutoCloseable {
  /**
   * What is added to variances, as a share of their mean: enough for covariances of few codes, that
   * lie in fewer directions than they have units, to be positive definite in float32.
   */
  private static final double REGULARIZATION = 1e-4;

  private final GaussianMixtureModel mixture;

  private MixtureSampler(GaussianMixtureModel mixture) {
    this.mixture = mixture;
  }

  /**
   * Fits a mixture with full covariances to codes, of which there may be fewer than units.
   *
   * @param codes (samples, units)
   * @param components how many Gaussians, at least 1 and at most the number of samples
   * @param how how to fit
   * @return the sampler, to be closed by the caller
   * @throws IllegalArgumentException if the number of components is out of its range
   */
  public static MixtureSampler fit(float[][] codes, int components, FitOptions how) {
    GaussianMixture mixture = GaussianMixture.of(components).withScale(Scaling.Kind.NONE);
    try (Samples samples = Samples.of(codes)) {
      double spread = Points.of(samples, Scaling.none()).meanVariance();
      double regularization = Math.max(mixture.regularization(), REGULARIZATION * spread);
      return new MixtureSampler(mixture.withRegularization(regularization).fit(samples, how));
    }
  }

  /**
   * The mixture of the codes.
   *
   * @return the model, closed with this
   */
  public GaussianMixtureModel mixture() {
    return mixture;
  }

  /**
   * Draws codes and decodes them.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same samples
   * @param decode makes samples of codes: (count, units) to (count, features)
   * @return what it made of them
   * @throws IllegalArgumentException if the count is below 1
   */
  public float[][] generate(int count, long seed, UnaryOperator<float[][]> decode) {
    return Objects.requireNonNull(decode, "decode").apply(mixture.sample(count, seed));
  }

  @Override
  public void close() {
    mixture.close();
  }
}
