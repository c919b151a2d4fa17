package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.ClusterSelection;
import io.latent4j.cluster.Hdbscan;
import io.latent4j.cluster.HdbscanModel;
import io.latent4j.data.Samples;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.pictures.DensityPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j hdbscan}. */
@Command(
    name = "hdbscan",
    header = "HDBSCAN: clusters of any shape, by density; what is in none is noise.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j hdbscan --data moons:n=500",
      "  latent4j hdbscan --data embedding.npy --min-cluster-size 500 --min-samples 10",
      "",
      "Arrays: labels (-1 is noise), probabilities (how far into its cluster a sample is),",
      "outlier_scores (how far out, from 0 to 1); figures: clusters, noise (how many samples), with",
      "labels nmi, ari, accuracy (noise counts as a cluster); pictures: clusters, sizes."
    })
public final class HdbscanCommand extends EstimatorCommand<HdbscanModel> {

  @Option(
      names = "--min-cluster-size",
      paramLabel = "N",
      order = 1,
      defaultValue = "5",
      converter = IntegerConverter.Positive.class,
      description =
          "How many samples a cluster has at least, from 2 up (default: ${DEFAULT-VALUE}).")
  private int minClusterSize;

  @Option(
      names = "--min-samples",
      paramLabel = "N",
      order = 2,
      converter = IntegerConverter.Positive.class,
      description =
          "How many samples are near a sample, itself among them: the more, the more are noise"
              + " (default: as --min-cluster-size).")
  private Integer minSamples;

  @Option(
      names = "--selection",
      paramLabel = "NAME",
      order = 3,
      defaultValue = "eom",
      converter = SelectionConverter.class,
      description =
          "Which clusters of the hierarchy: eom, those that last longest (excess of mass), or leaf,"
              + " those that split no further (default: ${DEFAULT-VALUE}).")
  private ClusterSelection selection;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      order = 4,
      defaultValue = "euclidean",
      converter = MetricConverter.class,
      description = "euclidean, cosine or manhattan (default: ${DEFAULT-VALUE}).")
  private DistanceMetric metric;

  /** The command on a host. */
  public HdbscanCommand(Host host) {
    super(host);
  }

  @Override
  Hdbscan estimator() {
    Hdbscan estimator =
        Hdbscan.of(minClusterSize)
            .withSelection(selection)
            .withMetric(metric)
            .withScale(data.scale());
    return minSamples == null ? estimator : estimator.withMinSamples(minSamples);
  }

  @Override
  String title(String name) {
    return "Clusters of " + name + " by HDBSCAN";
  }

  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  View view(HdbscanModel model, RunData opened) {
    return new ClusterView(
        samples -> samples == opened.all() ? model.labels() : model.predict(samples)) {

      @Override
      void arrays(Samples samples, Results to) {
        super.arrays(samples, to);
        to.array(
            "probabilities",
            samples == opened.all() ? model.probabilities() : model.probabilities(samples));
      }

      @Override
      void ownArrays(Results to) {
        to.array("outlier_scores", model.outlierScores());
      }

      @Override
      void rest(Results to) {
        to.figure("clusters", model.clusters());
        to.figure("noise", model.noise());
        new DensityPictures(model, opened.all()).all().forEach(to::picture);
      }
    };
  }

  private static final class SelectionConverter extends ChoiceConverter<ClusterSelection> {
    SelectionConverter() {
      super(ClusterSelection.values());
    }
  }
}
