package io.latent4j.pictures;

import io.latent4j.cluster.ElbowCurve;
import io.latent4j.report.LinePlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of the search for a number of clusters.
 *
 * <pre>{@code
 * ElbowPictures.elbow(Elbow.upTo(10).fit(samples)).picture().writeTo(Path.of("elbow.png"));
 * }</pre>
 */
public final class ElbowPictures {

  private ElbowPictures() {}

  /**
   * Draws all that there is.
   *
   * @param curve what came out
   * @return the pictures
   */
  public static List<Illustration> all(ElbowCurve curve) {
    List<Illustration> all = new ArrayList<>(List.of(elbow(curve)));
    if (curve.bestSilhouette() > 0) {
      all.add(
          new Illustration(
              "silhouette", silhouettes(curve), "The mean silhouette; larger is better"));
    }
    return all;
  }

  /**
   * Draws the sums of squared distances with their knee.
   *
   * @param curve what came out
   * @return the picture
   */
  public static Illustration elbow(ElbowCurve curve) {
    LinePlot elbow =
        LinePlot.titled("Sum of squared distances")
            .axes("clusters", "sum of squared distances")
            .series("sum", curve.sse());
    if (curve.knee() > 0) {
      elbow.mark(curve.knee(), "sum", "knee at " + curve.knee());
    }
    return new Illustration(
        "elbow",
        elbow,
        "The sum of the squared distances of the samples to their centers, "
            + (curve.knee() > 0 ? "with its knee" : "which has no knee"));
  }

  private static LinePlot silhouettes(ElbowCurve curve) {
    double[] values = curve.silhouettes();
    return LinePlot.titled("Silhouette")
        .axes("clusters", "mean silhouette")
        .series(
            "silhouette",
            IntStream.range(2, values.length + 1).asDoubleStream().toArray(),
            Arrays.copyOfRange(values, 1, values.length))
        .mark(curve.bestSilhouette(), "silhouette", "best with " + curve.bestSilhouette());
  }
}
