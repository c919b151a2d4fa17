package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.NumberOrAuto;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.deepcluster.ClusterUpdate;
import io.latent4j.deepcluster.ClusteringMethod;
import io.latent4j.deepcluster.DeepClustering;
import io.latent4j.deepcluster.DeepClusteringModel;
import io.latent4j.deepcluster.KernelInit;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.Estimator;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ClusterCards;
import io.latent4j.pictures.CodePictures;
import io.latent4j.report.LinePlot;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j dec}. */
@Command(
    name = "dec",
    header = "Deep clustering: clusters of the codes that an autoencoder learns.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j dec --data digits --layers 256,128,64,10",
      "  latent4j dec --data mnist:all --validation 0",
      "  latent4j dec --data mnist:49k --method dec --augment",
      "",
      "Arrays: labels, code, centers, probabilities, history (of the autoencoder), with dec and idec",
      "updates (step, label change, loss, and with labels accuracy, nmi, ari), with --test",
      "test_labels; figures: clusters (used), loss, with labels nmi, ari, accuracy, and of k-means",
      "on the code before kmeans_nmi, kmeans_ari, kmeans_accuracy; pictures: cards, code,",
      "learning_curve, updates."
    })
public final class DecCommand extends TrainedCommand<DeepClusteringModel> {

  @Option(
      names = "--method",
      paramLabel = "NAME",
      order = 1,
      defaultValue = "n2d",
      converter = MethodConverter.class,
      description =
          "kmeans, dec, idec, or n2d: UMAP of the code and a mixture (default: ${DEFAULT-VALUE}).")
  private ClusteringMethod method;

  @Option(
      names = "--layers",
      paramLabel = "N,N,…",
      order = 2,
      defaultValue = "500,500,2000,10",
      converter = LayerSizes.Converter.class,
      description =
          "Units of the encoder's layers, the last is the code; the decoder mirrors them (default:"
              + " ${DEFAULT-VALUE}).")
  private LayerSizes layers;

  @Option(
      names = "--clusters",
      paramLabel = "K|auto",
      order = 3,
      defaultValue = "10",
      converter = NumberOrAuto.class,
      description =
          "How many clusters; auto: as many, up to 10, as are found again between resamples, or 1"
              + " where there are none to tell apart (default: ${DEFAULT-VALUE}).")
  private OptionalInt clusters;

  @Option(
      names = "--pretrain-epochs",
      paramLabel = "N",
      order = 4,
      defaultValue = "30",
      converter = IntegerConverter.Positive.class,
      description =
          "How often the autoencoder goes through the samples before they are clustered (default:"
              + " ${DEFAULT-VALUE}).")
  private int pretrainEpochs;

  @Option(
      names = "--layer-wise",
      order = 5,
      description = "Train each layer of the autoencoder by itself before all together.")
  private boolean layerWise;

  @Option(
      names = "--augment",
      order = 6,
      description =
          "Shift images by up to 2 pixels, less if they have fewer than 28 a side, and turn them by up"
              + " to 10 degrees in training.")
  private boolean augment;

  @Option(
      names = "--update-interval",
      paramLabel = "STEPS",
      order = 7,
      defaultValue = "140",
      converter = IntegerConverter.Positive.class,
      description =
          "dec, idec: after how many steps the target is computed anew (default:"
              + " ${DEFAULT-VALUE}).")
  private int updateInterval;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      order = 8,
      defaultValue = "1e-3",
      converter = ShareConverter.class,
      description =
          "dec, idec: the share of samples that change their cluster between targets below which"
              + " training ends (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--clustering-weight",
      paramLabel = "WEIGHT",
      order = 9,
      defaultValue = "0.1",
      converter = WeightConverter.class,
      description =
          "idec: the weight of the clustering loss; that of reconstruction is 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private double clusteringWeight;

  @Option(
      names = "--neighbors",
      paramLabel = "N",
      order = 10,
      defaultValue = "20",
      converter = IntegerConverter.Positive.class,
      description =
          "n2d: how many neighbours UMAP looks at, the sample among them (default:"
              + " ${DEFAULT-VALUE}).")
  private int neighbors;

