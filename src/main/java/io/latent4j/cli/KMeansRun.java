package io.latent4j.cli;

import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansListener;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.cluster.KMeansStart;
import io.latent4j.cluster.SavableCenters;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Silhouette;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds clusters in the data of a run, and shows them.
 *
 * @param settings how to find them
 * @param host where the program runs
 */
record KMeansRun(KMeans settings, Host host) implements Workflow.Work {

  /** Ends at the next iteration when a signal came. */
  static final KMeansListener UNTIL_INTERRUPTED =
      (iteration, shift) -> !Thread.currentThread().isInterrupted();

  /** Refuses what can't be done with the samples. */
  void check(RunData data) {
    Samples samples = data.training();
    checkClusters("--clusters", settings.clusters(), samples);
    if (settings.start() instanceof KMeansStart.Given given
        && given.centers()[0].length != samples.features()) {
      throw new IllegalArgumentException(
          "--init must have as many features as --data, %d, but has %d"
              .formatted(samples.features(), given.centers()[0].length));
    }
  }

  static void checkClusters(String flag, int clusters, Samples samples) {
    if (clusters > samples.count()) {
      throw new IllegalArgumentException(
          "%s must be at most the number of samples, %d, but is %d"
              .formatted(flag, samples.count(), clusters));
    }
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    float[] weights = new float[data.training().count()];
    Arrays.fill(weights, 1);
    KMeansModel model =
        host.interruption()
            .stoppable(() -> settings.fit(data.training(), weights, engine, UNTIL_INTERRUPTED));
    model.note().ifPresent(host::message);
    RunResult result = new RunResult("Clusters of " + data.name() + " by k-means");
    ClusterFigures figures = new ClusterFigures(model.scaling(), engine);
    ClusterRows rows = ClusterRows.of(data, model.labels(), model::predict);
    result.figure("inertia", model.inertia());
    result.figure("iterations", model.iterations());
    Optional<Silhouette> silhouette =
        figures.addSilhouette(result, "", data.training(), rows.training());
    data.validation()
        .ifPresent(
            held -> {
              result.figure("val_inertia", model.inertia(held));
              figures.addSilhouette(result, "val_", held, rows.validation().orElseThrow());
            });
    data.test().ifPresent(test -> result.figure("test_inertia", model.inertia(test)));
    rows.addAgreement(result, data, figures);
    result.figure("clusters", model.usedClusters());
    result.figure("converged", String.valueOf(model.converged()));
    rows.addTo(result, data);
    Rows.of(model.centers()).addTo(result, "centers");
    new ClusterPictures(data.all(), rows.all(), model.centers(), model.scaling())
        .addTo(result, engine);
    silhouette.ifPresent(values -> ClusterPictures.addSilhouette(result, values));
    SavableCenters savable = model.savable();
    result.model(savable, savable::close);
    return result;
  }
}
