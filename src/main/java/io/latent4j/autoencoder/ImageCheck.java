package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.ModelFunctions;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** Refuses images that have as many values as a model takes, but another shape. */
final class ImageCheck {
  private ImageCheck() {}

  /**
   * Checks samples.
   *
   * @param functions those of the model
   * @param function the one that is to be applied
   * @param samples the samples; rows without a shape of their own are taken for images
   * @throws InvalidOptionException if they are images of another shape
   */
  static void check(ModelFunctions functions, String function, Samples samples) {
    Shape wanted = functions.inputShape(function);
    Shape given = samples.sampleShape();
    if (wanted.numDimensions() == 3
        && given.numDimensions() > 1
        && given.size() == wanted.size()
        && !wanted.equals(given.numDimensions() == 2 ? given.append(1) : given)) {
      throw new InvalidOptionException(
          "samples",
          "must be images of shape %s, as those of the fit, but are of %s"
              .formatted(Arrays.toString(wanted.asArray()), Arrays.toString(given.asArray())));
    }
  }
}
