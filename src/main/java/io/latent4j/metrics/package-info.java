/**
 * Figures that tell how good clusters and embeddings are: plain Java on arrays.
 *
 * <p>Here live the comparison of two labelings ({@link io.latent4j.metrics.Contingency}), the best
 * assignment it needs ({@link io.latent4j.metrics.Assignment}), and what is measured on points:
 * {@link io.latent4j.metrics.Silhouette} and {@link io.latent4j.metrics.Trustworthiness}. All
 * figures equal scikit-learn's. What does not live here: metrics that are computed batch by batch
 * in a graph while a network is trained, which are in {@code io.latent4j.nn}.
 *
 * <pre>{@code
 * Contingency agreement = Contingency.of(truth, predicted);
 * double nmi = agreement.normalizedMutualInformation();
 * double accuracy = agreement.accuracy();
 * }</pre>
 */
package io.latent4j.metrics;
