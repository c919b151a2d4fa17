package io.latent4j.cli;

import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.data.DataSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j fuzzy-cmeans}. */
@Command(
    name = "fuzzy-cmeans",
    header = "Fuzzy c-means: each sample belongs to all clusters, to the near ones more.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  latent4j fuzzy-cmeans --data iris --clusters 3",
      "",
      "Arrays: memberships, labels, centers (on the scale after --scale); figures:",
      "partition_coefficient, objective, iterations, with labels nmi, ari, accuracy; pictures:",
      "clusters, centers, sizes."
    })
final class FuzzyCMeansCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      order = 1,
      defaultValue = "8",
      converter = IntegerConverter.Positive.class,
      description = "How many clusters (default: ${DEFAULT-VALUE}).")
  private int clusters;

  @Option(
      names = "--fuzzifier",
      paramLabel = "M",
      order = 2,
      defaultValue = "2.0",
      converter = FuzzifierConverter.class,
      description =
          "The exponent of the memberships, above 1: the larger, the softer (default:"
              + " ${DEFAULT-VALUE}).")
  private double fuzzifier;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      order = 3,
      defaultValue = "300",
      converter = IntegerConverter.Positive.class,
      description = "How many passes over the samples at most (default: ${DEFAULT-VALUE}).")
  private int maxIterations;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  FuzzyCMeansCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    FuzzyCMeans settings =
        FuzzyCMeans.of(clusters)
            .withFuzzifier(fuzzifier)
            .withMaxIterations(maxIterations)
            .withScaling(data.scale());
    FuzzyCMeansRun work = new FuzzyCMeansRun(settings, host);
    return new Workflow(host, run, data).execute(spec, source, Optional.empty(), work::check, work);
  }

  private static final class FuzzifierConverter extends NumberConverter {
    FuzzifierConverter() {
      super(fuzzifier -> fuzzifier > 1, "a number above 1");
    }
  }
}
