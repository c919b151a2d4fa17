package io.latent4j.nn.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a moved image gets its pixels.
 *
 * @param fillMode what is seen outside of the image
 * @param fillValue the value outside where that is constant
 * @param interpolation what is seen between pixels
 */
record ImageSampling(FillMode fillMode, float fillValue, UpSampling2D.Interpolation interpolation) {

  static final ImageSampling USUAL =
      new ImageSampling(FillMode.REFLECT, 0, UpSampling2D.Interpolation.BILINEAR);

  ImageSampling {
    Objects.requireNonNull(fillMode, "fillMode");
    Objects.requireNonNull(interpolation, "interpolation");
    if (!Float.isFinite(fillValue)) {
      throw new IllegalArgumentException("fillValue must be finite, but is " + fillValue);
    }
  }

  ImageSampling withFill(FillMode mode, float value) {
    return new ImageSampling(mode, value, interpolation);
  }

  ImageSampling withInterpolation(UpSampling2D.Interpolation interpolation) {
    return new ImageSampling(fillMode, fillValue, interpolation);
  }

  /** In Keras's words, added to those of a layer. */
  Map<String, Object> addedTo(Map<String, Object> options) {
    Map<String, Object> all = new LinkedHashMap<>(options);
    all.put("fill_mode", fillMode.toString());
    all.put("interpolation", interpolation.toString());
    all.put("fill_value", fillValue);
    return all;
  }
}
