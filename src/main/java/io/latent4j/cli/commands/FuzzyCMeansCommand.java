package io.latent4j.cli.commands;

import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.cluster.FuzzyCMeansModel;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ClusterPictures;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class FuzzyCMeansCommand extends ModelCommand<FuzzyCMeansModel> {

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

  /** The command on a host. */
  public FuzzyCMeansCommand(Host host) {
    super(host);
  }

  @Override
  FuzzyCMeans estimator() {
    return FuzzyCMeans.of(clusters)
        .withFuzzifier(fuzzifier)
        .withMaxIterations(maxIterations)
        .withScale(data.scale());
  }

  @Override
  FuzzyCMeansModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return FuzzyCMeansModel.load(folder);
  }

  @Override
  String title(String name) {
    return "Clusters of " + name + " by fuzzy c-means";
  }

  @Override
  View view(FuzzyCMeansModel model, RunData opened) {
    boolean fitted = !isApplied();
    return new ClusterView(
        samples ->
            fitted && samples == opened.training() ? model.labels() : model.predict(samples)) {

      @Override
      void arrays(Samples samples, Results to) {
        to.array(
            "memberships",
            fitted && samples == opened.training()
                ? FloatArray.of(model.memberships())
                : FloatArray.of(samples, model::memberships));
        super.arrays(samples, to);
      }

      @Override
      void ownArrays(Results to) {
        to.array("centers", FloatArray.of(model.centers()));
      }

      @Override
      void rest(Results to) {
        to.figure("partition_coefficient", model.partitionCoefficient());
        to.figure("objective", model.objective());
        to.figure("iterations", model.iterations());
        to.figure("clusters", model.clusters());
        to.figure("fuzzifier", model.fuzzifier());
        ClusterPictures.of(opened.all(), labels(opened.all()), model).all().forEach(to::picture);
      }
    };
  }

  private static final class FuzzifierConverter extends NumberConverter {
    FuzzifierConverter() {
      super(fuzzifier -> fuzzifier > 1, "a number above 1");
    }
  }
}
