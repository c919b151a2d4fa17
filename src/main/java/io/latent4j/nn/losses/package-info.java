/**
 * How far a prediction is from the truth: what training makes small, by sample, by batch and
 * weighted.
 *
 * <p>Not here: what layers add to a loss, which {@link io.latent4j.nn.Penalties} collects, and what
 * is only reported, which is in {@link io.latent4j.nn.metrics}.
 *
 * <pre>{@code
 * Loss<TFloat32> loss = Losses.meanSquaredError();
 * Operand<TFloat32> value = loss.apply(tf, x, model.call(tf, x, Mode.TRAINING));
 * }</pre>
 */
package io.latent4j.nn.losses;
