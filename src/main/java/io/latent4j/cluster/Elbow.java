package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Silhouette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The search for a number of clusters: k-means for each number from 1 on, and where the sum of the
 * squared distances ceases to fall fast.
 *
 * <pre>{@code
 * ElbowCurve curve = Elbow.upTo(10).fit(samples);
 * int clusters = curve.knee(); // 0 if there is none
 * }</pre>
 *
 * @param maxClusters up to how many clusters
 * @param kmeans how each number is tried; its own number does not matter
 */
public record Elbow(int maxClusters, KMeans kmeans) {

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
    if (maxClusters < 1) {
      throw new IllegalArgumentException("maxClusters must be at least 1, but is " + maxClusters);
    }
    if (kmeans.start() instanceof KMeansStart.Given) {
      throw new IllegalArgumentException(
          "start must fit any number of clusters, but is one of given centers");
    }
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
   * Chooses how each number is tried.
   *
   * @param newKmeans its number of clusters does not matter
   * @return the changed options
   * @throws IllegalArgumentException if it begins at given centers
   */
  public Elbow withKMeans(KMeans newKmeans) {
    return new Elbow(maxClusters, newKmeans);
  }

  /**
   * Tries with the default engine options.
   *
   * @param samples at least as many as clusters
   * @return what came out
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions, KMeansListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public ElbowCurve fit(Samples samples) {
    return fit(samples, EngineOptions.defaults(), KMeansListener.NONE);
  }

  /**
   * Tries all numbers of clusters.
   *
   * @param samples at least as many as clusters
   * @param options threads and seed
   * @param listener told of each iteration of each k-means; where it ends one, all ends
   * @return what came out; if it was ended, of the numbers tried so far
   * @throws IllegalArgumentException if there are fewer samples than clusters, or they can't be
   *     scaled as asked for
   * @throws IllegalStateException if the samples are closed
   */
  public ElbowCurve fit(Samples samples, EngineOptions options, KMeansListener listener) {
    Objects.requireNonNull(listener, "listener");
    if (maxClusters > samples.count()) {
      throw new IllegalArgumentException(
          "maxClusters must be between 1 and the number of samples, %d, but is %d"
              .formatted(samples.count(), maxClusters));
    }
    int[] drawn = Silhouette.draw(samples.count(), MOST_OF_SILHOUETTE, options.seed());
    float[] weights = Weights.equal(samples.count());
    double[] sse = new double[maxClusters];
    List<int[]> labelings = new ArrayList<>();
    boolean[] stopped = new boolean[1];
    KMeansListener watched =
        (iteration, shift) -> {
          stopped[0] |= !listener.iterationDone(iteration, shift);
          return !stopped[0];
        };
    int tried = 0;
    while (tried < maxClusters && !stopped[0]) {
      KMeansModel model = withClusters(tried + 1).fit(samples, weights, options, watched);
      int[] all = model.labels();
      int[] labels = Arrays.stream(drawn).map(row -> all[row]).toArray();
      sse[tried] = model.inertia();
      labelings.add(labels);
      tried++;
    }
    return new ElbowCurve(
        Arrays.copyOf(sse, tried), silhouettes(samples, drawn, labelings, options));
  }

  private double[] silhouettes(
      Samples samples, int[] drawn, List<int[]> labelings, EngineOptions options) {
    List<int[]> defined = labelings.stream().filter(Silhouette::isDefined).toList();
    double[] means = new double[labelings.size()];
    if (defined.isEmpty()) {
      return means;
    }
    Iterator<Silhouette> found =
        Silhouette.ofAll(scaled(samples, drawn), samples.features(), defined, options.threads())
            .iterator();
    for (int i = 0; i < means.length; i++) {
      means[i] = Silhouette.isDefined(labelings.get(i)) ? found.next().mean() : 0;
    }
    return means;
  }

  private KMeans withClusters(int clusters) {
    return new KMeans(
        clusters,
        kmeans.algorithm(),
        kmeans.start(),
        kmeans.restarts(),
        kmeans.maxIterations(),
        kmeans.tolerance(),
        kmeans.batchSize(),
        kmeans.scaling());
  }

  private float[] scaled(Samples samples, int... drawn) {
    return ScaledSamples.of(samples, Scaling.fit(samples, kmeans.scaling()))
        .forDifferences()
        .select(drawn);
  }
}
