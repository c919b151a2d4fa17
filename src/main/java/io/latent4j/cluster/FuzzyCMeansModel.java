package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.engine.ModelFunction;
import io.latent4j.model.Fit;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Clusters that fuzzy c-means found. */
public final class FuzzyCMeansModel extends CenterModel {
  private final double fuzzifier;
  private final Optional<float[][]> memberships;

  FuzzyCMeansModel(
      double fuzzifier, Centers centers, Optional<FuzzyRun> run, Provenance provenance) {
    super(centers, run.map(FuzzyRun::labels), provenance);
    this.fuzzifier = fuzzifier;
    this.memberships = run.map(FuzzyRun::memberships);
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel, by {@link #save}
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static FuzzyCMeansModel load(Path folder) {
    return SavedParts.read(
        folder,
        "fuzzy-cmeans",
        parts -> {
          if (!(parts.provenance().options().get("fuzzifier") instanceof Number fuzzifier)) {
            throw parts.broken("the fuzzifier in assets/provenance.json", "none");
          }
          return new FuzzyCMeansModel(
              fuzzifier.doubleValue(), centers(parts), Optional.empty(), parts.provenance());
        });
  }

  /**
   * Returns the exponent of the memberships.
   *
   * @return above 1
   */
  public double fuzzifier() {
    return fuzzifier;
  }

  /**
   * Returns how much each sample of the fit belongs to each cluster.
   *
   * @return a copy, (samples, K); each row adds up to 1
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public float[][] memberships() {
    float[][] known = Fit.known(memberships, "memberships are those");
    return Arrays.stream(known).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Returns what was minimized: the squared distances of all samples to all centers, times the
   * memberships to the power of the fuzzifier, added up.
   *
   * @return the sum
   */
  public double objective() {
    return figures().get("objective");
  }

  /**
   * Returns how crisp the clusters are: the mean of the sum of the squared memberships.
   *
   * @return from 1 / K, all samples belong to all clusters alike, to 1, each to one only
   */
  public double partitionCoefficient() {
    return figures().get("partition_coefficient");
  }

  /**
   * Tells how much samples belong to each cluster.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] memberships(Samples samples) {
    float[][] shares = allCenters().distances(samples);
    double exponent = 1 / (fuzzifier - 1);
    double[] squared = new double[clusters()];
    double[] row = new double[clusters()];
    for (float[] distances : shares) {
      for (int k = 0; k < squared.length; k++) {
        squared[k] = (double) distances[k] * distances[k];
      }
      Memberships.fuzzy(squared, 0, exponent, row);
      for (int k = 0; k < row.length; k++) {
        distances[k] = (float) row[k];
      }
    }
    return shares;
  }

  @Override
  List<ModelFunction> functions(CenterFunctions functions) {
    return List.of(functions.predict(), functions.transform(), functions.memberships(fuzzifier));
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    memberships.ifPresent(
        known -> {
          text.append("%-7s  %9s  %11s%n".formatted("cluster", "samples", "memberships"));
          int[] sizes = sizes();
          for (int k = 0; k < sizes.length; k++) {
            int cluster = k;
            double sum = Arrays.stream(known).mapToDouble(row -> row[cluster]).sum();
            text.append(String.format(Locale.ROOT, "%-7d  %9d  %11.2f%n", k, sizes[k], sum));
          }
        });
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, fuzzifier %s, partition coefficient %.4f after %s",
        description("fuzzy c-means"),
        fuzzifier,
        partitionCoefficient(),
        counted(iterations(), "iteration"));
  }
}
