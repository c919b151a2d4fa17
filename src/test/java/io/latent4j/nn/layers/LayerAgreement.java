package io.latent4j.nn.layers;

import io.latent4j.nn.Closeness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How closely each case of the contract must agree with Keras, and where layers differ from it. */
final class LayerAgreement {
  private static final double CLOSE = 1e-6;

  /** Numbers are only moved, chosen or passed on. */
  private static final Set<String> EXACT =
      Set.of(
          "flatten",
          "reshape",
          "zero padding",
          "cropping",
          "dropout",
          "gaussian noise",
          "salt and pepper noise",
          "activation linear",
          "activation relu",
          "maximum",
          "minimum",
          "concatenate",
          "concatenate images",
          "concatenate rows",
          "concatenate from the end");

  /** Long sums, whose order depends on the processor, or formulas other than Keras's. */
  private static final Set<String> SUMS =
      Set.of("conv2d", "depthwise conv2d", "separable conv2d", "batch normalization");

  private LayerAgreement() {}

  /** Relative to the largest number of a tensor; 0 where it must agree bit for bit. */
  static double tolerance(String layerCase) {
    if (EXACT.contains(layerCase)) {
      return 0;
    }
    return layerCase.equals("activation log_softmax")
            || SUMS.stream().anyMatch(layerCase::startsWith)
        ? Closeness.TOLERANCE
        : CLOSE;
  }

  /** What differs from Keras, by class. */
  static Map<String, String> differences() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(
        "Dense",
        "The bias starts from zeros. No `activity_regularizer`: `ActivityRegularization` is a layer"
            + " of its own.");
    map.put(
        "Conv2D",
        "As `Dense`. Groups are computed one after the other, since TensorFlow has no gradient of"
            + " grouped convolutions on the CPU.");
    map.put("Conv2DTranspose", "As `Dense`. No `output_padding`, no `dilation_rate`.");
    map.put("DepthwiseConv2D", "As `Dense`. Dilation is the same in height and width.");
    map.put("SeparableConv2D", "As `Dense`. Dilation is the same in height and width.");
    map.put("UpSampling2D", "Nearest and bilinear, no other interpolation.");
    map.put(
        "BatchNormalization",
        "Along the last axis only. `gamma` and `beta` have no regularizers and constraints.");
    map.put(
        "LayerNormalization",
        "Along the last axis only. `gamma` and `beta` have no regularizers and constraints."
            + " Gradients of gradients are right: Keras's moments leave a part out.");
    map.put(
        "Normalization",
        "Along the last axis only. Known statistics are variables, which are saved with the model;"
            + " in Keras they are constants. `adaptedTo` is `adapt`.");
    map.put(
        "MinMaxScaling",
        "Keras has no such layer: compared with scikit-learn's `MinMaxScaler` in a Keras layer.");
    map.put(
        "SaltAndPepperNoise",
        "Keras has no such layer: compared with a layer that does nothing in inference.");
    map.put(
        "Dropout", "Random numbers are others: what it does in training is tested by statistics.");
    map.put("GaussianNoise", "As `Dropout`.");
    map.put("Embedding", "Takes float32 numbers of rows, up to 2^24 of them. No `mask_zero`.");
    map.put("Lambda", "The output has the shape of the input unless told otherwise.");
    map.put("Concatenate", "The axis of the batch is refused; Keras takes it.");
    map.put(
        "Functional",
        "An input that leads to no output is refused; Keras takes it. Inputs are not tensors within"
            + " the model. A layer that is used twice must get the same shape. Outputs keep their"
            + " order; Keras sorts them by name.");
    return map;
  }
}
