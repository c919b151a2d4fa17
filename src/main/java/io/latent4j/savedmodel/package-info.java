/**
 * SavedModels: the files with which TensorFlow passes models on, values and functions together.
 *
 * <p>{@link io.latent4j.savedmodel.SavedModels} loads what Python saved; a {@link
 * io.latent4j.savedmodel.LoadedModel} runs it, a {@link io.latent4j.savedmodel.TrainableModel} goes
 * on training it, and both save it so that Python reads the new values. Values without functions
 * are checkpoints, which have a package of their own. What a model means, such as the scale of its
 * inputs, is not known here.
 *
 * <pre>{@code
 * try (LoadedModel model = SavedModels.load(Path.of("autoencoder"))) {
 *   float[][] x = ...;
 *   try (Outputs out = model.call("serving_default", Map.of("x", x))) {
 *     float[] reconstruction = out.floats("output_0");
 *   }
 * }
 * }</pre>
 */
package io.latent4j.savedmodel;
