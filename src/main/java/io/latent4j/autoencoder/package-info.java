/**
 * Autoencoders: networks that learn a short code of samples by reconstructing them from it.
 *
 * <p>{@link io.latent4j.autoencoder.Autoencoder} holds the settings and trains; {@link
 * io.latent4j.autoencoder.AutoencoderModel} encodes, decodes and reconstructs. What it is made of
 * is an {@link io.latent4j.autoencoder.Architecture}: dense or convolutional. What it learns
 * besides to reconstruct is an option: to remove {@link io.latent4j.autoencoder.Noise}, with {@link
 * io.latent4j.autoencoder.Sparsity}, or with codes that change little.
 *
 * <p>After the training {@link io.latent4j.autoencoder.EncoderModel} and {@link
 * io.latent4j.autoencoder.DecoderModel} are its halves, and {@link
 * io.latent4j.autoencoder.EncoderClassifier} and {@link io.latent4j.autoencoder.SelfTraining} put
 * few labels to use. Pictures and files are made elsewhere.
 *
 * <pre>{@code
 * Autoencoder autoencoder =
 *     Autoencoder.of(ConvolutionalArchitecture.of(16, 8)).withNoise(Noise.saltAndPepper(0.2));
 * try (AutoencoderModel model = autoencoder.withEpochs(10).fit(digits)) {
 *   float[][] code = model.encode(digits);
 *   float[][] cleaned = model.reconstruct(noisyDigits);
 * }
 * }</pre>
 */
package io.latent4j.autoencoder;
