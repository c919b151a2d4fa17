package io.latent4j.cli.commands;

import io.latent4j.boltzmann.Annealing;
import io.latent4j.boltzmann.Binarization;
import io.latent4j.boltzmann.ChainDiagnostics;
import io.latent4j.boltzmann.GibbsSampling;
import io.latent4j.boltzmann.PartitionEstimate;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.boltzmann.VisibleUnits;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.BoltzmannPictures;
import io.latent4j.pictures.ImagePictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
      "completed, chains, denoised. Ctrl-C stops at the next step and keeps the weights so far.",
      "model/ is a SavedModel with the functions encode, decode, reconstruct and free_energy."
    })
public final class RbmCommand extends TrainedCommand<RbmModel> {
  private static final int SHOWN = 10;
  private static final int CHAIN_STEPS = 200;
  private static final int FILLING_STEPS = 200;
  private static final int CLEANING_STEPS = 1;
  private static final int STRIP = 16;
  private static final int STRIP_THINNING = 20;

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
      converter = PixelNoise.Converter.class,
      description =
          "Show how the machine cleans samples with this noise: salt-and-pepper:SHARE,"
              + " gaussian:DEVIATION or masking:SHARE, on the scale after --scale.")
  private PixelNoise noise;

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
    private float[][] generated;

    RbmView(RbmModel model, RunData opened) {
      this.model = model;
      this.opened = opened;
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
      if (noise != null) {
        addNoise(samples, to);
      }
    }

    private double meanSquare(Samples samples, FloatArray made) {
      return SquaredError.mean(ScaledSamples.of(samples, model.scaling()), made);
    }

    private void addLikelihood(Samples samples, Results to) {
      if (partition == null) {
        partition =
            model.estimateLogPartition(
                opened.training(), Annealing.usual().withSeed(run.engineOptions().seed()));
      }
      Binarization how = binarization();
      long seed = run.engineOptions().seed();
      to.figure(
          "log_likelihood", model.logLikelihood(samples, partition.logPartition(), how, seed));
      to.figure(
          "log_likelihood_reverse", model.logLikelihood(samples, partition.reverse(), how, seed));
    }

    /** As the machine learned; if it learned from probabilities, bits are drawn once. */
    private Binarization binarization() {
      Object learned = model.provenance().options().get("binarize");
      return Binarization.THRESHOLD.toString().equals(learned)
          ? Binarization.THRESHOLD
          : Binarization.SAMPLE;
    }

    private void addNoise(Samples samples, Results to) {
      try (Samples some = samples.take(Math.min(samples.count(), 10_000))) {
        float[][] clean = rows(some);
        float[][] noisy = noisy(clean);
        try (Samples given = unscaled(noisy)) {
          to.figure("noisy_mse", meanSquare(some, FloatArray.of(noisy)));
          to.figure(
              "denoised_mse",
              meanSquare(some, FloatArray.of(model.denoise(given, CLEANING_STEPS))));
        }
      }
    }

    private float[][] rows(Samples samples) {
      return new FloatArray(
              ScaledSamples.of(samples, model.scaling()).all(),
              Shape.of(samples.count(), samples.features()))
          .rows();
    }

    private float[][] noisy(float[][] rows) {
      return noise.on(rows, model.visible() == VisibleUnits.BINARY, run.engineOptions().seed());
    }

    private Samples unscaled(float[][] scaled) {
      FloatArray flat = FloatArray.of(scaled);
      return Samples.of(model.scaling().invert(flat.values(), model.features()), flat.shape());
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
        if (noise != null) {
          float[][] noisy = noisy(originals);
          try (Samples given = unscaled(noisy)) {
            to.picture(pictures.denoised(originals, noisy, model.denoise(given, CLEANING_STEPS)));
          }
        }
        boolean[] lowerHalf = new boolean[model.features()];
        Arrays.fill(lowerHalf, lowerHalf.length / 2, lowerHalf.length, true);
        to.picture(
            pictures.completed(
                originals,
                lowerHalf,
                model.inpaint(shown, lowerHalf, FILLING_STEPS, run.engineOptions().seed())));
        GibbsSampling how =
            GibbsSampling.of(1).withBurnIn(0).withKept(STRIP).withThinning(STRIP_THINNING);
        to.picture(
            pictures.strip(
                "chains",
                model.sample(shown, how).means(),
                List.of(),
                "Gibbs chains begun at images, every " + STRIP_THINNING + " steps"));
      }
    }
  }

  private static double[] toDoubles(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
