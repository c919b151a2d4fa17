package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.NumberOrAuto;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.ClusterCount;
import io.latent4j.cluster.ClusterCountResult;
import io.latent4j.cluster.GaussianMixture;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansAlgorithm;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.cluster.KMeansStart;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ClusterCards;
import io.latent4j.pictures.ClusterPictures;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j kmeans}. */
@Command(
    name = "kmeans",
    header = "k-means: clusters around centers, so that samples are near their own.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j kmeans --data iris --clusters 3",
      "  latent4j kmeans --data uniform:n=200,features=2 --clusters 3",
      "  latent4j kmeans --data mnist:49k --clusters 10 --restarts 20",
      "",
      "Arrays: labels, centers (on the scale after --scale); figures: inertia, iterations,",
      "silhouette (0 where there is none), with labels nmi, ari, accuracy; pictures: clusters,",
      "centers, sizes, silhouette, start_end."
    })
public final class KMeansCommand extends ModelCommand<KMeansModel> {

  @Option(
      names = "--clusters",
      paramLabel = "K|auto",
      order = 1,
      converter = NumberOrAuto.class,
      description =
          "How many clusters (default: 8, or as many as there are centers in the file of --init);"
              + " auto: as many, up to 10, as are found again between resamples, or 1 where there"
              + " are none to tell apart.")
  private OptionalInt clusters;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      order = 2,
      defaultValue = "lloyd",
      converter = AlgorithmConverter.class,
      description = "lloyd, elkan or minibatch (default: ${DEFAULT-VALUE}).")
  private KMeansAlgorithm algorithm;

  @Option(
      names = "--init",
      paramLabel = "NAME|FILE.npy",
      order = 3,
      defaultValue = "k-means++",
      description =
          "Where to begin: k-means++, random, k-means||, or at the centers in a file, on the scale"
              + " after --scale (default: ${DEFAULT-VALUE}).")
  private String init;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      order = 4,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description =
          "How often to begin; the best is kept. Centers of a file are begun at once (default:"
              + " ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      order = 5,
      defaultValue = "300",
      converter = IntegerConverter.Positive.class,
      description = "How many passes over the samples at most (default: ${DEFAULT-VALUE}).")
  private int maxIterations;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      order = 6,
      defaultValue = "1e-4",
      converter = ToleranceConverter.class,
      description =
          "Times the mean variance of the features: the squared movement of the centers at which to"
              + " stop (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 7,
      defaultValue = "1024",
      converter = IntegerConverter.Positive.class,
      description = "How many samples a mini-batch has (default: ${DEFAULT-VALUE}).")
  private int batch;

  private OptionalInt found = OptionalInt.empty();

  /** The command on a host. */
  public KMeansCommand(Host host) {
    super(host);
  }

  @Override
  KMeans estimator() {
    KMeansStart start = Flag.naming("--init", this::start);
    int usual = start instanceof KMeansStart.Given given ? given.centers().length : 8;
    int count = isAutomatic() ? found.orElse(1) : clusters == null ? usual : clusters.getAsInt();
    return new KMeans(
        count, algorithm, start, restarts, maxIterations, tolerance, batch, data.scale());
  }

  private boolean isAutomatic() {
    return clusters != null && clusters.isEmpty();
  }

  /** Looks for the number of clusters first if that is asked for. */
  @Override
  KMeansModel fit(RunData opened, FitOptions how) {
    if (isAutomatic()) {
      ClusterCountResult count =
          ClusterCount.upTo(GaussianMixture.MOST_AUTOMATIC)
              .of(opened.training(), opened.scaling(), how.engine());
      host.message(count.note());
      found = count.clusters();
    }
    return super.fit(opened, how);
  }

  @Override
  KMeansModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return KMeansModel.load(folder);
  }

  @Override
  String title(String name) {
    return "Clusters of " + name + " by k-means";
  }

  @Override
  View view(KMeansModel model, RunData opened) {
    boolean fitted = !isApplied();
    model.note().ifPresent(host::message);
    return new ClusterView(
        samples ->
            fitted && samples == opened.training() ? model.labels() : model.predict(samples)) {
      private final EngineOptions engine = run.engineOptions();

      @Override
      void ownArrays(Results to) {
        to.array("centers", FloatArray.of(model.centers()));
      }

      @Override
      void figures(Samples samples, Results to) {
        boolean learned = fitted && samples == opened.training();
        to.figure("inertia", learned ? model.inertia() : model.inertia(samples));
        if (learned) {
          to.figure("iterations", model.iterations());
        }
        Optional<Silhouette> silhouette = silhouette(samples, model.scaling(), engine);
        to.figure("silhouette", silhouette.map(Silhouette::mean).orElse(0.0));
        if (samples == opened.training()) {
          silhouette.ifPresent(values -> to.picture(ClusterPictures.silhouette(values)));
        }
        super.figures(samples, to);
      }

      @Override
      void rest(Results to) {
        to.figure("clusters", fitted ? model.usedClusters() : model.clusters());
        to.figure("converged", model.converged());
        ClusterPictures pictures = ClusterPictures.of(opened.all(), labels(opened.all()), model);
        pictures.all().forEach(to::picture);
        if (fitted) {
          pictures.startBesideEnd(model.startCenters()).ifPresent(to::picture);
        }
        ClusterCards cards = ClusterCards.of(labels(opened.all()), model.transform(opened.all()));
        Cards.addTo(to, cards, opened.all());
      }
    };
  }

  private KMeansStart start() {
    if (init.endsWith(".npy")) {
      try (Samples centers = Npy.read(Path.of(init))) {
        float[][] rows = new float[centers.count()][];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = centers.row(i);
        }
        return KMeansStart.given(rows);
      }
    }
    return switch (init) {
      case "k-means++" -> KMeansStart.PLUS_PLUS;
      case "random" -> KMeansStart.RANDOM;
      case "k-means||" -> KMeansStart.PARALLEL;
      default ->
          throw new IllegalArgumentException(
              "must be k-means++, random, k-means|| or a file that ends in .npy, but is '"
                  + init
                  + "'");
    };
  }

  private static final class AlgorithmConverter extends ChoiceConverter<KMeansAlgorithm> {
    AlgorithmConverter() {
      super(KMeansAlgorithm.values());
    }
  }

  private static final class ToleranceConverter extends NumberConverter {
    ToleranceConverter() {
      super(share -> share >= 0, "a number of at least 0");
    }
  }
}
