/**
 * What is said of a weight beside its shape: what it starts from, what is added to the loss for its
 * size, and what it must keep to.
 *
 * <p>The interfaces, {@link io.latent4j.nn.Initializer}, {@link io.latent4j.nn.Regularizer} and
 * {@link io.latent4j.nn.Constraint}, are where the layers are that ask for them.
 *
 * <pre>{@code
 * Dense.of(64)
 *     .withKernelInitializer(Initializers.heNormal())
 *     .withKernelRegularizer(Regularizers.l2(0.01f))
 *     .withKernelConstraint(Constraints.maxNorm(3))
 * }</pre>
 */
package io.latent4j.nn.initializers;
