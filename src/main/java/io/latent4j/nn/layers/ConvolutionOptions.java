package io.latent4j.nn.layers;

import io.latent4j.nn.ActivationFunction;
import java.util.Objects;

/** How a layer of kernels is described; not every layer lets all of it be changed. */
record ConvolutionOptions(
    int filters,
    Extent kernel,
    Extent strides,
    Padding padding,
    Extent dilation,
    int groups,
    int depthMultiplier,
    ActivationFunction activation,
    ConvolutionWeights weights) {

  ConvolutionOptions {
    checkPositive("filters", filters);
    checkPositive("groups", groups);
    checkPositive("depthMultiplier", depthMultiplier);
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(weights, "weights");
    if (filters % groups != 0) {
      throw new IllegalArgumentException(
          "groups must divide the filters, %d, but is %d".formatted(filters, groups));
    }
    if (!strides.isOne() && !dilation.isOne()) {
      throw new IllegalArgumentException(
          "strides must be 1 where the kernel is dilated, but are %s with a dilation of %s"
              .formatted(strides, dilation));
    }
  }

  /** Keras's defaults. */
  static ConvolutionOptions of(int filters, int kernelHeight, int kernelWidth) {
    return new ConvolutionOptions(
        filters,
        Extent.of("kernelSize", kernelHeight, kernelWidth),
        Extent.ONE,
        Padding.VALID,
        Extent.ONE,
        1,
        1,
        ActivationFunction.LINEAR,
        ConvolutionWeights.defaults());
  }

  private static void checkPositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }

  ConvolutionOptions withStrides(Extent strides) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withPadding(Padding padding) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withDilation(Extent dilation) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withGroups(int groups) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withDepthMultiplier(int depthMultiplier) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withActivation(ActivationFunction activation) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }

  ConvolutionOptions withWeights(ConvolutionWeights weights) {
    return new ConvolutionOptions(
        filters, kernel, strides, padding, dilation, groups, depthMultiplier, activation, weights);
  }
}
