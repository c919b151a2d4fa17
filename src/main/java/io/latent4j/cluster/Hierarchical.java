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
 * Hierarchical clustering: from single samples up, the two nearest clusters become one again and
 * again; the whole hierarchy is kept and can be cut into any number of clusters.
 *
 * <p>Merges are those of SciPy's {@code linkage}. Time grows with the square of the number of
 * samples; so does memory for average and complete linkage, which take up to {@value
 * #MOST_OF_MATRIX} samples.
 *
 * <pre>{@code
 * try (HierarchicalModel model = Hierarchical.of(4).withLinkage(Linkage.AVERAGE).fit(samples)) {
 *   int[] labels = model.labels();
 *   int[] coarser = model.cut(2);
 * }
 * }</pre>
 *
 * @param clusters into how many clusters to cut; if empty, where from one merge to the next the
 *     height grows most, among the last merges
 * @param linkage how far two clusters are from each other
 * @param metric how far samples are from each other
 * @param scale how to scale the samples before all else
 */
public record Hierarchical(
    OptionalInt clusters, Linkage linkage, DistanceMetric metric, Scaling.Kind scale)
    implements Estimator<HierarchicalModel> {

  /** Up to how many samples average and complete linkage take. */
  public static final int MOST_OF_MATRIX = 20_000;

  /** Up to how many clusters are considered if their number is left to the estimator. */
  public static final int MOST_AUTOMATIC = 20;

  /**
   * Checks the options.
   *
   * @param clusters at least 1
   * @param linkage how far two clusters are from each other
   * @param metric how far samples are from each other
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if the number of clusters is below 1, or the linkage is Ward's
   *     and the metric is not Euclidean
   */
  public Hierarchical {
    Objects.requireNonNull(linkage, "linkage");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(scale, "scale");
    clusters.ifPresent(count -> Options.requireAtLeast(1, "clusters", count));
    if (linkage == Linkage.WARD) {
      Options.require(
          metric == DistanceMetric.EUCLIDEAN, "metric", "euclidean for ward linkage", metric);
    }
  }

  /**
   * Cuts into so many clusters.
   *
   * @param clusters at least 1
   * @return options with all else by default: Ward's linkage
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Hierarchical of(int clusters) {
    return automatic().withClusters(clusters);
  }

  /**
   * Cuts where from one merge to the next the height grows most, into at most {@value
   * #MOST_AUTOMATIC} clusters.
   *
   * @return options with all else by default: Ward's linkage
   */
  public static Hierarchical automatic() {
    return new Hierarchical(
        OptionalInt.empty(), Linkage.WARD, DistanceMetric.EUCLIDEAN, Scaling.Kind.AUTO);
  }

  /**
   * Chooses into how many clusters to cut.
   *
   * @param clusters at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Hierarchical withClusters(int clusters) {
    return Options.with(this, "clusters", OptionalInt.of(clusters));
  }

  /**
   * Chooses how far two clusters are from each other.
   *
   * @param linkage the linkage; {@link Linkage#WARD} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is Ward's and the metric is not Euclidean
   */
  public Hierarchical withLinkage(Linkage linkage) {
    return Options.with(this, "linkage", linkage);
  }

  /**
   * Chooses how far samples are from each other; for Ward's linkage, which is about squares, only
   * Euclidean distances.
   *
   * @param metric the metric; {@link DistanceMetric#EUCLIDEAN} by default
   * @return the changed options
   * @throws IllegalArgumentException if the linkage is Ward's and the metric is another
   */
  public Hierarchical withMetric(DistanceMetric metric) {
    return Options.with(this, "metric", metric);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Hierarchical withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "hierarchical";
  }

  /**
   * Refuses too few samples, or so many that the distances of all pairs can't be kept.
   *
   * @throws IllegalArgumentException if there is only one, there are fewer than clusters, or more
   *     than {@value #MOST_OF_MATRIX} for average or complete linkage
   */
  @Override
  public void check(Samples samples) {
    int count = samples.count();
    if (count < 2) {
      throw new InvalidOptionException("samples", "must be at least 2, but are " + count);
    }
    Options.require(
        clusters.orElse(1) <= count,
        "clusters",
        "between 1 and the number of samples, %d".formatted(count),
        clusters.orElse(1));
    boolean keepsPairs = linkage == Linkage.AVERAGE || linkage == Linkage.COMPLETE;
    if (keepsPairs && count > MOST_OF_MATRIX) {
      throw new InvalidOptionException(
          "samples",
          "must be at most %d for %s linkage, but are %d"
              .formatted(MOST_OF_MATRIX, linkage, count));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>If it is ended early, the clusters that are left are merged in no sensible order.
   */
  @Override
  public HierarchicalModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    int planned = samples.count() - 1;
    Stage stage = fit.stage("clustering", "merge", planned);
    try (Workers workers = new Workers(how.engine().threads())) {
      Rows rows = Rows.of(samples, scaling, metric);
      Merges merges =
          Merges.of(
              rows,
              linkage,
              workers,
              done -> {
                stage.done(done, Map.of());
                return fit.goesOn();
              });
      if (fit.goesOn()) {
        stage.done(planned, Map.of());
      }
      stage.end();
      int count = clusters.orElseGet(() -> merges.widestGap(MOST_AUTOMATIC));
      fit.resolve("clusters", count);
      Map<String, Double> figures = new LinkedHashMap<>();
      if (fit.goesOn()) {
        double correlation = CopheneticCorrelation.of(rows, merges, workers);
        if (!Double.isNaN(correlation)) {
          figures.put("cophenetic_correlation", correlation);
        }
      }
      return new HierarchicalModel(
          merges, count, rows.features(), scaling, fit.provenance(figures));
    }
  }
}
