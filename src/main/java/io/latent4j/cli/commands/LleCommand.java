package io.latent4j.cli.commands;

import io.latent4j.cli.host.Host;
import io.latent4j.manifold.LocallyLinearEmbedding;
import picocli.CommandLine.Command;

/** {@code latent4j lle}. */
@Command(
    name = "lle",
    header = "Locally linear embedding: each sample stays the same mixture of its neighbours.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j lle --data swiss-roll:n=2000",
      "  latent4j lle --data table.csv --scale standard --neighbors 15 --components 3",
      "",
      "Array: embedding; pictures: embedding, and before it the samples, if they have 2 or 3",
      "features. Neighbours that leave the samples in several parts are told as a warning."
    })
public final class LleCommand extends UnrollingCommand {

  /** The command on a host. */
  public LleCommand(Host host) {
    super(host, "Locally linear embedding", "shown each at about one place");
  }

  @Override
  LocallyLinearEmbedding estimator() {
    return LocallyLinearEmbedding.of(components).withNeighbors(neighbors).withScale(data.scale());
  }
}
