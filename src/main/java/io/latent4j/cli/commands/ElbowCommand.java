package io.latent4j.cli.commands;

import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.Elbow;
import io.latent4j.cluster.ElbowCurve;
import io.latent4j.cluster.KMeans;
import io.latent4j.pictures.ElbowPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j elbow}. */
@Command(
    name = "elbow",
    header = "How many clusters: k-means for 1, 2, 3 and so on, and the knee of its curve.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  latent4j elbow --data iris --max-clusters 10",
      "",
      "Arrays: sse, silhouettes (0 where there is none); figures: knee (by Kneedle with",
      "sensitivity 1; 0 for none), silhouette_best (how many clusters have the largest; 0 for",
      "none); pictures: elbow, silhouette."
    })
public final class ElbowCommand extends EstimatorCommand<ElbowCurve> {

  @Option(
      names = "--max-clusters",
      paramLabel = "K",
      order = 1,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "Up to how many clusters to try (default: ${DEFAULT-VALUE}).")
  private int maxClusters;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      order = 2,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description =
          "How often to begin with each number; the best is kept (default: ${DEFAULT-VALUE}).")
  private int restarts;

  /** The command on a host. */
  public ElbowCommand(Host host) {
    super(host);
  }

  @Override
  Elbow estimator() {
    KMeans kmeans = KMeans.of(1).withRestarts(restarts).withScale(data.scale());
    return Elbow.upTo(maxClusters).withKmeans(kmeans);
  }

  @Override
  String title(String name) {
    return "How many clusters " + name + " has";
  }

  @Override
  View view(ElbowCurve curve, RunData opened) {
    return new View() {

      @Override
      void ownArrays(Results to) {
        to.array("sse", curve.sse());
        to.array("silhouettes", curve.silhouettes());
      }

      @Override
      void rest(Results to) {
        to.figure("knee", curve.knee());
        to.figure("silhouette_best", curve.bestSilhouette());
        ElbowPictures.all(curve).forEach(to::picture);
      }
    };
  }
}
