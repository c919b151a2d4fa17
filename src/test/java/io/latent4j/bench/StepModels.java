package io.latent4j.bench;

import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.MaxPooling2D;
import io.latent4j.nn.layers.Padding;
import io.latent4j.nn.layers.SaltAndPepperNoise;
import io.latent4j.nn.layers.UpSampling2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The models whose steps are timed: those of {@code tools/bench/step_worker.py}. */
final class StepModels {
  private static final Map<String, Integer> CODE_AT = Map.of("deep", 3, "small", 1);
  private static final Map<String, int[]> UNITS =
      Map.of(
          "deep", new int[] {500, 500, 2000, 10, 2000, 500, 500, 784},
          "small", new int[] {512, 10, 512, 784});

  private StepModels() {}

  static Sequential of(String name) {
    return switch (name) {
      case "conv" -> convolutional();
      case "classifier" -> classifier();
      case "denoising" -> denoising();
      default -> dense(name);
    };
  }

  private static Sequential dense(String name) {
    int[] units = UNITS.get(name);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      ActivationFunction activation =
          i == units.length - 1
              ? ActivationFunction.LINEAR
              : i != CODE_AT.get(name)
                  ? ActivationFunction.RELU
                  : name.equals("deep") ? ActivationFunction.SIGMOID : ActivationFunction.LINEAR;
      layers.add(Dense.of(units[i]).withActivation(activation));
    }
    return Sequential.of(layers);
  }

  private static Sequential convolutional() {
    return Sequential.of(
        convolution(16, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(8, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(4, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(8, Padding.SAME),
        UpSampling2D.of(2),
        convolution(8, Padding.SAME),
        UpSampling2D.of(2),
        convolution(16, Padding.VALID),
        UpSampling2D.of(2),
        Conv2D.of(1, 3).withPadding(Padding.SAME).withActivation(ActivationFunction.SIGMOID));
  }

  private static Sequential denoising() {
    return Sequential.of(
        SaltAndPepperNoise.of(0.2f),
        convolution(64, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(32, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(16, Padding.SAME),
        MaxPooling2D.of(2).withPadding(Padding.SAME),
        convolution(16, Padding.SAME),
        UpSampling2D.of(2),
        convolution(32, Padding.SAME),
        UpSampling2D.of(2),
        convolution(64, Padding.VALID),
        UpSampling2D.of(2),
        Conv2D.of(1, 3).withPadding(Padding.SAME));
  }

  private static Sequential classifier() {
    return Sequential.of(
        convolution(32, Padding.VALID),
        MaxPooling2D.of(2),
        convolution(64, Padding.VALID),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dense.of(10));
  }

  private static Layer convolution(int filters, Padding padding) {
    return Conv2D.of(filters, 3).withPadding(padding).withActivation(ActivationFunction.RELU);
  }
}
