package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelFunction;
import io.latent4j.model.ArrayModel;
import io.latent4j.model.DoubleArray;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clusters that have a center each, as k-means and fuzzy c-means find them. Centers and distances
 * are on the scale that the samples have after {@link #scaling()}.
 */
public abstract sealed class CenterModel extends ArrayModel permits KMeansModel, FuzzyCMeansModel {
  private static final String CENTERS = "centers";

  private final Centers centers;
  private final Optional<int[]> labels;

  CenterModel(Centers centers, Optional<int[]> labels, Provenance provenance) {
    super(centers.scaling(), provenance);
    this.centers = centers;
    this.labels = labels;
  }

  /** The centers of a saved model. */
  static Centers centers(SavedParts parts) {
    return new Centers(
        parts.doubles(CENTERS, 2).rows(),
        parts.hasRemainder(CENTERS),
        parts.scaling(),
        EngineOptions.defaults());
  }

  /**
   * Returns the number of clusters.
   *
   * @return the number, K below
   */
  public final int clusters() {
    return centers.count();
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  @Override
  public final int features() {
    return centers.features();
  }

  /**
   * Returns the centers.
   *
   * @return a copy, (K, d)
   */
  public final float[][] centers() {
    return centers.copy();
  }

  /**
   * Returns the cluster of each sample of the fit; of several that it belongs to, the one that it
   * belongs to most.
   *
   * @return a copy, from 0 to K - 1
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public final int[] labels() {
    return Fit.known(labels, "labels are those").clone();
  }

  /**
   * Counts the samples of the fit in each cluster.
   *
   * @return how many (K)
   * @throws IllegalStateException if the model was loaded
   */
  public final int[] sizes() {
    int[] sizes = new int[clusters()];
    for (int label : labels()) {
      sizes[label]++;
    }
    return sizes;
  }

  /**
   * Counts the clusters that have samples of the fit. There are fewer than {@link #clusters()}
   * where fewer samples differ from each other.
   *
   * @return from 1 to K
   * @throws IllegalStateException if the model was loaded
   */
  public final int usedClusters() {
    return (int) Arrays.stream(sizes()).filter(size -> size > 0).count();
  }

  /**
   * Returns how many passes over the samples the run took; of several runs, the best.
   *
   * @return at least 1; 0 if the model was saved by another program
   */
  public final int iterations() {
    return figures().getOrDefault("iterations", 0.0).intValue();
  }

  /**
   * Finds the nearest center of each sample.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the clusters, from 0 to K - 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public final int[] predict(Samples samples) {
    return centers.nearest(samples);
  }

  /**
   * Measures how far samples are from each center.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the distances, (samples, K)
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public final float[][] transform(Samples samples) {
    return centers.distances(samples);
  }

  @Override
  protected final Map<String, FloatArray> arrays() {
    return DoubleArray.of(centers.centers()).inFloats(CENTERS, centers.exact());
  }

  @Override
  protected final List<ModelFunction> functions(Variables variables) {
    return functions(new CenterFunctions(variables.pair(CENTERS)));
  }

  abstract List<ModelFunction> functions(CenterFunctions functions);

  final Centers allCenters() {
    return centers;
  }

  /** How many samples of the fit are in each cluster, if the model was not loaded. */
  final Optional<int[]> knownSizes() {
    return labels.map(known -> sizes());
  }

  /** What was clustered into how many clusters, for the line that describes the model. */
  final String description(String method) {
    return "%s of %s (%d x %d): %s"
        .formatted(
            method,
            provenance().data(),
            provenance().samples(),
            features(),
            counted(clusters(), "cluster"));
  }

  static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
