package io.latent4j.cluster;

import io.latent4j.parallel.Workers;
import java.util.function.IntPredicate;

/**
 * Clusters points by HDBSCAN.
 *
 * @param clusters what was found
 * @param core the core distance of each point, squared
 */
record HdbscanRun(DensityClusters clusters, double[] core) {

  /**
   * Clusters.
   *
   * @param rows at least two
   * @param minClusterSize at least 2
   * @param minSamples how many points are near, the point itself among them; from 1 to count
   * @param goesOn is told now and then how many points are connected, and ends the work
   */
  static HdbscanRun of(
      Rows rows,
      int minClusterSize,
      int minSamples,
      ClusterSelection selection,
      Workers workers,
      IntPredicate goesOn) {
    double[] core = CoreDistances.squared(rows, minSamples, workers);
    Merges merges = Merges.of(SpanningTree.of(rows, core, goesOn));
    CondensedTree tree = CondensedTree.of(merges, minClusterSize);
    return new HdbscanRun(DensityClusters.of(tree, selection), core);
  }
}
