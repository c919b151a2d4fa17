package io.latent4j.score;

import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.data.Samples;
import java.util.Optional;

/**
 * In what samples are compared: numbers that a network makes of them, or the samples themselves.
 * Rows come scaled as the real samples are.
 */
public interface Features {

  /**
   * What kind they are.
   *
   * @return {@code classifier}, {@code autoencoder}, {@code none}, or a name of one's own
   */
  String name();

  /**
   * Computes the features of some samples.
   *
   * @param rows scaled samples, of shape (samples, values), at least one
   * @return the features, of shape (samples, features)
   */
  float[][] of(float[][] rows);

  /**
   * What samples are taken for, if there is a classifier.
   *
   * @param rows scaled samples, of shape (samples, values), at least one
   * @return the probabilities of the classes, of shape (samples, classes); nothing if there are no
   *     classes
   */
  default Optional<float[][]> classProbabilities(float[][] rows) {
    return Optional.empty();
  }

  /**
   * The samples themselves.
   *
   * @return features that are the scaled values
   */
  static Features none() {
    return new Features() {
      @Override
      public String name() {
        return "none";
      }

      @Override
      public float[][] of(float[][] rows) {
        return rows;
      }
    };
  }

  /**
   * The codes of an autoencoder.
   *
   * @param model the autoencoder, trained on samples that were scaled before, so that it does not
   *     scale them itself; it stays open as long as the features are used
   * @return the features
   * @throws IllegalArgumentException if the autoencoder scales
   */
  static Features of(AutoencoderModel model) {
    if (!model.scaling().isIdentity()) {
      throw new IllegalArgumentException(
          "model must take scaled samples as they are, but scales them by " + model.scaling());
    }
    return new Features() {
      @Override
      public String name() {
        return "autoencoder";
      }

      @Override
      public float[][] of(float[][] rows) {
        try (Samples samples = Samples.of(rows)) {
          return model.encode(samples);
        }
      }
    };
  }
}
