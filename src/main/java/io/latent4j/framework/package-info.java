/**
 * The pieces of {@code tensorflow-framework} in place of ours, and ours in place of its.
 *
 * <p>Who uses this package adds {@code org.tensorflow:tensorflow-framework}; nothing else of the
 * library needs it. {@link io.latent4j.framework.FromFramework} makes ours of its losses, metrics,
 * initializers, activations, regularizers, constraints and optimizers; {@link
 * io.latent4j.framework.ToFramework} goes the other way. What can't go over is refused with the
 * reason.
 *
 * <pre>{@code
 * Loss<TFloat32> loss = FromFramework.loss(new Huber(Reduction.NONE));
 * Dense layer = Dense.of(16)
 *     .withKernelInitializer(FromFramework.initializer(new Orthogonal<>(7)))
 *     .withKernelRegularizer(FromFramework.regularizer(new L2(0.01f)));
 * Optimizer optimizer = FromFramework.optimizer(new Adam(graph, 0.001f));
 * }</pre>
 */
package io.latent4j.framework;
