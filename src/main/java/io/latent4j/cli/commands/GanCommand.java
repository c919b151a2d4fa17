package io.latent4j.cli.commands;

import io.latent4j.adversarial.ConvolutionalGan;
import io.latent4j.adversarial.CycleGan;
import io.latent4j.adversarial.CycleGanModel;
import io.latent4j.adversarial.DenseGan;
import io.latent4j.adversarial.Gan;
import io.latent4j.adversarial.GanArchitecture;
import io.latent4j.adversarial.GanLoss;
import io.latent4j.adversarial.GanModel;
import io.latent4j.adversarial.GeneratorScore;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.OptimizerFlags;
import io.latent4j.cli.flags.StepFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Estimator;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.GanPictures;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j gan}. */
@Command(
    name = "gan",
    header = "A generative adversarial network: new samples that look like the data.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j gan --data digits --kind convolutional --steps 2000",
      "  latent4j gan --data mnist --kind convolutional --conditional",
      "  latent4j gan --model output/gan/model --count 1000",
      "  latent4j gan --data mnist --translate fashion-mnist --steps 2000",
      "",
      "Arrays: generated (on the scale after --scale), history (a row each --check-every steps:",
      "generator_loss, discriminator_loss, real, generated, diversity); figures: generator_loss,",
      "discriminator_loss, diversity, collapses; pictures: generated, nearest,",
      "interpolation, step_N (the same latent values at --snapshots), losses, balance, film.gif.",
      "The model has the functions generate (latent to generated; of --conditional, latent values",
      "are followed by a one among zeros for the label) and discriminate (x to probability).",
      "With --model and no --data it only generates: generated.npy, and of images the pictures",
      "generated and interpolation; of --conditional the labels take turns.",
      "With --translate: arrays translated (the rows of --data), generated (the first --count of",
      "them), history (generator_loss, discriminator_loss, cycle_loss, diversity); figures",
      "cycle_loss and those above; picture translations; functions translate, translate_back,",
      "discriminate."
    })
public final class GanCommand extends SavedTrainingCommand<GanModel> {

  private static final List<String> COLUMNS =
      List.of("generator_loss", "discriminator_loss", "real", "generated", "diversity");

