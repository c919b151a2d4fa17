package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Shapes;
import org.tensorflow.ndarray.Shape;

/** What the layers that normalize refuse. */
final class NormalizationChecks {
  private NormalizationChecks() {}

  static void epsilon(float epsilon) {
    if (!(epsilon > 0) || Float.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be positive, but is " + epsilon);
    }
  }

  static void rank(Layer layer, Shape inputShape) {
    if (inputShape.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have rank 2 or more, but has the shape %s"
              .formatted(layer.name(), Shapes.text(inputShape)));
    }
  }
}
