package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The search for a number of clusters: k-means for each number from 1 on, and where the sum of the
 * squared distances ceases to fall fast.
 *
 * <pre>{@code
 * try (ElbowCurve curve = Elbow.upTo(10).fit(samples)) {
 *   int clusters = curve.knee(); // 0 if there is none
 * }
 * }</pre>
 *
 * @param maxClusters up to how many clusters
 * @param kmeans how each number is tried; its own number does not matter
 */
public record Elbow(int maxClusters, KMeans kmeans) implements Estimator<ElbowCurve> {

  /** From so many samples on, the silhouette is that of some of them. */
  private static final int MOST_OF_SILHOUETTE = 10_000;

  /**
   * Checks the options.
   *
   * @param maxClusters at least 1
   * @param kmeans how each number is tried
   * @throws IllegalArgumentException if the number is below 1, or k-means begins at given centers
   */
  public Elbow {
    Objects.requireNonNull(kmeans, "kmeans");
    Options.requireAtLeast(1, "maxClusters", maxClusters);
    Options.require(
        !(kmeans.init() instanceof KMeansStart.Given),
        "init",
        "one for any number of clusters",
        "one of given centers");
  }

  /**
   * Tries all numbers of clusters up to some, each by k-means with its defaults.
   *
   * @param maxClusters up to how many, at least 1
   * @return the options
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Elbow upTo(int maxClusters) {
    return new Elbow(maxClusters, KMeans.of(1));
  }

  /**
   * Chooses up to how many clusters to try.
   *
   * @param maxClusters at least 1
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public Elbow withMaxClusters(int maxClusters) {
    return Options.with(this, "maxClusters", maxClusters);
  }

  /**
   * Chooses how each number is tried.
   *
   * @param kmeans its number of clusters does not matter
   * @return the changed options
   * @throws IllegalArgumentException if it begins at given centers
   */
  public Elbow withKmeans(KMeans kmeans) {
    return Options.with(this, "kmeans", kmeans);
  }

  @Override
  public String name() {
    return "elbow";
  }

  /** Those of k-means too, but for its number of clusters, which is each. */
  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("max_clusters", maxClusters);
    options.putAll(kmeans.options());
    options.remove("clusters");
    return options;
  }

  @Override
  public void check(Samples samples) {
    Options.require(
        maxClusters <= samples.count(),
        "maxClusters",
        "between 1 and the number of samples, %d".formatted(samples.count()),
        maxClusters);
  }

  @Override
  public ElbowCurve fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    int[] drawn = Silhouette.draw(samples.count(), MOST_OF_SILHOUETTE, how.engine().seed());
    double[] sse = new double[maxClusters];
    List<int[]> labelings = new ArrayList<>();
    Stage stage = fit.stage("clustering", "cluster count", maxClusters);
    FitOptions each =
        FitOptions.of(how.engine())
            .withListener(
                progress -> {
                  stage.part(progress.share());
                  return fit.goesOn();
                });
    while (stage.done() < maxClusters && (stage.done() == 0 || fit.goesOn())) {
      try (KMeansModel model = kmeans.withClusters(stage.done() + 1).fit(samples, each)) {
        int[] all = model.labels();
        labelings.add(Arrays.stream(drawn).map(row -> all[row]).toArray());
        sse[stage.done()] = model.inertia();
        stage.advance(Map.of("sse", model.inertia()));
      }
    }
    stage.end();
    Scaling scaling = Scaling.fit(samples, kmeans.scale());
    double[] found = Arrays.copyOf(sse, stage.done());
    double[] silhouettes = silhouettes(samples, scaling, drawn, labelings, how.engine());
    return new ElbowCurve(samples.features(), scaling, found, silhouettes, fit);
  }

  private double[] silhouettes(
      Samples samples, Scaling scaling, int[] drawn, List<int[]> labelings, EngineOptions options) {
    List<int[]> defined = labelings.stream().filter(Silhouette::isDefined).toList();
    double[] means = new double[labelings.size()];
    if (defined.isEmpty()) {
      return means;
    }
    Iterator<Silhouette> found =
        Silhouette.ofAll(
                scaled(samples, scaling, drawn), samples.features(), defined, options.threads())
            .iterator();
    for (int i = 0; i < means.length; i++) {
      means[i] = Silhouette.isDefined(labelings.get(i)) ? found.next().mean() : 0;
    }
    return means;
  }

  private static float[] scaled(Samples samples, Scaling scaling, int... drawn) {
    return ScaledSamples.of(samples, scaling).forDifferences().select(drawn);
  }
}
