package io.latent4j.autoencoder;

import io.latent4j.nn.ActivationFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the architecture of a model in what its provenance says of the options. */
final class SavedArchitecture {
  private final Map<String, Object> options;

  private SavedArchitecture(Map<String, Object> options) {
    this.options = options;
  }

  /** The architecture, if it is one of the library's. */
  static Optional<Architecture> of(Map<String, Object> options) {
    if (!(options.get("layers") instanceof List<?>) || !options.containsKey("code_activation")) {
      return Optional.empty();
    }
    SavedArchitecture saved = new SavedArchitecture(options);
    return Optional.of(options.containsKey("filters") ? saved.convolutional() : saved.dense());
  }

  private DenseArchitecture dense() {
    return new DenseArchitecture(
        integers("layers"),
        activation("activation"),
        activation("code_activation"),
        truth("tied"),
        truth("batch_normalization"),
        number("dropout"));
  }

  private ConvolutionalArchitecture convolutional() {
    return new ConvolutionalArchitecture(
        integers("filters"),
        integers("decoder_filters"),
        upSampling(),
        integers("layers"),
        activation("activation"),
        activation("code_activation"),
        truth("batch_normalization"),
        number("dropout"));
  }

  private List<Integer> integers(String name) {
    List<Integer> numbers = new ArrayList<>();
    ((List<?>) options.get(name)).forEach(number -> numbers.add(((Number) number).intValue()));
    return numbers;
  }

  private ActivationFunction activation(String name) {
    return ActivationFunction.of(options.get(name).toString());
  }

  /** Repeated pixels in files that are older than the option. */
  private UpSampling upSampling() {
    Object saved = options.get("up_sampling");
    return UpSampling.TRANSPOSED.toString().equals(String.valueOf(saved))
        ? UpSampling.TRANSPOSED
        : UpSampling.NEAREST;
  }

  /** False in files that are older than the option. */
  private boolean truth(String name) {
    return Boolean.TRUE.equals(options.get(name));
  }

  private double number(String name) {
    return options.get(name) instanceof Number number ? number.doubleValue() : 0;
  }
}
