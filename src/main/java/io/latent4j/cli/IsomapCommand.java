package io.latent4j.cli;

import io.latent4j.data.DataSource;
import io.latent4j.manifold.Isomap;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
      "features. Neighbours that do not connect all samples are an error."
    })
final class IsomapCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;
  @Mixin private NeighborFlags neighbors;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  IsomapCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    Isomap settings =
        Isomap.of(neighbors.components())
            .withNeighbors(neighbors.neighbors())
            .withScaling(data.scale());
    UnrollingRun work = new UnrollingRun("Isomap", neighbors, settings::check, settings::fit);
    return new Workflow(host, run, data).execute(spec, source, Optional.empty(), work::check, work);
  }
}
