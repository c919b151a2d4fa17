/**
 * Embeddings that follow the shape of the data: t-SNE, Isomap and locally linear embedding.
 *
 * <p>Here live the estimators {@link io.latent4j.manifold.Tsne}, {@link
 * io.latent4j.manifold.Isomap} and {@link io.latent4j.manifold.LocallyLinearEmbedding}, and what
 * they share: an exact search for nearest neighbours by matrix products, and eigenvectors of large
 * matrices. Linear embeddings belong to {@code io.latent4j.decomposition}; files and pictures of
 * the results to the packages above.
 *
 * <pre>{@code
 * try (Samples roll = catalog.samples("swiss-roll:n=2000");
 *     Embedding flat = Isomap.of(2).withNeighbors(10).fit(roll);
 *     TsneModel picture = Tsne.of(2).withPerplexity(30).fit(roll)) {
 *   float[][] places = flat.embedding(); // (2000, 2)
 * }
 * }</pre>
 */
package io.latent4j.manifold;
