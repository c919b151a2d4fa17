package io.latent4j.cli.commands;

import io.latent4j.cli.run.Results;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ImagePictures;
import java.util.Arrays;

/** New samples that a model has made, as every command writes them. */
final class GeneratedSamples {
  private static final int IN_A_ROW = 10;
  private static final int SHOWN = 100;

  private GeneratedSamples() {}

  /** Adds the array {@code generated}. */
  static void addArray(float[][] made, Results to) {
    to.array("generated", FloatArray.of(made));
  }

  /**
   * Adds a picture, if they are images.
   *
   * @param made the samples, scaled
   * @param scaling how
   * @param like real samples
   */
  static void addPicture(
      float[][] made, Scaling scaling, Samples like, String caption, Results to) {
    float[][] some = Arrays.copyOf(made, Math.min(SHOWN, made.length));
    float[] unscaled = scaling.invert(FloatArray.of(some).values(), like.features());
    ImagePictures.of(like)
        .ifPresent(
            images -> to.picture("generated", images.prototypes(unscaled, IN_A_ROW), caption));
  }
}
