package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.Hierarchical;
import io.latent4j.cluster.HierarchicalModel;
import io.latent4j.cluster.Linkage;
import io.latent4j.data.Samples;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.HierarchyPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j hierarchical}. */
@Command(
    name = "hierarchical",
    header = "Hierarchical clustering: the nearest clusters become one, again and again.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j hierarchical --data iris --clusters 3",
      "  latent4j hierarchical --data table.csv --scale standard --linkage average",
      "",
      "Arrays: labels, merges (n-1, 4: two clusters, their distance, the samples of both, as SciPy's",
      "linkage); figures: cophenetic_correlation, with labels nmi, ari, accuracy; pictures:",
      "dendrogram, clusters, sizes."
    })
public final class HierarchicalCommand extends EstimatorCommand<HierarchicalModel> {

  @Option(
      names = "--clusters",
      paramLabel = "K",
      order = 1,
      converter = IntegerConverter.Positive.class,
      description =
          "Into how many clusters to cut the hierarchy (default: up to 20, where the distance of the"
              + " clusters merged grows most).")
  private Integer clusters;

  @Option(
      names = "--linkage",
      paramLabel = "NAME",
      order = 2,
      defaultValue = "ward",
      converter = LinkageConverter.class,
      description =
          "How far two clusters are from each other: ward (growth of the squares), average, complete"
              + " (largest distance) or single (smallest); average and complete for up to 20,000"
              + " samples (default: ${DEFAULT-VALUE}).")
  private Linkage linkage;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      order = 3,
      defaultValue = "euclidean",
      converter = MetricConverter.class,
      description =
          "euclidean, cosine or manhattan; ward takes euclidean only (default: ${DEFAULT-VALUE}).")
  private DistanceMetric metric;

  /** The command on a host. */
  public HierarchicalCommand(Host host) {
    super(host);
  }

  @Override
  Hierarchical estimator() {
    Hierarchical automatic =
        Hierarchical.automatic().withLinkage(linkage).withMetric(metric).withScale(data.scale());
    return clusters == null ? automatic : automatic.withClusters(clusters);
  }

  @Override
  String title(String name) {
    return "Hierarchy of " + name;
  }

  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  View view(HierarchicalModel model, RunData opened) {
    return new ClusterView(samples -> model.labels()) {

      @Override
      void arrays(Samples samples, Results to) {
        if (samples == opened.all()) {
          super.arrays(samples, to);
        }
      }

      @Override
      void ownArrays(Results to) {
        to.array("merges", merges());
      }

      @Override
      void figures(Samples samples, Results to) {
        if (samples == opened.all()) {
          super.figures(samples, to);
        }
      }

      @Override
      void rest(Results to) {
        to.figure("clusters", model.clusters());
        model
            .copheneticCorrelation()
            .ifPresent(correlation -> to.figure("cophenetic_correlation", correlation));
        new HierarchyPictures(model, opened.all()).all().forEach(to::picture);
      }

      private FloatArray merges() {
        double[][] merges = model.merges();
        float[][] rows = new float[merges.length][4];
        for (int k = 0; k < merges.length; k++) {
          for (int j = 0; j < 4; j++) {
            rows[k][j] = (float) merges[k][j];
          }
        }
        return FloatArray.of(rows);
      }
    };
  }

  private static final class LinkageConverter extends ChoiceConverter<Linkage> {
    LinkageConverter() {
      super(Linkage.values());
    }
  }
}
