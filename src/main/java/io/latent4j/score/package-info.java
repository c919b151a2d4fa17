/**
 * How good what a model generated is: one scale for everything that generates, images or vectors.
 *
 * <p>A {@link io.latent4j.score.Scorer} knows the real samples by their {@link
 * io.latent4j.score.Features}, those of a small classifier of their own if they have labels. It
 * gives the {@link io.latent4j.score.Score} of any generated samples, and a {@link
 * io.latent4j.score.Calibration}: what the same figure is for real samples and for known faults. It
 * knows no generator; a generator that wants to keep its best is handed the score as a function.
 *
 * <pre>{@code
 * FeatureCache cache = FeatureCache.in(DataCatalog.defaultDirectory());
 * try (FeatureClassifierModel classifier =
 *         cache.classifier(real, Scaling.Kind.AUTO, FitOptions.defaults());
 *     Scorer scorer = Scorer.of(real, classifier.asFeatures(), ScoreOptions.defaults())) {
 *   Score score = scorer.score(generated);
 *   System.out.println(score.frechetRatio() + " times the distance of real from real");
 *   ToDoubleFunction<float[][]> heldOut = scorer::frechetRatio; // what a GAN is handed
 * }
 * }</pre>
 */
package io.latent4j.score;
