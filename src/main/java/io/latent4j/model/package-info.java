/**
 * What all estimators and all trained models are: options that are records, one way to fit, one way
 * to follow and to end it, models that tell where they come from, are saved and loaded.
 *
 * <p>An {@link io.latent4j.model.Estimator} is its options. It is fitted to samples as {@link
 * io.latent4j.model.FitOptions} say, and gives a {@link io.latent4j.model.Model}, a value with
 * {@link io.latent4j.model.Provenance}. What it does meanwhile is told to {@link
 * io.latent4j.model.FitListener}s by a {@link io.latent4j.model.Fit}, which also knows whether to
 * go on. The estimators themselves are in the packages above; how a network is trained is below, in
 * {@code training}.
 *
 * <pre>{@code
 * FitOptions how = FitOptions.defaults().withSeed(7).withListener(progress -> progress.done() < 20);
 * try (KMeansModel model = KMeans.of(3).withRestarts(20).fit(samples, how)) {
 *   System.out.println(model.summary());
 *   model.save(Path.of("output/clusters"));
 * }
 * try (KMeansModel model = KMeansModel.load(Path.of("output/clusters"))) {
 *   int[] labels = model.predict(samples);
 * }
 * }</pre>
 */
package io.latent4j.model;
