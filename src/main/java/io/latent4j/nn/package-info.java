/**
 * What all networks share, with Keras's names, defaults and numbers: the {@link
 * io.latent4j.nn.Layer}, layers in a row as a {@link io.latent4j.nn.Sequential}, layers in any
 * other order without cycles as a {@link io.latent4j.nn.Functional}, and what a layer of one's own
 * is written with.
 *
 * <p>A layer is described, then built in an engine for an input shape, then called. The layers
 * themselves are in {@link io.latent4j.nn.layers}, what their weights start from and keep to in
 * {@link io.latent4j.nn.initializers}; {@link io.latent4j.nn.losses}, {@link
 * io.latent4j.nn.metrics} and {@link io.latent4j.nn.optimizers} are beside them, and all of them
 * use this package, which uses none of them. Gradients are taken elsewhere, and so is the loop that
 * trains; what is here and there computes one output, one loss, one step. Images are of shape (n,
 * height, width, channels) everywhere.
 *
 * <p>Whatever is described, a layer, an optimizer, a listener, is made by {@code of}, with what it
 * can't do without, and changed by {@code withX(x)}, which gives a new one: {@code Dense.of(16)},
 * {@code Flatten.of()}, {@code Adam.of(0.01f).withAmsgrad(true)}.
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
