package io.latent4j.deepcluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Clusters that deep clustering found. Its functions take samples as they are and scale them as it
 * was trained on.
 *
 * <p>The samples of the fit have the clusters that {@link #labels()} tells. {@link #predict} says
 * where other samples belong: by the nearest center of their code or, of N2D, by a network that has
 * learned where UMAP puts codes, and the mixture.
 */
public final class DeepClusteringModel extends NetworkModel {
  static final String SYSTEM = "dec";

  private final FloatArray centers;
  private final Optional<Fitted> fitted;

  /** What is known of the samples of the fit. */
  record Fitted(
      int[] labels,
      float[][] probabilities,
      int[] startLabels,
      List<ClusterUpdate> updates,
      History history) {}

  DeepClusteringModel(ModelFunctions functions, Fitted fitted, Provenance provenance) {
    this(functions, centersOf(functions), Optional.of(fitted), provenance);
  }

  private DeepClusteringModel(
      ModelFunctions functions,
      FloatArray centers,
      Optional<Fitted> fitted,
      Provenance provenance) {
    super(functions, provenance);
    this.centers = centers;
    this.fitted = fitted;
  }

  private static FloatArray centersOf(ModelFunctions functions) {
    var variable = functions.savable().orElseThrow().variablesByPath().get(ClusterNetwork.CENTERS);
    return new FloatArray(variable.toFloats(), variable.shape());
  }

  /**
   * Loads a model that was saved: what it needs are the functions {@code predict} and {@code
   * encode} and the variable {@code centers}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DeepClusteringModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DeepClusteringModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    FloatArray centers =
        SavedParts.read(folder, SYSTEM, parts -> parts.array(ClusterNetwork.CENTERS, 2));
    return new DeepClusteringModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        centers,
        Optional.empty(),
        SavedParts.provenance(folder, SYSTEM));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize(ClusterNetwork.PREDICT);
  }

  /**
   * Returns how many clusters there are.
   *
   * @return the number, K below
   */
  public int clusters() {
    return centers.rowCount();
  }

  /**
   * Returns the centers of the clusters: of codes or, of N2D, the means of the mixture, where UMAP
   * puts codes.
   *
   * @return a copy, (K, code) or (K, components)
   */
  public float[][] centers() {
    return centers.rows();
  }

  /**
   * Returns the cluster of each sample of the fit.
   *
   * @return a copy, from 0 to K - 1
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public int[] labels() {
    return known("labels", Fitted::labels).clone();
  }

  /**
   * Returns how surely each sample of the fit belongs to each cluster.
   *
   * @return a copy, (samples, K); each row adds up to 1
   * @throws IllegalStateException if the model was loaded
   */
  public float[][] probabilities() {
    return Arrays.stream(known("probabilities", Fitted::probabilities))
        .map(float[]::clone)
        .toArray(float[][]::new);
  }

  /**
   * Returns the cluster that k-means gave each sample of the fit by the code, before all else.
   *
   * @return a copy, from 0 to K - 1
   * @throws IllegalStateException if the model was loaded
   */
  public int[] startLabels() {
    return known("startLabels", Fitted::startLabels).clone();
  }

  /**
   * Returns what DEC and IDEC found whenever they computed their target.
   *
   * @return the first, before the first step, first; none for other methods
   * @throws IllegalStateException if the model was loaded
   */
  public List<ClusterUpdate> updates() {
    return known("updates", Fitted::updates);
  }

  /**
   * How the training of the autoencoder went.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded
   */
  public History history() {
    return known("history", Fitted::history);
  }

  private <T> T known(String what, Function<Fitted, T> of) {
    return of.apply(Fit.known(fitted, what + " is that"));
  }

  /**
   * Counts the clusters that have samples of the fit.
   *
   * @return from 1 to K; K if the model is of another program
   */
  public int usedClusters() {
    return figures().getOrDefault("clusters", (double) clusters()).intValue();
  }

  /**
   * Tells of clusters that have no sample, or began anew.
   *
   * @return one line, or nothing if there is nothing to tell
   */
  public Optional<String> note() {
    int reseeded = figures().getOrDefault("reseeded", 0.0).intValue();
    if (usedClusters() < clusters()) {
      return Optional.of(
          "%d of %d clusters have samples; %d began anew meanwhile"
              .formatted(usedClusters(), clusters(), reseeded));
    }
    return reseeded == 0
        ? Optional.empty()
        : Optional.of("clusters had no samples left, and began anew, %d times".formatted(reseeded));
  }

  /**
   * Finds the clusters of samples.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the clusters, from 0 to K - 1
   * @throws IllegalArgumentException if the number of features differs
   */
  public int[] predict(Samples samples) {
    return SoftAssignment.labels(probabilities(samples));
  }

  /**
   * Tells how surely samples belong to each cluster.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] probabilities(Samples samples) {
    return apply(ClusterNetwork.PREDICT, ClusterNetwork.PROBABILITIES, samples);
  }

  /**
   * Computes the codes of samples.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the codes, (samples, code)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return apply(ClusterNetwork.ENCODE, ClusterNetwork.CODE, samples);
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    fitted.ifPresent(
        known -> {
          text.append("%-7s  %9s%n".formatted("cluster", "samples"));
          int[] sizes = new int[clusters()];
          for (int label : known.labels) {
            sizes[label]++;
          }
          for (int k = 0; k < sizes.length; k++) {
            text.append("%-7d  %9d%n".formatted(k, sizes[k]));
          }
        });
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "deep clustering of %s (%d x %d) by %s: %d of %d clusters used, layers %s",
        provenance().data(),
        provenance().samples(),
        features(),
        provenance().options().getOrDefault("method", "another program"),
        usedClusters(),
        clusters(),
        provenance().options().getOrDefault("layers", "unknown"));
  }
}
