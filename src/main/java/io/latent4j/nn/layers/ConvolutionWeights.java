package io.latent4j.nn.layers;

import io.latent4j.nn.WeightOptions;
import io.latent4j.nn.initializers.Initializers;

/**
 * How the weights of a layer of kernels are described.
 *
 * @param kernel the kernels; of a separable convolution those that work channel by channel
 * @param pointwise of a separable convolution those that mix the channels
 * @param useBias whether there is a bias
 * @param bias the bias
 */
record ConvolutionWeights(
    WeightOptions kernel, WeightOptions pointwise, boolean useBias, WeightOptions bias) {

  /** Keras's defaults. */
  static ConvolutionWeights defaults() {
    WeightOptions kernel = WeightOptions.of(Initializers.glorotUniform());
    return new ConvolutionWeights(kernel, kernel, true, WeightOptions.of(Initializers.zeros()));
  }

  ConvolutionWeights withKernel(WeightOptions kernel) {
    return new ConvolutionWeights(kernel, pointwise, useBias, bias);
  }

  ConvolutionWeights withPointwise(WeightOptions pointwise) {
    return new ConvolutionWeights(kernel, pointwise, useBias, bias);
  }

  ConvolutionWeights withUseBias(boolean useBias) {
    return new ConvolutionWeights(kernel, pointwise, useBias, bias);
  }

  ConvolutionWeights withBias(WeightOptions bias) {
    return new ConvolutionWeights(kernel, pointwise, useBias, bias);
  }
}
