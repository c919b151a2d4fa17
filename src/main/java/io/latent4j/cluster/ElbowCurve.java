package io.latent4j.cluster;

import io.latent4j.data.Scaling;
import io.latent4j.model.Fit;
import io.latent4j.model.JavaModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What k-means with 1, 2, 3 and so on clusters gave. It holds no native memory. */
public final class ElbowCurve extends JavaModel {
  private final double[] sse;
  private final double[] silhouettes;
  private final int knee;

  ElbowCurve(int features, Scaling scaling, double[] sse, double[] silhouettes, Fit fit) {
    super(features, scaling, fit.provenance(figures(sse, silhouettes)));
    this.sse = sse;
    this.silhouettes = silhouettes;
    this.knee = Knee.of(sse);
  }

  private static Map<String, Double> figures(double[] sse, double[] silhouettes) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("knee", (double) Knee.of(sse));
    figures.put("silhouette_best", (double) best(silhouettes));
    return figures;
  }

  private static int best(double... silhouettes) {
    int best = Vectors.indexOfLargest(silhouettes);
    return silhouettes[best] > 0 ? best + 1 : 0;
  }

  /**
   * Returns up to how many clusters were tried.
   *
   * @return the number, at least 1
   */
  public int maxClusters() {
    return sse.length;
  }

  /**
   * Returns the sums of the squared distances of samples to their centers.
   *
   * @return a copy, for 1, 2, 3 and so on clusters
   */
  public double[] sse() {
    return sse.clone();
  }

  /**
   * Returns the mean silhouettes, of 10,000 samples drawn by seed where there are more.
   *
   * @return a copy, for 1, 2, 3 and so on clusters; 0 where there is none, as for one cluster
   */
  public double[] silhouettes() {
    return silhouettes.clone();
  }

  /**
   * Returns where the sums cease to fall fast, by Kneedle with sensitivity 1.
   *
   * @return the number of clusters, or 0 if there is no knee
   */
  public int knee() {
    return knee;
  }

  /**
   * Returns which number of clusters has the largest silhouette.
   *
   * @return the number, or 0 if no number has one
   */
  public int bestSilhouette() {
    return best(silhouettes);
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%8s  %14s  %10s%n".formatted("clusters", "sse", "silhouette"));
    for (int k = 0; k < sse.length; k++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%8d  %14.6g  %10.4f%s%n",
              k + 1,
              sse[k],
              silhouettes[k],
              k + 1 == knee ? "  knee" : ""));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "elbow of 1 to %d clusters: %s, best silhouette with %d"
        .formatted(sse.length, knee == 0 ? "no knee" : "knee at " + knee, bestSilhouette());
  }
}
