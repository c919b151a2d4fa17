/**
 * Training: steps on batches, epochs, validation, and those who follow.
 *
 * <p>{@link io.latent4j.training.Trainer} goes through a {@link io.latent4j.training.TrainingSet}
 * with any {@link io.latent4j.training.BatchFunction}; {@link
 * io.latent4j.training.TrainingListener}s stop it early, save it, log it and show it. What a loss
 * or an optimizer is belongs to the package below.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.minimizing(engine, model, new Adam(), (tf, batch, mode) ->
 *     Losses.meanSquaredError(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
 * History history =
 *     trainer.fit(training, validation, TrainingOptions.of(50, 256), EarlyStopping.withPatience(10));
 * }</pre>
 */
package io.latent4j.training;
