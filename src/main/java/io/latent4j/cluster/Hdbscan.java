package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import io.latent4j.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * HDBSCAN: clusters of any shape that are denser than what is around them; how many there are
 * follows from the samples, and samples in none of them are noise.
 *
 * <p>After Campello, Moulavi, Sander 2013, "Density-based clustering based on hierarchical density
 * estimates"; labels and probabilities are those of scikit-learn's HDBSCAN, where edges of equal
 * length are taken in order. Time grows with the square of the number of samples, memory with the
 * number.
 *
 * <pre>{@code
 * try (HdbscanModel model = Hdbscan.of(15).withMinSamples(5).fit(samples)) {
 *   int[] labels = model.labels(); // -1 is noise
 *   int[] others = model.predict(otherSamples);
 * }
 * }</pre>
 *
 * @param minClusterSize how many samples a cluster has at least
 * @param minSamples how many samples are near a sample, itself among them: the more, the smoother
 *     the density; if empty, as many as the least cluster has
 * @param selection which clusters of the hierarchy are taken
 * @param metric how far samples are from each other
 * @param scale how to scale the samples before all else
 */
public record Hdbscan(
    int minClusterSize,
    OptionalInt minSamples,
    ClusterSelection selection,
    DistanceMetric metric,
    Scaling.Kind scale)
    implements Estimator<HdbscanModel> {

  /**
   * Checks the options.
   *
   * @param minClusterSize at least 2
   * @param minSamples at least 1
   * @param selection which clusters of the hierarchy are taken
   * @param metric how far samples are from each other
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is too small
   */
  public Hdbscan {
    Objects.requireNonNull(selection, "selection");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(2, "minClusterSize", minClusterSize);
    minSamples.ifPresent(count -> Options.requireAtLeast(1, "minSamples", count));
  }

  /**
   * Looks for clusters of a least size.
   *
   * @param minClusterSize at least 2; scikit-learn's default is 5
   * @return options with all else by default: as many near samples, excess of mass
   * @throws IllegalArgumentException if the size is below 2
   */
  public static Hdbscan of(int minClusterSize) {
    return new Hdbscan(
        minClusterSize,
        OptionalInt.empty(),
        ClusterSelection.EXCESS_OF_MASS,
        DistanceMetric.EUCLIDEAN,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses how many samples a cluster has at least.
   *
   * @param minClusterSize at least 2
   * @return the changed options
   * @throws IllegalArgumentException if the size is below 2
   */
  public Hdbscan withMinClusterSize(int minClusterSize) {
    return Options.with(this, "minClusterSize", minClusterSize);
  }

  /**
   * Chooses how many samples are near a sample: the more, the more samples are noise.
   *
   * @param minSamples at least 1, the sample itself among them; by default as many as the least
   *     cluster has
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Hdbscan withMinSamples(int minSamples) {
    return Options.with(this, "minSamples", OptionalInt.of(minSamples));
  }

  /**
   * Chooses which clusters of the hierarchy are taken.
   *
   * @param selection the selection; {@link ClusterSelection#EXCESS_OF_MASS} by default
   * @return the changed options
   */
  public Hdbscan withSelection(ClusterSelection selection) {
    return Options.with(this, "selection", selection);
  }

  /**
   * Chooses how far samples are from each other.
   *
   * @param metric the metric; {@link DistanceMetric#EUCLIDEAN} by default
   * @return the changed options
   */
  public Hdbscan withMetric(DistanceMetric metric) {
    return Options.with(this, "metric", metric);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Hdbscan withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "hdbscan";
  }

  /** How many samples are near a sample. */
  private int near() {
    return minSamples.orElse(minClusterSize);
  }

  /**
   * Refuses too few samples.
   *
   * @throws IllegalArgumentException if there is only one, or there are fewer than are near a
   *     sample
   */
  @Override
  public void check(Samples samples) {
    if (samples.count() < 2) {
      throw new InvalidOptionException("samples", "must be at least 2, but are " + samples.count());
    }
    Options.require(
        near() <= samples.count(),
        minSamples.isPresent() ? "minSamples" : "minClusterSize",
        "at most the number of samples, %d".formatted(samples.count()),
        near());
  }

  /**
   * {@inheritDoc}
   *
   * <p>If it is ended early, samples that were not reached yet are noise.
   */
  @Override
  public HdbscanModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    Stage stage = fit.stage("clustering", "sample", samples.count());
    try (Workers workers = new Workers(how.engine().threads())) {
      Rows rows = Rows.of(samples, scaling, metric);
      HdbscanRun run =
          HdbscanRun.of(
              rows,
              minClusterSize,
              near(),
              selection,
              workers,
              connected -> {
                stage.done(connected, Map.of());
                return fit.goesOn();
              });
      if (fit.goesOn()) {
        stage.done(samples.count(), Map.of());
      }
      stage.end();
      fit.resolve("min_samples", near());
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("clusters", (double) run.clusters().selected().length);
      figures.put("noise", (double) run.clusters().noise());
      return new HdbscanModel(
          run, rows, near(), scaling, how.engine().threads(), fit.provenance(figures));
    }
  }
}
