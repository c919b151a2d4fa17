package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Noise;
import io.latent4j.boltzmann.Annealing;
import io.latent4j.boltzmann.Binarization;
import io.latent4j.boltzmann.ChainDiagnostics;
import io.latent4j.boltzmann.GibbsSampling;
import io.latent4j.boltzmann.PartitionEstimate;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.boltzmann.VisibleUnits;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.BoltzmannPictures;
import io.latent4j.pictures.ImagePictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j rbm}. */
@Command(
    name = "rbm",
    header =
        "A restricted Boltzmann machine: features that are on or off, and how likely samples"
            + " are.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j rbm --data digits --hidden 100 --noise salt-and-pepper:0.2",
      "  latent4j rbm --data mnist --test mnist:test --persistent --init normal --learning-rate"
          + " 0.05 --bias-from-means --binarize sample --likelihood",
      "  latent4j rbm --data iris --visible gaussian --scale standard --hidden 8",
      "  latent4j rbm --data table.csv --missing mean --visible gaussian --scale standard",
      "",
      "The learning rate is 1 for binary units and sgd if --learning-rate does not say. With",
      "--patience, training ends when the free-energy gap has not fallen for so many epochs, and",
      "the last weights are kept.",
      "",
      "Arrays: hidden (probabilities), reconstruction (mean field), history (loss and val_loss of",
      "each epoch); figures: reconstruction_mse, reconstruction_error (of samples drawn, in the last",
      "epoch), pseudo_likelihood (nats a feature, comparable between numbers of features),",
      "free_energy_gap, with --persistent r_hat and autocorrelation_time of the chains; pictures:",
      "learning_curve, pseudo_likelihood, free_energy_gap, of images also filters, reconstructions,",
      "completed, chains (also chains.gif), denoised, autoencoder. Ctrl-C stops at the next step and",
      "keeps the weights so far.",
      "model/ is a SavedModel with the functions encode, decode, reconstruct and free_energy.",
      "Where a table has no value, --missing mean, median or a number stands for it in training;",
      "completed.npy and completed.csv have in its place what the machine makes of the rest of the",
      "row, in the table's own units; filled_values says how many, filling_rmse how far off it is",
      "where a tenth of the known values is hidden, scaled, beside filling_rmse_mean."
    })
