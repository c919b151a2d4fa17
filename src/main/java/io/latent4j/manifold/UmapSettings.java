package io.latent4j.manifold;

/**
 * What UMAP is to do.
 *
 * @param components how many numbers a point of the embedding has
 * @param neighbors how many neighbours of a sample count, the sample itself among them; at least 2
 * @param minDist how near points may come to each other
 * @param spread how far apart points that are hardly connected are
 * @param epochs how many times to go through the connections, 0 to choose by the number of samples
 * @param learningRate of the first epoch
 * @param metric how far samples are from each other
 * @param start where the points start
 */
record UmapSettings(
    int components,
    int neighbors,
    double minDist,
    double spread,
    int epochs,
    double learningRate,
    DistanceMetric metric,
    UmapStart start) {}
