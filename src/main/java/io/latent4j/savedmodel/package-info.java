/**
 * SavedModels: models with their functions, in TensorFlow's own files.
 *
 * <p>{@link io.latent4j.savedmodel.SavedModels} writes any {@link io.latent4j.engine.SavableModel}
 * into a folder that Python loads, runs, trains and saves again, and that C++ servers and other
 * programs run. Variables without functions are the package {@code checkpoint}'s. Which functions a
 * model has is for the model to say.
 *
 * <pre>{@code
 * try (AutoencoderModel model = Autoencoder.of(128, 8).fit(samples)) {
 *   SavedModels.save(model, Path.of("output/model"));
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
