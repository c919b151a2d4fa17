/**
 * What changes weights by their gradients, and learning rates that change from step to step.
 *
 * <p>Not here: how gradients are taken, which is in {@code io.latent4j.autodiff}, and the loop that
 * makes the steps, which is in {@code io.latent4j.training}.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(0.001f).withSchedule(Schedules.cosineDecay(0.001f, 10_000));
 * adam.apply(tf, gradients, model.trainableVariables());
 * }</pre>
 */
package io.latent4j.nn.optimizers;
