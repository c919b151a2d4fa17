/**
 * Clusters: samples put into groups of their like.
 *
 * <p>Here live k-means ({@link io.latent4j.cluster.KMeans}, with all its algorithms and starts),
 * fuzzy c-means ({@link io.latent4j.cluster.FuzzyCMeans}), Gaussian mixtures ({@link
 * io.latent4j.cluster.GaussianMixture}), clusters by density ({@link io.latent4j.cluster.Hdbscan}),
 * hierarchies ({@link io.latent4j.cluster.Hierarchical}) and the choice of the number of clusters
 * ({@link io.latent4j.cluster.Elbow}), each with its model; what the models of the first two have
 * in common is {@link io.latent4j.cluster.CenterModel}. Figures that compare clusters with labels
 * are in {@code io.latent4j.metrics}; clusters of a network's code that is trained along belong to
 * deep clustering.
 *
 * <pre>{@code
 * KMeansModel model = KMeans.of(10).withRestarts(20).fit(images);
 * int[] labels = model.labels();
 * float[][] centers = model.centers(); // (10, 784)
 * }</pre>
 */
package io.latent4j.cluster;
