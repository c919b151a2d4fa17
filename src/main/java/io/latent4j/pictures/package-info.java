/**
 * Pictures of results: clusters, maps, embeddings, images over their reconstructions, components,
 * learning curves. What the program draws, three lines of Java draw too.
 *
 * <p>How something is drawn is below, in {@code report}, which knows nothing of results.
 *
 * <pre>{@code
 * try (KMeansModel model = KMeans.of(3).fit(samples)) {
 *   for (Illustration found : ClusterPictures.of(samples, model.labels(), model).all()) {
 *     found.picture().writeTo(Path.of(found.name() + ".png"));
 *   }
 * }
 * }</pre>
 */
package io.latent4j.pictures;
