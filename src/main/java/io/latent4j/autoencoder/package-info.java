/**
 * Autoencoders: networks that learn a short code of samples by reconstructing them from it.
 *
 * <p>{@link io.latent4j.autoencoder.Autoencoder} holds the settings and trains; {@link
 * io.latent4j.autoencoder.AutoencoderModel} encodes, decodes and reconstructs. Pictures and files
 * are made elsewhere.
 *
 * <pre>{@code
 * try (AutoencoderModel model = Autoencoder.of(128, 32).withEpochs(10).fit(digits)) {
 *   float[][] code = model.encode(digits);
 * }
 * }</pre>
 */
package io.latent4j.autoencoder;
