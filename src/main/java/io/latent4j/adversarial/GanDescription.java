package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.nn.ActivationFunction;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * What the networks of a GAN have to fit.
 *
 * @param sample the shape of a sample in the networks
 * @param latent the number of latent values
 * @param labels the number of labels of a conditional GAN, else 0
 * @param activation the activation of the generator's output
 */
record GanDescription(Shape sample, int latent, int labels, ActivationFunction activation) {

  /** The shape of a sample: of images height, width, channels. */
  static Shape shapeOf(Samples samples) {
    return samples
        .imageShape()
        .map(image -> Shape.of(image.height(), image.width(), image.channels()))
        .orElse(samples.sampleShape());
  }

  /** Height, width and channels of images, to be told with a model of them. */
  static Optional<List<Integer>> imageOf(Samples samples) {
    return samples
        .imageShape()
        .map(image -> List.of(image.height(), image.width(), image.channels()));
  }

  /** Sigmoid if all values, scaled, are between 0 and 1, else linear. */
  static ActivationFunction usualActivation(Samples samples, Scaling scaling) {
    return ScaledSamples.of(samples, scaling).firstOutsideUnit().isPresent()
        ? ActivationFunction.LINEAR
        : ActivationFunction.SIGMOID;
  }

  boolean isConditional() {
    return labels > 0;
  }

  /** How many numbers the generator takes: latent values, then a one among zeros for the label. */
  int code() {
    return latent + labels;
  }

  /** How many numbers the discriminator gives. */
  int outputs() {
    return Math.max(1, labels);
  }
}
