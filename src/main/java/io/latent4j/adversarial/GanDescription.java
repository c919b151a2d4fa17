package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.nn.ActivationFunction;
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
