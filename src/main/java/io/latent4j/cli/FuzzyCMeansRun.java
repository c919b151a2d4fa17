package io.latent4j.cli;

import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.cluster.FuzzyCMeansModel;
import io.latent4j.cluster.SavableCenters;
import io.latent4j.engine.EngineOptions;

/**
 * Finds fuzzy clusters in the data of a run, and shows them.
 *
 * @param settings how to find them
 * @param host where the program runs
 */
record FuzzyCMeansRun(FuzzyCMeans settings, Host host) implements Workflow.Work {

  /** Refuses more clusters than samples. */
  void check(RunData data) {
    KMeansRun.checkClusters("--clusters", settings.clusters(), data.training());
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    FuzzyCMeansModel model =
        host.interruption()
            .stoppable(() -> settings.fit(data.training(), engine, KMeansRun.UNTIL_INTERRUPTED));
    RunResult result = new RunResult("Clusters of " + data.name() + " by fuzzy c-means");
    ClusterFigures figures = new ClusterFigures(model.scaling(), engine);
    ClusterRows rows = ClusterRows.of(data, model.labels(), model::predict);
    result.figure("partition_coefficient", model.partitionCoefficient());
    result.figure("objective", model.objective());
    result.figure("iterations", model.iterations());
    rows.addAgreement(result, data, figures);
    result.figure("clusters", model.clusters());
    result.figure("fuzzifier", model.fuzzifier());
    Rows memberships =
        data.training() == data.all()
            ? Rows.of(model.memberships())
            : Rows.of(data.all(), model.clusters(), model::memberships);
    memberships.addTo(result, "memberships");
    data.separateValidation()
        .ifPresent(
            held ->
                Rows.of(held, model.clusters(), model::memberships)
                    .addTo(result, "val_memberships"));
    rows.addTo(result, data);
    Rows.of(model.centers()).addTo(result, "centers");
    new ClusterPictures(data.all(), rows.all(), model.centers(), model.scaling())
        .addTo(result, engine);
    SavableCenters savable = model.savable();
    result.model(savable, savable::close);
    return result;
  }
}
