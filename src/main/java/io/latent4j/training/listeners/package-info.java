/**
 * Those who follow training: they stop it when it no longer helps or the time is up, lower the
 * learning rate, save it so that it can be resumed, and log it.
 *
 * <p>Not here: {@link io.latent4j.training.TrainingListener}, to write one's own from.
 *
 * <pre>{@code
 * trainer.fit(
 *     training,
 *     validation,
 *     TrainingOptions.of(50, 256),
 *     EarlyStopping.of(10),
 *     Checkpointing.of(Path.of("run"), "digits, seed 42").resuming());
 * }</pre>
 */
package io.latent4j.training.listeners;