  private static final List<String> TRANSLATION_COLUMNS =
      List.of("generator_loss", "discriminator_loss", "cycle_loss", "diversity");

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      order = 1,
      converter = KindConverter.class,
      description =
          "dense or convolutional (default: convolutional for images whose sides are multiples of"
              + " 4, else dense).")
  private Kind kind;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      order = 2,
      defaultValue = "non-saturating",
      converter = LossConverter.class,
      description =
          "non-saturating, minimax, least-squares, or wasserstein with gradient penalty (default:"
              + " ${DEFAULT-VALUE}).")
  private GanLoss loss;

  @Option(
      names = "--latent",
      paramLabel = "N",
      order = 3,
      defaultValue = "64",
      converter = IntegerConverter.Positive.class,
      description = "How many latent values a sample is made of (default: ${DEFAULT-VALUE}).")
  private int latent;

  @Option(
      names = "--layers",
      paramLabel = "N,N,...",
      order = 4,
      converter = LayerSizes.Converter.class,
      description =
          "Units of the generator's hidden layers, which the discriminator mirrors (default:"
              + " 256,512), or filters of convolutional ones (default: 96,48).")
  private LayerSizes layers;

  @Option(
      names = "--smoothing",
      paramLabel = "SHARE",
      order = 5,
      defaultValue = "0.1",
      converter = BelowHalfConverter.class,
      description =
          "One-sided label smoothing: real samples have the label 1 - SHARE; not used by"
              + " wasserstein (default: ${DEFAULT-VALUE}).")
  private double smoothing;

  @Option(
      names = "--label-noise",
      paramLabel = "SHARE",
      order = 6,
      defaultValue = "0",
      converter = BelowHalfConverter.class,
      description =
          "Share of samples whose label is told wrongly to the discriminator (default:"
              + " ${DEFAULT-VALUE}).")
  private double labelNoise;

  @Option(
      names = "--critic-steps",
      paramLabel = "N",
      order = 7,
      converter = IntegerConverter.Positive.class,
      description =
          "Steps of the discriminator before one of the generator (default: 1, with wasserstein 5).")
  private Integer criticSteps;

  @Option(
      names = "--penalty",
      paramLabel = "WEIGHT",
      order = 8,
      defaultValue = "10",
      converter = NotNegativeConverter.class,
      description = "Weight of the gradient penalty of wasserstein (default: ${DEFAULT-VALUE}).")
  private double penalty;

  @Option(
      names = "--averaging",
      paramLabel = "MOMENTUM",
      order = 9,
      defaultValue = "0.999",
      converter = BelowOneConverter.class,
      description =
          "Momentum of the moving average of the generator, which is the one that is kept; 0 for"
              + " none (default: ${DEFAULT-VALUE}).")
  private double averaging;

  @Option(
      names = "--conditional",
      order = 10,
      description = "Generate by label, which needs labels; they take turns.")
  private boolean conditional;

  @Option(
      names = "--count",
      paramLabel = "N",
      order = 11,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "How many samples to generate (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--check-every",
      paramLabel = "N",
      order = 12,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "After how many steps each to look for a collapse (default: ${DEFAULT-VALUE}).")
  private int checkEvery;

  @Option(
      names = "--collapse-below",
      paramLabel = "SHARE",
      order = 13,
      defaultValue = "0.4",
      converter = ShareConverter.class,
      description =
          "Which share of the diversity of real samples is too little; 0 looks for no collapse"
              + " (default: ${DEFAULT-VALUE}).")
  private double collapseBelow;

  @Option(
      names = "--no-recover",
      order = 14,
      description = "After a collapse, go on from there, not from the last good average.")
  private boolean stays;

  @Option(
      names = "--snapshots",
      paramLabel = "STEP,STEP,...",
      order = 15,
      defaultValue = "1000,3000,5000,7000,9000,10000",
      converter = LayerSizes.Converter.class,
      description =
          "Steps whose samples, always of the same latent values, become a picture (default:"
              + " ${DEFAULT-VALUE}).")
  private LayerSizes snapshots;

  @Option(
      names = "--translate",
      paramLabel = "SRC",
      order = 16,
      converter = DataSourceConverter.class,
      description =
          "Learn to translate --data to these samples, and back, by a cycle of two GANs; the sets"
              + " need not be paired. Takes what --data takes.")
  private DataSource translate;

  @Option(
      names = "--cycle-weight",
      paramLabel = "WEIGHT",
      order = 17,
      defaultValue = "10",
      converter = NotNegativeConverter.class,
      description = "Weight of the cycle loss of --translate (default: ${DEFAULT-VALUE}).")
  private double cycleWeight;

  @Option(
      names = "--no-score",
      order = 18,
      description =
          "Leave out the figures of score, which need a classifier of the data: it is trained once"
              + " and kept below --data-dir.")
  private boolean unscored;

  @Option(
      names = "--keep-best",
      order = 19,
      description =
          "Keep the generator that was best every 1,000 steps, not the last: by the Fréchet distance"
              + " to what is held out (--validation, else --test), in the features of the classifier"
              + " of --data.")
  private boolean keepsBest;

  @Mixin private final StepFlags training = new StepFlags(Gan.DEFAULT_TRAINING);

  private boolean isConvolutional;
  private GeneratorScore best;

  /** The command on a host. */
  public GanCommand(Host host) {
    super(host);
  }

  private enum Kind {
    DENSE,
    CONVOLUTIONAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (translate != null) {
      return execute(Optional.empty(), new Translation());
    }
    if (!hasData() && isApplied()) {
      Workflow workflow = new Workflow(host, spec, run, data);
      return workflow.execute(() -> generated(workflow));
    }
    return super.call();
  }

  /** What a trained model generates, without any data beside it. */
  private RunResult generated(Workflow workflow) {
    Path folder = applied().orElseThrow();
    long start = System.nanoTime();
    GanModel model = GanModel.load(folder, run.engineOptions(), Scaling.none());
    try {
      long seed = run.engineOptions().seed();
      float[][] rows = model.generate(count, seed);
      double seconds = (System.nanoTime() - start) * 1e-9;
      Results results = new Results();
      GeneratedSamples.addArray(rows, results);
      results.figure("generated_samples", rows.length);
      results.figure("labels", model.labels());
      new GanPictures(model, seed).all(rows, List.of()).forEach(results::picture);
      RunDescription description =
          workflow.describe(folder.toString(), model.toString(), rows.length, rows[0].length);
      return new RunResult(
          title(model.provenance().data()),
          results,
          Optional.of(model),
          false,
          description.withEnd(model.scaling(), seconds));
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  @Override
  OptimizerFlags optimizerFlags() {
    return training;
  }

  @Override
  public void check(RunData opened) {
    isConvolutional = kind == null ? hasEvenSides(opened) : kind == Kind.CONVOLUTIONAL;
    super.check(opened);
    if (!isApplied()) {
      requireMemory(opened.all().features());
    }
    if (keepsBest && !isApplied()) {
      score().requireLabelled(opened.training(), heldOut(opened));
    }
  }

  private static Samples heldOut(RunData opened) {
    return opened
        .validation()
        .or(opened::test)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--keep-best needs samples that are held out, --validation or --test, but there"
                        + " are none"));
  }

  private GeneratedScore score() {
    return new GeneratedScore(host, data, run.engineOptions());
  }

  @Override
  GanModel fit(RunData opened, FitOptions how) {
    if (!keepsBest) {
      return super.fit(opened, how);
    }
    return score()
        .keepingBest(
            opened.training(),
            heldOut(opened),
            by -> {
              best = by;
              return super.fit(opened, how);
            });
  }

  @Override
  GanModel learn(Estimator<GanModel> estimator, RunData opened, FitOptions how) {
    return best == null
        ? super.learn(estimator, opened, how)
        : estimator().fit(learnedFrom(opened), how, best);
  }

  /** Of dense networks: a filter's size says little. */
  private void requireMemory(int features) {
    if (!isConvolutional && layers != null) {
      layers.requireMemory(features);
    }
    int first = isConvolutional || layers == null ? 1 : layers.units()[0];
    LayerSizes.of(latent).requireMemory("--latent", first);
  }

  private static boolean hasEvenSides(RunData opened) {
    return opened
        .all()
        .imageShape()
        .filter(image -> image.height() % 4 == 0 && image.width() % 4 == 0)
        .isPresent();
  }

  @Override
  Gan estimator() {
    Gan gan =
        Gan.of(architecture())
            .withLoss(loss)
            .withLatent(latent)
            .withTraining(training.plan())
            .withSmoothing(smoothing)
            .withLabelNoise(labelNoise)
            .withPenalty(penalty)
            .withAveraging(averaging)
            .withConditional(conditional)
            .withCheckEvery(checkEvery)
            .withCollapseBelow(collapseBelow)
            .withRecover(!stays)
            .withSnapshots(asked())
            .withScale(data.scale());
    return criticSteps == null ? gan : gan.withCriticSteps(criticSteps);
  }

  private GanArchitecture architecture() {
    if (isConvolutional) {
      return layers == null ? ConvolutionalGan.of(96, 48) : ConvolutionalGan.of(layers.units());
    }
    return layers == null ? DenseGan.of(256, 512) : DenseGan.of(layers.units());
  }

  private List<Integer> asked() {
    return Arrays.stream(snapshots.units()).boxed().toList();
  }

  @Override
  String system() {
    return translate == null ? "gan" : "cycle-gan";
  }

  @Override
  GanModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return GanModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "GAN of " + name;
  }

  @Override
  View view(GanModel model, RunData opened) {
    return new View() {
      private float[][] generated;

      @Override
      void ownArrays(Results to) {
        generated = model.generate(count, run.engineOptions().seed());
        GeneratedSamples.addArray(generated, to);
      }

      @Override
      void figures(Samples samples, Results to) {
        if (!unscored && samples == learnedFrom(opened)) {
          score()
              .addTo(
                  samples,
                  model.scaling(),
                  number -> model.generate(number, run.engineOptions().seed()),
                  to);
        }
      }

      @Override
      void rest(Results to) {
        if (!isApplied()) {
          addTraining(model.figures(), model.history(), COLUMNS, to);
        }
        GanPictures pictures = new GanPictures(model, opened.all(), run.engineOptions().seed());
        pictures.all(generated, asked()).forEach(to::picture);
        pictures.film().ifPresent(film -> to.file("film.gif", film::writeTo));
        if (!isApplied()) {
          host.message(model.balance());
          GanPictures.balance(model.history(), checkEvery, model.balance()).forEach(to::picture);
        }
      }
    };
  }

  /** The work of {@code --translate}. */
  private final class Translation implements Workflow.Work {
    private Samples target;

    @Override
    public void check(RunData opened) {
      target = opened.open("--translate", translate, data, host);
      isConvolutional = kind == null ? hasEvenSides(opened) : kind == Kind.CONVOLUTIONAL;
      if (!isApplied()) {
        estimator().check(opened.training());
        requireMemory(opened.all().features());
      }
    }

    private Estimator<CycleGanModel> estimator() {
      GanLoss chosen =
          spec.commandLine().getParseResult().hasMatchedOption("--loss")
              ? loss
              : GanLoss.LEAST_SQUARES;
      return CycleGan.of(architecture())
          .withLoss(chosen)
          .withCycleWeight(cycleWeight)
          .withTraining(training.plan())
          .withAveraging(averaging)
          .withCheckEvery(checkEvery)
          .withCollapseBelow(collapseBelow)
          .withRecover(!stays)
          .withScale(data.scale())
          .to(target);
    }

    @Override
    public RunResult run(RunData opened, RunDescription description) {
      long start = System.nanoTime();
      CycleGanModel model =
          applied()
              .map(path -> CycleGanModel.load(path, description.engine(), opened.scaling()))
              .orElseGet(
                  () ->
                      saving(
                          () ->
                              fit(
                                  estimator(),
                                  opened.training(),
                                  fitOptions(description.engine()))));
      try {
        Results results = new Results();
        float[][] translated = model.translate(opened.all());
        if (run.writesReconstructions()) {
          results.array("translated", FloatArray.of(translated));
        }
        results.array(
            "generated",
            FloatArray.of(Arrays.copyOf(translated, Math.min(count, translated.length))));
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (!isApplied()) {
          addTraining(model.figures(), model.history(), TRANSLATION_COLUMNS, results);
          host.message(model.balance());
          GanPictures.balance(model.history(), checkEvery, model.balance())
              .forEach(results::picture);
        }
        GanPictures.translations(model, opened.all(), translated, target)
            .ifPresent(results::picture);
        results.tables(opened.all(), model.scaling());
        return new RunResult(
            "%s to %s".formatted(opened.name(), target.name()),
            results,
            Optional.of(model),
            !isApplied(),
            description.withEnd(model.scaling(), seconds));
      } catch (RuntimeException | Error e) {
        model.close();
        throw e;
      }
    }
  }

  private static void addTraining(
      Map<String, Double> figures, History history, List<String> columns, Results to) {
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      boolean isCount =
          List.of("collapses", "steps", "best_step", "diverged_at").contains(figure.getKey());
      to.figure(
          figure.getKey(), isCount ? (Object) figure.getValue().intValue() : figure.getValue());
    }
    to.figure("training_ended", history.end().name().toLowerCase(Locale.ROOT));
    to.array("history", historyOf(history, columns));
  }

  private static FloatArray historyOf(History history, List<String> columns) {
    float[] values = new float[history.epochs().size() * columns.size()];
    int at = 0;
    for (Epoch epoch : history.epochs()) {
      for (String column : columns) {
        values[at++] =
            (float) (double) Optional.ofNullable(epoch.metrics().get(column)).orElse(0.0);
      }
    }
    return new FloatArray(values, Shape.of(history.epochs().size(), columns.size()));
  }

  private static final class KindConverter extends ChoiceConverter<Kind> {
    KindConverter() {
      super(Kind.values());
    }
  }

  private static final class LossConverter extends ChoiceConverter<GanLoss> {
    LossConverter() {
      super(GanLoss.values());
    }
  }

  private static final class BelowHalfConverter extends NumberConverter {
    BelowHalfConverter() {
      super(number -> number >= 0 && number < 0.5, "a number of at least 0 and below 0.5");
    }
  }

  private static final class BelowOneConverter extends NumberConverter {
    BelowOneConverter() {
      super(number -> number >= 0 && number < 1, "a number of at least 0 and below 1");
    }
  }

  private static final class ShareConverter extends NumberConverter {
    ShareConverter() {
      super(number -> number >= 0 && number <= 1, "a number from 0 to 1");
    }
  }

  private static final class NotNegativeConverter extends NumberConverter {
    NotNegativeConverter() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }
}
