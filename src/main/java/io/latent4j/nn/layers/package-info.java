/**
 * The layers: dense, convolutional, pooling, normalizing, noisy, merging, and those that move or
 * scale what goes through them.
 *
 * <p>Not here: {@link io.latent4j.nn.Sequential} and {@link io.latent4j.nn.Functional}, which are
 * layers of layers, activation functions, and the {@link io.latent4j.nn.Layer} and {@link
 * io.latent4j.nn.MergeLayer} to write one's own from.
 *
 * <pre>{@code
 * Layer encoder =
 *     Sequential.of(
 *         Conv2D.of(16, 3).withStrides(2).withActivation(ActivationFunction.RELU),
 *         Flatten.of(),
 *         Dense.of(10));
 * }</pre>
 */
package io.latent4j.nn.layers;
