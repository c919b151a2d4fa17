package io.latent4j.cli;

import io.latent4j.cluster.Elbow;
import io.latent4j.cluster.ElbowCurve;
import io.latent4j.engine.EngineOptions;
import io.latent4j.report.LinePlot;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Looks for the number of clusters of the data of a run, and shows the curves.
 *
 * @param settings how to look
 * @param host where the program runs
 */
record ElbowRun(Elbow settings, Host host) implements Workflow.Work {

  /** Refuses more clusters than samples. */
  void check(RunData data) {
    KMeansRun.checkClusters("--max-clusters", settings.maxClusters(), data.training());
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    ElbowCurve curve =
        host.interruption()
            .stoppable(() -> settings.fit(data.training(), engine, KMeansRun.UNTIL_INTERRUPTED));
    RunResult result = new RunResult("How many clusters " + data.name() + " has");
    result.figure("knee", curve.knee());
    result.figure("silhouette_best", curve.bestSilhouette());
    addArray(result, "sse", curve.sse());
    addArray(result, "silhouettes", curve.silhouettes());
    LinePlot elbow =
        LinePlot.titled("Sum of squared distances")
            .axes("clusters", "sum of squared distances")
            .series("sum", curve.sse());
    if (curve.knee() > 0) {
      elbow.mark(curve.knee(), "sum", "knee at " + curve.knee());
    }
    result.picture(
        "elbow",
        elbow,
        "The sum of the squared distances of the samples to their centers, "
            + (curve.knee() > 0 ? "with its knee" : "which has no knee"));
    if (curve.bestSilhouette() > 0) {
      result.picture("silhouette", silhouettes(curve), "The mean silhouette; larger is better");
    }
    return result;
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

  private static void addArray(RunResult result, String name, double... values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    result.array(name, narrow, narrow.length);
  }
}
