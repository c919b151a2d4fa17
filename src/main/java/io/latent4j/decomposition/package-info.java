/**
 * Linear decompositions of samples: principal components.
 *
 * <p>Here live the estimator {@link io.latent4j.decomposition.Pca}, its solvers, and the trained
 * {@link io.latent4j.decomposition.PcaModel}. Non-linear embeddings belong to {@code
 * io.latent4j.manifold}; files and pictures of the results to the packages above.
 *
 * <pre>{@code
 * try (Samples images = catalog.samples("mnist");
 *     PcaModel model = Pca.of(3).withSolver(PcaSolver.GRAM).fit(images)) {
 *   float[][] embedding = model.transform(images); // (60000, 3)
 *   float[] variance = model.explainedVariance(); // 5.1169, 3.7414, 3.2527
 * }
 * }</pre>
 */
package io.latent4j.decomposition;
