/**
 * Deep clustering: an autoencoder and clusters of its codes, by k-means, DEC, IDEC or N2D. It
 * stands on the packages of clusters, manifolds and autoencoders; clusters of samples as they are
 * belong to {@link io.latent4j.cluster}.
 *
 * <pre>{@code
 * DeepClustering clustering = DeepClustering.of(10).withMethod(ClusteringMethod.N2D);
 * try (DeepClusteringModel model = clustering.fit(digits)) {
 *   System.out.println(Contingency.of(digits.labels().get(), model.labels()).accuracy());
 *   model.save(Path.of("clusters"));
 * }
 * }</pre>
 */
package io.latent4j.deepcluster;
