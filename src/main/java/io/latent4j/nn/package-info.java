/**
 * Networks: layers, what weights start from, losses, metrics, optimizers and learning rate
 * schedules, with Keras's names, defaults and numbers.
 *
 * <p>A {@link io.latent4j.nn.Layer} is described, then built in an engine for an input shape, then
 * called. Layers in a row are a {@link io.latent4j.nn.Sequential}, those in any other order without
 * cycles a {@link io.latent4j.nn.Functional}. Gradients are taken elsewhere, and so is the loop
 * that trains; what is here computes one output, one loss, one step. Images are of shape (n,
 * height, width, channels) everywhere.
 *
 * <pre>{@code
 * Sequential model =
 *     Sequential.of(
 *         Dense.of(32).withActivation(ActivationFunction.RELU),
 *         Dense.of(784).withActivation(ActivationFunction.SIGMOID));
 * model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 784));
 * CompiledFunction reconstruct =
 *     engine.function(
 *         "reconstruct",
 *         List.of(InputSpec.floats("x", -1, 784)),
 *         (tf, in) -> Map.of("reconstruction", model.call(tf, in.floats("x"), Mode.INFERENCE)));
 * }</pre>
 */
package io.latent4j.nn;
