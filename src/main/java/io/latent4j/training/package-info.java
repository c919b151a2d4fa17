/**
 * Training: steps on batches, epochs, validation, and those who follow.
 *
 * <p>{@link io.latent4j.training.Trainer} goes through a {@link io.latent4j.training.TrainingSet}
 * with any {@link io.latent4j.training.BatchFunction}; {@link
 * io.latent4j.training.TrainingListener}s, most of them in {@link io.latent4j.training.listeners},
 * stop it early, save it, log it and show it. {@link io.latent4j.training.Evaluator} and {@link
 * io.latent4j.training.Predictor} go through a set once. What a loss or an optimizer is belongs to
 * the package below.
 *
 * <p>A set is in memory or a stream: {@link io.latent4j.data.StreamedSamples} or any {@link
 * io.latent4j.training.BatchSource}.
 *
 * <pre>{@code
 * Loss<TFloat32> mse = Losses.meanSquaredError();
 * Trainer trainer = Trainer.minimizing(engine, model, Adam.of(0.001f), (tf, batch, mode) ->
 *     mse.apply(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
 * History history =
 *     trainer.fit(training, validation, TrainingOptions.of(50, 256), EarlyStopping.of(10));
 * }</pre>
 */
package io.latent4j.training;
