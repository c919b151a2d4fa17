package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.PairedVariable;
import io.latent4j.model.Fit;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Clusters that k-means found. */
public final class KMeansModel extends CenterModel {
  private final Optional<double[][]> start;
  private final int distinctSamples;

  /** A model; how many samples are distinct is counted up to the number of clusters. */
  KMeansModel(
      Centers centers,
      Optional<int[]> labels,
      Optional<double[][]> start,
      int distinctSamples,
      Provenance provenance) {
    super(centers, labels, provenance);
    this.start = start;
    this.distinctSamples = distinctSamples;
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel, by {@link #save} or saved again by Python
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static KMeansModel load(Path folder) {
    return SavedParts.read(
        folder,
        "kmeans",
        parts -> {
          Centers centers = centers(parts);
          return new KMeansModel(
              centers, Optional.empty(), Optional.empty(), centers.count(), parts.provenance());
        });
  }

  /**
   * Returns the centers at which the run began that was kept, each of which became the center of
   * the same number.
   *
   * @return a copy, (K, d), on the scale of {@link #centers()}
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public float[][] startCenters() {
    double[][] known = Fit.known(start, "the start is that");
    return Arrays.stream(known).map(PairedVariable::nearest).toArray(float[][]::new);
  }

  /**
   * Returns the sum of the squared distances of the samples of the fit to their centers.
   *
   * @return the sum, each by its weight; NaN if the model was saved by another program
   */
  public double inertia() {
    return figures().getOrDefault("inertia", Double.NaN);
  }

  /**
   * Tells whether the best run ended before its passes ran out.
   *
   * @return whether the centers have come to rest
   */
  public boolean converged() {
    return figures().getOrDefault("converged", 0.0) == 1;
  }

  /**
   * Tells how likely each cluster is for each sample, if all clusters were equally frequent balls
   * of the variance that the samples of the fit have around their centers.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the probabilities, (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] predictSoft(Samples samples) {
    double variance = inertia() / ((double) provenance().samples() * features());
    float[][] soft = allCenters().distances(samples);
    for (float[] row : soft) {
      Memberships.ofBalls(row, variance);
    }
    return soft;
  }

  /**
   * Adds up the squared distances of samples to their nearest centers.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the sum
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public double inertia(Samples samples) {
    return allCenters().inertia(samples);
  }

  @Override
  List<ModelFunction> functions(CenterFunctions functions) {
    return List.of(functions.predict(), functions.transform());
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    knownSizes()
        .ifPresent(
            sizes -> {
              text.append("%-7s  %9s  %7s%n".formatted("cluster", "samples", "share"));
              double all = Arrays.stream(sizes).sum();
              for (int k = 0; k < sizes.length; k++) {
                text.append(
                    String.format(
                        Locale.ROOT, "%-7d  %9d  %5.2f %%%n", k, sizes[k], 100 * sizes[k] / all));
              }
            });
    return text.toString();
  }

  /**
   * Tells of clusters that have no sample.
   *
   * @return one line, such as "found 9 distinct clusters, fewer than clusters, 10: there are only 9
   *     distinct samples", or nothing if all clusters have samples, or the model was loaded
   */
  public Optional<String> note() {
    if (knownSizes().isEmpty() || usedClusters() == clusters()) {
      return Optional.empty();
    }
    String found =
        "found %s, fewer than clusters, %d"
            .formatted(counted(usedClusters(), "distinct cluster"), clusters());
    String verb = distinctSamples == 1 ? "is" : "are";
    return Optional.of(
        distinctSamples < clusters()
            ? "%s: there %s only %s"
                .formatted(found, verb, counted(distinctSamples, "distinct sample"))
            : found);
  }

  @Override
  public String toString() {
    long empty =
        knownSizes()
            .map(sizes -> Arrays.stream(sizes).filter(size -> size == 0).count())
            .orElse(0L);
    return String.format(
        Locale.ROOT,
        "%s%s, inertia %.6g after %s; %s from %s",
        description("k-means"),
        empty > 0 ? " (" + empty + " empty)" : "",
        inertia(),
        counted(iterations(), "iteration"),
        provenance().options().get("algorithm"),
        provenance().options().get("init"));
  }
}
