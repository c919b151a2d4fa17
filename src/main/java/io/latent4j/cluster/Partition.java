package io.latent4j.cluster;

/**
 * What one run of k-means found.
 *
 * @param centers in the coordinates of the points
 * @param labels the nearest center of each sample
 * @param inertia the weighted sum of squared distances to them
 * @param iterations how many passes it took
 * @param converged whether it ended by itself
 */
record Partition(
    double[][] centers, int[] labels, double inertia, int iterations, boolean converged) {}
