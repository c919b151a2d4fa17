package io.latent4j.cli.commands;

import io.latent4j.boltzmann.Dbn;
import io.latent4j.boltzmann.DbnLayer;
import io.latent4j.boltzmann.DbnModel;
import io.latent4j.boltzmann.FineTuning;
import io.latent4j.boltzmann.GibbsSampling;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.BoltzmannPictures;
import io.latent4j.pictures.CodePictures;
import io.latent4j.pictures.Illustration;
import io.latent4j.pictures.ImagePictures;
import io.latent4j.pictures.TrainingPictures;
import io.latent4j.report.TextTable;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j dbn}. */
@Command(
    name = "dbn",
    header = "A deep belief network: a stack of restricted Boltzmann machines.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j dbn --data digits --layers 100,50 --init normal --learning-rate 0.1",
      "  latent4j dbn --data mnist --test mnist:test --init normal --learning-rate 0.1 --epochs 10"
          + " --fine-tune",
      "  latent4j dbn --data mnist --layers 500,500 --init normal --bias-from-means --persistent"
          + " --learning-rate 0.05 --top-labels",
      "",
      "Arrays: hidden (probabilities of the highest units), history (of the last part of training);",
      "figures: reconstruction_mse (up and down the whole stack), of each machine layerN_… as rbm",
      "has them, and of each layer, on samples held out, how often its units are on, layerN_activity,",
      "and what is lost on the way up to it and down, layerN_through_mse and layerN_bits_lost; with",
      "--fine-tune or --top-labels accuracy, val_accuracy, test_accuracy; pictures: filters,",
      "reconstructions, generated, with --top-labels a row for each class, code, a learning curve of",
      "each machine; chains.gif or, with --top-labels, dream.gif. Ctrl-C stops at the next step and",
      "keeps the machines that are done.",
      "model/ is a SavedModel with the functions encode, decode, reconstruct and, with labels,",
      "predict."
    })
public final class DbnCommand extends TrainedCommand<DbnModel> {
  private static final int GENERATED = 10;
  private static final int BURN_IN = 200;
  private static final int STRIP = 12;
  private static final int STRIP_THINNING = 50;
  private static final int FRAMES = 60;
  private static final int FRAME_THINNING = 4;
  private static final String GENERATED_NAME = "generated";

  @Option(
      names = "--layers",
      paramLabel = "N,N,...",
      order = 1,
      defaultValue = "500,200,50",
      converter = LayerSizes.Converter.class,
      description = "Hidden units of each machine, the lowest first (default: ${DEFAULT-VALUE}).")
  private LayerSizes layers;

  @Option(
      names = "--fine-tune",
      paramLabel = "TARGET",
      order = 2,
      arity = "0..1",
      fallbackValue = "classifier",
      defaultValue = "none",
      converter = TargetConverter.class,
      description =
          "Unroll the stack and train it further: classifier, if nothing is said; features, where"
              + " only the last layer of the classifier is trained and the machines stay as they"
              + " are; both need labels; or autoencoder (default: ${DEFAULT-VALUE}).")
  private FineTuning.Target fineTune;

  @Option(
      names = "--fine-tune-epochs",
      paramLabel = "N",
      order = 3,
      defaultValue = "30",
      converter = IntegerConverter.Positive.class,
      description = "How often that goes through the samples (default: ${DEFAULT-VALUE}).")
  private int fineTuneEpochs;

  @Option(
      names = "--fine-tune-rate",
      paramLabel = "RATE",
      order = 4,
      defaultValue = "0.001",
      converter = RateConverter.class,
      description =
          "Its learning rate at first, which falls to 0 (default: ${DEFAULT-VALUE}, of Adam).")
  private double fineTuneRate;

