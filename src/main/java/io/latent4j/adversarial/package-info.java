/**
 * Networks that learn by contest: a generator whose samples a discriminator is to take for real
 * ones, and two such pairs that translate between two sets of samples.
 *
 * <p>{@link io.latent4j.adversarial.Gan} is the estimator, {@link io.latent4j.adversarial.DenseGan}
 * and {@link io.latent4j.adversarial.ConvolutionalGan} are what networks are made of; {@link
 * io.latent4j.adversarial.GanArchitecture} is for others. Figures for what is generated are not
 * computed here: who has some hands them in as a {@link io.latent4j.adversarial.GeneratorScore}.
 *
 * <pre>{@code
 * Gan gan = Gan.of(ConvolutionalGan.of(96, 48)).withLoss(GanLoss.WASSERSTEIN).withSteps(2000);
 * try (GanModel model = gan.fit(images)) {
 *   float[][] generated = model.generate(100, 1);
 *   model.save(Path.of("model"));
 * }
 * }</pre>
 */
package io.latent4j.adversarial;