public final class RbmCommand extends TrainedCommand<RbmModel> {
  private static final int SHOWN = 10;
  private static final int CHAIN_STEPS = 200;
  private static final int FILLING_STEPS = 200;
  private static final int STRIP = 16;
  private static final int STRIP_THINNING = 20;
  private static final int FRAMES = 60;
  private static final int FRAME_THINNING = 4;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      order = 1,
      defaultValue = "200",
      converter = IntegerConverter.Positive.class,
      description = "How many hidden units (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--likelihood",
      order = 30,
      description =
          "Estimate the log-likelihood by annealed importance sampling, towards the machine and"
              + " back, with 100 chains of 14,500 steps.")
  private boolean likelihood;

  @Option(
      names = "--noise",
      paramLabel = "KIND:AMOUNT",
      order = 31,
      converter = NoiseConverter.class,
      description =
          "Show how the machine cleans samples with this noise: salt-and-pepper:SHARE,"
              + " gaussian:DEVIATION or masking:SHARE, on the scale after --scale.")
  private Noise noise;

  @Option(
      names = "--autoencoder",
      order = 32,
      description =
          "Also train an autoencoder with as many code units, as often, and show both side by side,"
              + " on samples as they are and with noise (salt-and-pepper:0.2 unless --noise says).")
  private boolean autoencoder;

  @Mixin private DivergenceFlags divergence;
  @Mixin private GibbsGeneration generation;

  /** The command on a host. */
  public RbmCommand(Host host) {
    super(host, Rbm.DEFAULT_TRAINING);
  }

  @Override
  Rbm estimator() {
    return new Rbm(
        hidden,
        divergence.visible(),
        divergence.learnsVariance(),
        divergence.learning(),
        training.plan(),
        data.scale());
  }

  @Override
  public void check(RunData opened) {
    super.check(opened);
    if (!isApplied()) {
      LayerSizes.of(hidden).requireMemory("--hidden", opened.all().features());
      resultArrays(opened, "hidden", hidden).requireMemory();
    }
  }

  @Override
  RbmModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return RbmModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "Restricted Boltzmann machine of " + name;
  }

  @Override
  View view(RbmModel model, RunData opened) {
    return new RbmView(model, opened);
  }

  /** What there is to show of a machine. */
  private final class RbmView extends View {
    private final RbmModel model;
    private final RunData opened;
    private FloatArray reconstruction;
    private PartitionEstimate partition;
    private final Optional<DenoisingFigures> denoising;
    private final Optional<BesideAutoencoder> beside;
    private float[][] generated;

    RbmView(RbmModel model, RunData opened) {
      this.model = model;
      this.opened = opened;
      denoising =
          Optional.ofNullable(noise)
              .filter(some -> !some.equals(Noise.NONE))
              .map(
                  some ->
                      new DenoisingFigures(
                          model.scaling(),
                          model::reconstruct,
                          some,
                          opened.training(),
                          run.engineOptions().seed()));
      beside = autoencoder && !isApplied() ? Optional.of(besideAutoencoder()) : Optional.empty();
    }

    private BesideAutoencoder besideAutoencoder() {
      EngineOptions engine = run.engineOptions();
      return new BesideAutoencoder(
          model,
          RbmCommand.this.fit(
              BesideAutoencoder.estimator(estimator()), opened.training(), FitOptions.of(engine)),
          denoising.isPresent() ? noise : BesideAutoencoder.USUAL_NOISE,
          opened.training(),
          engine.seed());
    }

    private FloatArray reconstructionOfAll() {
      if (reconstruction == null) {
        reconstruction = FloatArray.of(opened.all(), model::reconstruct);
      }
      return reconstruction;
    }

    @Override
    void arrays(Samples samples, Results to) {
      to.array("hidden", FloatArray.of(samples, model::encode));
      if (run.writesReconstructions()) {
        to.array(
            "reconstruction",
            samples == opened.all()
                ? reconstructionOfAll()
                : FloatArray.of(samples, model::reconstruct));
      }
    }

    @Override
    void ownArrays(Results to) {
      if (generation.isWanted()) {
        generated =
            generation.samples(run.engineOptions().seed(), how -> model.sample(how).means());
        GeneratedSamples.addArray(generated, to);
      }
    }

    @Override
    void figures(Samples samples, Results to) {
      boolean isLearnedFrom = samples == opened.training();
      to.figure(
          "reconstruction_mse",
          isLearnedFrom
              ? meanSquare(opened.all(), reconstructionOfAll())
              : meanSquare(samples, FloatArray.of(samples, model::reconstruct)));
      if (model.visible() == VisibleUnits.BINARY) {
        to.figure(
            "pseudo_likelihood",
            Arrays.stream(toDoubles(model.pseudoLikelihood(samples, 0))).average().orElseThrow());
      }
      if (likelihood) {
        addLikelihood(samples, to);
      }
      denoising.ifPresent(figures -> figures.addTo(to, samples));
      beside.ifPresent(other -> other.addTo(to, samples));
    }

    private double meanSquare(Samples samples, FloatArray made) {
      return SquaredError.mean(ScaledSamples.of(samples, model.scaling()), made);
    }

    private void addLikelihood(Samples samples, Results to) {
      if (partition == null) {
        partition = estimated();
      }
      if (partition == null) {
        return;
      }
      Binarization how = binarization();
      long seed = run.engineOptions().seed();
      to.figure(
          "log_likelihood", model.logLikelihood(samples, partition.logPartition(), how, seed));
      to.figure(
          "log_likelihood_reverse", model.logLikelihood(samples, partition.reverse(), how, seed));
    }

    /** Null if it was interrupted, of which is told. */
    private PartitionEstimate estimated() {
      try {
        if (!host.interruption().isRequested()) {
          Annealing how = Annealing.usual().withSeed(run.engineOptions().seed());
          return host.interruption()
              .stoppable(() -> model.estimateLogPartition(opened.training(), how));
        }
      } catch (CancellationException e) {
        // The machine itself is kept.
      }
      host.message("the likelihood is left out: the work was interrupted");
      return null;
    }

    /** As the machine learned; if it learned from probabilities, bits are drawn once. */
    private Binarization binarization() {
      Object learned = model.provenance().options().get("binarize");
      return Binarization.THRESHOLD.toString().equals(learned)
          ? Binarization.THRESHOLD
          : Binarization.SAMPLE;
    }

    private float[][] rows(Samples samples) {
      return new FloatArray(
              ScaledSamples.of(samples, model.scaling()).all(),
              Shape.of(samples.count(), samples.features()))
          .rows();
    }

    @Override
    void rest(Results to) {
      model
          .figures()
          .forEach(
              (name, value) -> {
                if (!to.figures().containsKey(name)) {
                  to.figure(name, value);
                }
              });
      new MissingFilling(model, run.engineOptions().seed())
          .addTo(
              to,
              opened.all(),
              learnedFrom(opened),
              opened.test().or(opened::validation).orElse(opened.all()));
      if (partition != null) {
        to.figure("log_partition", partition.logPartition());
        to.figure("log_partition_deviation", partition.deviation());
        to.figure("log_partition_reverse", partition.reverse());
        to.figure("likelihood_binarization", binarization().toString());
      }
      if (!isApplied()) {
        addHistory(model.history(), to);
        BoltzmannPictures.progress(model.history()).forEach(to::picture);
      }
      if (model.hasParticles()) {
        addChains(to);
      }
      if (generated != null) {
        GeneratedSamples.addPicture(
            generated,
            model.scaling(),
            opened.all(),
            "Means of Gibbs chains that began far from all data",
            to);
      }
      ImagePictures.of(opened.all())
          .ifPresent(
              images ->
                  to.picture(
                      "reconstructions",
                      images.originalsOver(model::reconstruct, model.scaling()),
                      "Images and, below them, what the machine reconstructed"));
      ImagePictures.of(opened.all())
          .ifPresent(
              images ->
                  denoising.ifPresent(
                      figures ->
                          to.picture(
                              "denoised",
                              figures.picture(images),
                              "Images with noise, what the machine made of them, and without")));
      beside.ifPresent(other -> other.addTo(to, opened));
      BoltzmannPictures.of(opened.all(), model.scaling())
          .ifPresent(pictures -> addImages(pictures, to));
    }

    private void addChains(Results to) {
      ChainDiagnostics diagnostics =
          model
              .sampleParticles(GibbsSampling.of(1).withBurnIn(0).withKept(CHAIN_STEPS))
              .diagnostics();
      to.figure("r_hat", diagnostics.rHat());
      to.figure("autocorrelation_time", diagnostics.autocorrelationTime());
      to.figure("effective_samples", diagnostics.effectiveSamples());
      to.picture(BoltzmannPictures.autocorrelation(diagnostics));
    }

    private void addImages(BoltzmannPictures pictures, Results to) {
      to.picture(pictures.filters(model.weights()));
      Samples from = opened.test().or(opened::validation).orElse(opened.all());
      try (Samples shown = from.take(Math.min(SHOWN, from.count()))) {
        float[][] originals = rows(shown);
        boolean[] lowerHalf = new boolean[model.features()];
        Arrays.fill(lowerHalf, lowerHalf.length / 2, lowerHalf.length, true);
        to.picture(
            pictures.completed(
                originals,
                lowerHalf,
                model.inpaint(shown, lowerHalf, FILLING_STEPS, run.engineOptions().seed())));
        GibbsSampling how = GibbsSampling.of(1).withBurnIn(0);
        to.picture(
            pictures.strip(
                "chains",
                model.sample(shown, how.withKept(STRIP).withThinning(STRIP_THINNING)).means(),
                List.of(),
                "Gibbs chains begun at images, every " + STRIP_THINNING + " steps"));
        List<float[][]> steps =
            model.sample(shown, how.withKept(FRAMES).withThinning(FRAME_THINNING)).means();
        to.file("chains.gif", pictures.film(steps, List.of())::writeTo);
      }
    }
  }

  private static double[] toDoubles(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
