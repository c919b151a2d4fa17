/**
 * SavedModels: models with their functions, in the files with which TensorFlow passes them on.
 *
 * <p>{@link io.latent4j.savedmodel.SavedModels} writes any {@link io.latent4j.engine.SavableModel}
 * into a folder that Python loads, runs, trains and saves again, and that C++ servers run. It loads
 * what Python saved: a {@link io.latent4j.savedmodel.LoadedModel} runs it, a {@link
 * io.latent4j.savedmodel.TrainableModel} goes on training it, and both save it so that Python reads
 * the new values.
 *
 * <p>Values without functions are checkpoints, which have a package of their own. Which functions a
 * model has is for the model to say. Of what they mean only this is known: the input {@code x}
 * takes data as the model was trained on, and the asset {@code preprocessing.json} says how those
 * were scaled, so a loaded model can be called with samples as they are.
 *
 * <pre>{@code
 * try (AutoencoderModel model = Autoencoder.of(128, 8).fit(samples)) {
 *   SavedModels.save(model, Path.of("output/model"));
 * }
 * try (LoadedModel model = SavedModels.load(Path.of("output/model"));
 *     Outputs out = model.call("encode", samples)) {
 *   float[] code = out.floats("code");
 * }
 * }</pre>
 *
 * <p>In Python:
 *
 * <pre>
 * m = tf.saved_model.load("output/model")
 * m.encode(x)["code"]                      # each function, with named outputs
 * m(x, training=False)                     # the first function's first output
 * m.encoder.layers[0].kernel               # variables by path
 * m.signatures["serving_default"](x=x)
 * </pre>
 */
package io.latent4j.savedmodel;