  @Option(
      names = "--manifold-components",
      paramLabel = "N",
      order = 11,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "n2d: to how many dimensions UMAP brings the code (default: ${DEFAULT-VALUE}).")
  private int manifoldComponents;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      order = 12,
      defaultValue = "glorot",
      converter = InitConverter.class,
      description =
          "Where the weights of the autoencoder begin: glorot, or variance-scaling as in programs for"
              + " DEC (default: ${DEFAULT-VALUE}).")
  private KernelInit init;

  /** The command on a host. */
  public DecCommand(Host host) {
    super(host, DeepClustering.DEFAULT_TRAINING);
  }

  @Override
  DeepClustering estimator() {
    return new DeepClustering(
        method,
        clusters,
        Arrays.stream(layers.units()).boxed().toList(),
        pretrainEpochs,
        layerWise,
        augment,
        updateInterval,
        tolerance,
        clusteringWeight,
        neighbors,
        manifoldComponents,
        init,
        training.plan(),
        data.scale());
  }

  @Override
  public void check(RunData opened) {
    super.check(opened);
    if (!isApplied()) {
      layers.requireMemory(opened.all().features());
    }
  }

  /** All rows are clustered; those held out only steer the autoencoder. */
  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  DeepClusteringModel learn(
      Estimator<DeepClusteringModel> estimator, RunData opened, FitOptions how) {
    return estimator().fit(opened.all(), opened.training(), how);
  }

  @Override
  DeepClusteringModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return DeepClusteringModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "Deep clustering of " + name;
  }

  @Override
  View view(DeepClusteringModel model, RunData opened) {
    boolean isFitted = !isApplied();
    model.note().ifPresent(host::message);
    if (isFitted && clusters.isEmpty() && model.clusters() == 1) {
      host.message("no clusters here: the code of all samples is one");
    }
    Map<Samples, float[][]> sure = new IdentityHashMap<>();
    if (isFitted) {
      sure.put(opened.all(), model.probabilities());
    }
    return new ClusterView(
        samples -> isFitted && samples == opened.all() ? model.labels() : model.predict(samples)) {

      private float[][] probabilities(Samples samples) {
        return sure.computeIfAbsent(samples, model::probabilities);
      }

      private FloatArray code() {
        return FloatArray.of(opened.all(), model::encode);
      }

      @Override
      void arrays(Samples samples, Results to) {
        super.arrays(samples, to);
        to.array("code", FloatArray.of(samples, model::encode));
        to.array("probabilities", FloatArray.of(probabilities(samples)));
      }

      @Override
      void ownArrays(Results to) {
        to.array("centers", FloatArray.of(model.centers()));
        opened.test().ifPresent(test -> super.arrays(test, to.prefixed("test_")));
      }

      @Override
      void figures(Samples samples, Results to) {
        super.figures(samples, to);
        if (isFitted && samples == opened.all() && samples.labels().isPresent()) {
          Contingency before = Contingency.of(samples.labels().get(), model.startLabels());
          to.figure("kmeans_nmi", before.normalizedMutualInformation());
          to.figure("kmeans_ari", before.adjustedRandIndex());
          to.figure("kmeans_accuracy", before.accuracy());
        }
      }

      @Override
      void rest(Results to) {
        to.figure("clusters", isFitted ? model.usedClusters() : model.clusters());
        if (isFitted) {
          model.figures().forEach((name, value) -> figure(name, value, to));
          addHistory(model.history(), to);
          addUpdates(model.updates(), to);
        }
        FloatArray code = code();
        to.picture(CodePictures.plane(code, opened.all(), run.engineOptions().seed()));
        ClusterCards cards =
            ClusterCards.inSpace(
                labels(opened.all()), model.clusters(), code.rows(), probabilities(opened.all()));
        Cards.addTo(to, cards, opened.all());
      }
    };
  }

  private static void figure(String name, double value, Results to) {
    boolean isCount = List.of("clusters", "reseeded", "steps").contains(name);
    to.figure(name, isCount ? (Object) (int) value : (Object) value);
  }

  /** Step, change and loss of each update, and how well clusters agreed with labels. */
  private static void addUpdates(List<ClusterUpdate> updates, Results to) {
    if (updates.isEmpty()) {
      return;
    }
    boolean isLabelled = updates.get(0).accuracy().isPresent();
    int columns = isLabelled ? 6 : 3;
    float[] rows = new float[updates.size() * columns];
    int at = 0;
    for (ClusterUpdate update : updates) {
      rows[at++] = update.step();
      rows[at++] = (float) update.change();
      rows[at++] = (float) update.loss();
      if (isLabelled) {
        rows[at++] = (float) update.accuracy().getAsDouble();
        rows[at++] = (float) update.nmi().getAsDouble();
        rows[at++] = (float) update.ari().getAsDouble();
      }
    }
    to.array("updates", new FloatArray(rows, Shape.of(updates.size(), columns)));
    LinePlot plot = LinePlot.titled("Clusters during training").axes("step", "share");
    double[] steps = updates.stream().mapToDouble(ClusterUpdate::step).toArray();
    plot.series(
        "label change", steps, updates.stream().mapToDouble(ClusterUpdate::change).toArray());
    if (isLabelled) {
      plot.series(
          "accuracy",
          steps,
          updates.stream().mapToDouble(update -> update.accuracy().getAsDouble()).toArray());
      plot.series(
          "nmi",
          steps,
          updates.stream().mapToDouble(update -> update.nmi().getAsDouble()).toArray());
    }
    to.picture("updates", plot, "The share of samples that changed their cluster at each target");
  }

  private static final class MethodConverter extends ChoiceConverter<ClusteringMethod> {
    MethodConverter() {
      super(ClusteringMethod.values());
    }
  }

  private static final class InitConverter extends ChoiceConverter<KernelInit> {
    InitConverter() {
      super(KernelInit.values());
    }
  }

  private static final class ShareConverter extends NumberConverter {
    ShareConverter() {
      super(share -> share >= 0 && share < 1, "a number of at least 0, below 1");
    }
  }

  private static final class WeightConverter extends NumberConverter {
    WeightConverter() {
      super(weight -> weight > 0, "a positive number");
    }
  }
}