  @Option(
      names = "--fine-tune-batch",
      paramLabel = "N",
      order = 5,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "How many samples a step of it sees (default: ${DEFAULT-VALUE}).")
  private int fineTuneBatch;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      order = 6,
      defaultValue = "0",
      converter = ShareConverter.class,
      description =
          "Share of hidden units that a step of fine-tuning a classifier leaves out (default:"
              + " ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--fine-tune-samples",
      paramLabel = "N",
      order = 7,
      defaultValue = "0",
      converter = IntegerConverter.NotNegative.class,
      description =
          "How many samples fine-tuning sees, the first, where few have labels; 0 for all"
              + " (default: ${DEFAULT-VALUE}).")
  private int fineTuneSamples;

  @Option(
      names = "--head-epochs",
      paramLabel = "N",
      order = 8,
      defaultValue = "0",
      converter = IntegerConverter.NotNegative.class,
      description =
          "How often the last layer of a classifier is trained alone, before all layers are: for"
              + " few labels (default: ${DEFAULT-VALUE}).")
  private int headEpochs;

  @Option(
      names = "--top-labels",
      order = 9,
      description =
          "The highest machine sees the labels too: it can classify, and make samples of a class.")
  private boolean topLabels;

  @Mixin private DivergenceFlags divergence;
  @Mixin private GibbsGeneration generation;

  /** The command on a host. */
  public DbnCommand(Host host) {
    super(host, Rbm.DEFAULT_TRAINING);
  }

  @Override
  Dbn estimator() {
    return new Dbn(
        Arrays.stream(layers.units()).boxed().toList(),
        divergence.visible(),
        divergence.learnsVariance(),
        divergence.learning(),
        training.plan(),
        topLabels,
        new FineTuning(
            fineTune,
            fineTuneEpochs,
            fineTuneRate,
            fineTuneBatch,
            dropout,
            fineTuneSamples,
            headEpochs),
        data.scale());
  }

  @Override
  public void check(RunData opened) {
    super.check(opened);
    if (!isApplied()) {
      layers.requireMemory(opened.all().features());
    }
  }

  @Override
  DbnModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return DbnModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "Deep belief network of " + name;
  }

  @Override
  View view(DbnModel model, RunData opened) {
    return new View() {
      private FloatArray hidden;

      @Override
      void arrays(Samples samples, Results to) {
        FloatArray own = FloatArray.of(samples, model::encode);
        if (samples == opened.all()) {
          hidden = own;
        }
        to.array("hidden", own);
      }

      @Override
      void ownArrays(Results to) {
        if (generation.isWanted()) {
          long seed = run.engineOptions().seed();
          GeneratedSamples.addArray(
              model.hasTopLabels()
                  ? generation.samples(seed, model.classes(), model::generate)
                  : generation.samples(seed, model::generate),
              to);
        }
      }

      @Override
      void figures(Samples samples, Results to) {
        to.figure("reconstruction_mse", meanSquare(samples));
        if (model.classes() > 0 && samples.labels().isPresent()) {
          to.figure("accuracy", accuracy(model.predict(samples), samples.labels().get()));
        }
      }

      private double meanSquare(Samples samples) {
        FloatArray made = FloatArray.of(samples, model::reconstruct);
        return SquaredError.mean(ScaledSamples.of(samples, model.scaling()), made);
      }

      @Override
      void rest(Results to) {
        model.figures().forEach(to::figure);
        to.figure("layers", model.layers().size());
        addLayers(model, opened.test().or(opened::validation).orElse(opened.all()), to);
        if (!isApplied()) {
          addHistories(model.histories(), to);
        }
        ImagePictures.of(opened.all())
            .ifPresent(
                images ->
                    to.picture(
                        "reconstructions",
                        images.originalsOver(model::reconstruct, model.scaling()),
                        "Images and, below them, what came down the stack again"));
        BoltzmannPictures.of(opened.all(), model.scaling())
            .ifPresent(pictures -> addImages(model, pictures, to));
        to.picture(CodePictures.plane(hidden, opened.all(), run.engineOptions().seed()));
      }
    };
  }

  /** What each layer keeps of samples that were not learned from, if there are any. */
  private static void addLayers(DbnModel model, Samples tested, Results to) {
    TextTable table =
        TextTable.columns(
            "layer", "units", "on", "mean squared error", "bits lost a sample", "by this layer");
    double before = 0;
    int number = 0;
    for (DbnLayer layer : model.layerReport(tested)) {
      number++;
      boolean isOfBits = !Double.isNaN(layer.bitsLost());
      table.row(
          number,
          layer.units(),
          layer.activity(),
          layer.reconstructionMse(),
          isOfBits ? layer.bitsLost() : null,
          isOfBits ? layer.bitsLost() - before : null);
      to.figure("layer%d_activity".formatted(number), layer.activity());
      to.figure("layer%d_through_mse".formatted(number), layer.reconstructionMse());
      if (isOfBits) {
        to.figure("layer%d_bits_lost".formatted(number), layer.bitsLost());
        before = layer.bitsLost();
      }
    }
    to.table(table, "What is left of samples that went up to each layer and down again");
  }

  private static double accuracy(int[] predicted, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predicted[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private static void addHistories(List<History> histories, Results to) {
    History last = histories.get(histories.size() - 1);
    addHistory(last, to);
    for (int i = 0; i < histories.size() - 1; i++) {
      int number = i + 1;
      TrainingPictures.learningCurve(histories.get(i))
          .ifPresent(
              curve ->
                  to.picture(
                      new Illustration(
                          "learning_curve_" + number,
                          curve.picture(),
                          "Loss of machine " + number + " after each epoch")));
    }
  }

  private void addImages(DbnModel model, BoltzmannPictures pictures, Results to) {
    to.picture(pictures.filters(model.weights(0)));
    long seed = run.engineOptions().seed();
    int chains = model.hasTopLabels() ? Math.min(GENERATED, model.classes()) : GENERATED;
    GibbsSampling how = GibbsSampling.of(chains).withSeed(seed);
    GibbsSampling strip = how.withBurnIn(BURN_IN).withKept(STRIP).withThinning(STRIP_THINNING);
    GibbsSampling film = how.withBurnIn(0).withKept(FRAMES).withThinning(FRAME_THINNING);
    if (!model.hasTopLabels()) {
      to.picture(
          pictures.strip(
              GENERATED_NAME,
              model.generate(strip),
              List.of(),
              "Chains in the highest machine, every "
                  + STRIP_THINNING
                  + " steps, and down from it"));
      to.file("chains.gif", pictures.film(model.generate(film), List.of())::writeTo);
      return;
    }
    List<String> names = IntStream.range(0, how.chains()).mapToObj(Integer::toString).toList();
    to.picture(
        pictures.strip(
            GENERATED_NAME,
            byClass(model, strip),
            names,
            "A chain of each class in the highest machine, every "
                + STRIP_THINNING
                + " steps, and down from it"));
    to.file("dream.gif", pictures.film(byClass(model, film), names)::writeTo);
  }

  /** A chain of each of the first classes: what was kept at each step. */
  private static List<float[][]> byClass(DbnModel model, GibbsSampling how) {
    List<float[][]> steps = new ArrayList<>();
    for (int step = 0; step < how.kept(); step++) {
      steps.add(new float[how.chains()][]);
    }
    for (int label = 0; label < how.chains(); label++) {
      List<float[][]> made = model.generate(label, how.withChains(1).withSeed(how.seed() + label));
      for (int step = 0; step < how.kept(); step++) {
        steps.get(step)[label] = made.get(step)[0];
      }
    }
    return steps;
  }

  private static final class TargetConverter extends ChoiceConverter<FineTuning.Target> {
    TargetConverter() {
      super(FineTuning.Target.values());
    }
  }

  private static final class RateConverter extends NumberConverter {
    RateConverter() {
      super(number -> number > 0, "a number above 0");
    }
  }

  private static final class ShareConverter extends NumberConverter {
    ShareConverter() {
      super(number -> number >= 0 && number < 1, "a number of at least 0 and below 1");
    }
  }
}
