package io.latent4j.adversarial;

/**
 * Says how good generated samples are, so that the best generator is kept and not the last: a
 * distance to samples that are not trained on, for example.
 *
 * <pre>{@code
 * GeneratorScore distance = generated -> frechet(features(generated), featuresOfHeldOut);
 * GanModel model = Gan.of(DenseGan.of(256, 512)).fit(samples, FitOptions.defaults(), distance);
 * }</pre>
 */
@FunctionalInterface
public interface GeneratorScore {

  /**
   * Scores a generator. The same samples must have the same score if training is to be
   * reproducible.
   *
   * @param generated samples that it made, on the scale that the GAN was trained on, of shape
   *     (samples, features)
   * @return the score, lower being better; NaN counts as the worst
   */
  double of(float[][] generated);

  /**
   * How many samples are made to be scored.
   *
   * @return at least 1; 1,000 unless said otherwise
   */
  default int samples() {
    return 1000;
  }

  /**
   * After how many steps each the generator is scored; it is at the last step too.
   *
   * @return at least 1; 1,000 unless said otherwise
   */
  default int everySteps() {
    return 1000;
  }
}
