package io.latent4j.cli.commands;

import io.latent4j.cli.host.Host;
import io.latent4j.manifold.Isomap;
import io.latent4j.metrics.DistanceMetric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j isomap}. */
@Command(
    name = "isomap",
    header = "Isomap: distances along the shape that samples lie on become straight.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j isomap --data swiss-roll:n=2000",
      "  latent4j isomap --data table.csv --scale standard --neighbors 15 --components 3",
      "",
      "Array: embedding; pictures: embedding, and before it the samples, if they have 2 or 3",
      "features. Neighbours that leave the samples in several parts are told as a warning."
    })
public final class IsomapCommand extends UnrollingCommand {

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      order = 3,
      defaultValue = "euclidean",
      converter = MetricConverter.class,
      description = "euclidean, cosine or manhattan (default: ${DEFAULT-VALUE}).")
  private DistanceMetric metric;

  /** The command on a host. */
  public IsomapCommand(Host host) {
    super(host, "Isomap", "joined, each two by their nearest samples");
  }

  @Override
  Isomap estimator() {
    return Isomap.of(components)
        .withNeighbors(neighbors)
        .withMetric(metric)
        .withScale(data.scale());
  }
}
