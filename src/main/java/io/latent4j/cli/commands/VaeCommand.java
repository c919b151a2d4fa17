package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Vae;
import io.latent4j.autoencoder.VaeArchitecture;
import io.latent4j.autoencoder.VaeBinarization;
import io.latent4j.autoencoder.VaeConvolutionalArchitecture;
import io.latent4j.autoencoder.VaeDenseArchitecture;
import io.latent4j.autoencoder.VaeLosses;
import io.latent4j.autoencoder.VaeModel;
import io.latent4j.autoencoder.VaeOutput;
import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.pictures.CodePictures;
import io.latent4j.pictures.VaePictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j vae}. */
@Command(
    name = "vae",
    header = "A variational autoencoder: codes that are normally distributed, and new samples.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j vae --data digits --hidden 256 --latent 8 --epochs 200",
      "  latent4j vae --data fashion-mnist --clip-norm 15 --epochs 10 --test fashion-mnist:test",
      "  latent4j vae --data mnist --hidden 200,200 --latent 50 --activation tanh \\",
      "      --importance-samples 5 --binarize each-epoch --test mnist:test --bound 5000",
      "  latent4j vae --data iris --output gaussian --scale standard --latent 2",
      "",
      "Arrays: code (the means), generated, history (loss and val_loss of each epoch),",
      "kl_by_dimension; figures: reconstruction_loss and kl_divergence (nats, summed over features",
      "and units, meaned over samples, with one drawn code a sample), active_units,",
      "mutual_information, and with --bound bound; pictures: generated, reconstructions, code,",
      "manifold (of two units), traversal, interpolation, kl_by_dimension, learning_curve, losses.",
      "Ctrl-C stops at the next step and keeps the best weights so far. model/ is a SavedModel with",
      "the functions encode, decode, sample, reconstruct, losses and log_weights."
    })
public final class VaeCommand extends TrainedCommand<VaeModel> {
  private static final String DENSE = "dense";
  private static final String CONVOLUTIONAL = "convolutional";
  private static final String ADVISED_FLAGS =
      " (--warm-up 10, --free-bits 0.1, --beta 0.5, --epochs)";
  private static final int SHOWN = 100;
  private static final int MOST_FOR_INFORMATION = 2000;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      order = 1,
      defaultValue = DENSE,
      converter = KindConverter.class,
      description = "dense, or convolutional for images (default: ${DEFAULT-VALUE}).")
  private String kind;

  @Option(
      names = "--hidden",
      paramLabel = "N,N,...",
      order = 2,
      defaultValue = "512",
      converter = LayerSizes.Converter.class,
      description =
          "Units of the encoder's hidden layers; the decoder mirrors them (default:"
              + " ${DEFAULT-VALUE}).")
  private LayerSizes hidden;

  @Option(
      names = "--filters",
      paramLabel = "N,N,...",
      order = 3,
      defaultValue = "32,64",
      converter = LayerSizes.Converter.class,
      description =
          "Filters of a convolutional encoder, each of which halves the image (default:"
              + " ${DEFAULT-VALUE}).")
  private LayerSizes filters;

  @Option(
      names = "--latent",
      paramLabel = "N",
      order = 4,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "Units of the code (default: ${DEFAULT-VALUE}).")
  private int latent;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      order = 5,
      defaultValue = "relu",
      converter = ActivationConverter.class,
      description = "Activation of the hidden layers (default: ${DEFAULT-VALUE}).")
  private ActivationFunction activation;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "bernoulli",
      converter = OutputConverter.class,
      description =
          "How features are distributed: bernoulli, for values between 0 and 1, or gaussian, with"
              + " one variance that is learned (default: ${DEFAULT-VALUE}).")
  private VaeOutput output;

  @Option(
      names = "--conditional",
      order = 7,
      description = "Tell encoder and decoder the labels, so that samples of a label can be drawn.")
  private boolean conditional;

  @Option(
      names = "--beta",
      paramLabel = "WEIGHT",
      order = 8,
      defaultValue = "1",
      converter = PositiveConverter.class,
      description =
          "What the KL divergence, summed over the code, counts for (default: ${DEFAULT-VALUE}).")
  private double beta;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      order = 9,
      defaultValue = "0",
      converter = IntegerConverter.NotNegative.class,
      description =
          "Over how many epochs that weight rises from 0; it helps against a code that collapses"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--free-bits",
      paramLabel = "NATS",
      order = 10,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description =
          "Up to how many nats of each unit, in the mean of a batch, nothing is gained by a smaller"
              + " divergence (default: ${DEFAULT-VALUE}).")
  private double freeBits;

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      order = 11,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description =
          "How many codes are drawn of a sample in training: with more than one, the"
              + " importance-weighted bound is maximized (default: ${DEFAULT-VALUE}).")
  private int importanceSamples;

  @Option(
      names = "--binarize",
      paramLabel = "WAY",
      order = 12,
      defaultValue = "none",
      converter = BinarizationConverter.class,
      description =
          "How grey becomes black and white: none, threshold (at a half), or drawn with the grey"
              + " value as probability, once or each-epoch (default: ${DEFAULT-VALUE}).")
  private VaeBinarization binarize;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      order = 13,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description =
          "Scale each gradient down to this norm if its own is larger; 0 for none (default:"
              + " ${DEFAULT-VALUE}).")
  private double clipNorm;

  @Option(
      names = "--bound",
      paramLabel = "K",
      order = 14,
      converter = IntegerConverter.Positive.class,
      description =
          "Estimate the log-likelihood from below with K codes of each sample, up to 5,000 or so:"
              + " adds bound.")
  private Integer bound;

  @Option(
      names = "--count",
      paramLabel = "N",
      order = 38,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "How many samples to generate (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--bound-samples",
      paramLabel = "N",
      order = 15,
      defaultValue = "1000",
      converter = IntegerConverter.NotNegative.class,
      description = "Of how many samples, drawn by seed; 0 for all (default: ${DEFAULT-VALUE}).")
  private int boundSamples;

  /** The command on a host. */
  public VaeCommand(Host host) {
    super(host, Vae.DEFAULT_TRAINING);
  }

  @Override
  Vae estimator() {
    return Vae.of(architecture())
        .withLatent(latent)
        .withOutput(output)
        .withBeta(beta)
        .withWarmUp(warmUp)
        .withFreeBits(freeBits)
        .withConditional(conditional)
        .withImportanceSamples(importanceSamples)
        .withBinarize(binarize)
        .withClipNorm(clipNorm)
        .withTraining(training.plan())
        .withScale(data.scale());
  }

  private VaeArchitecture architecture() {
    List<Integer> units = sizes(hidden);
    return kind.equals(DENSE)
        ? new VaeDenseArchitecture(units, activation)
        : new VaeConvolutionalArchitecture(sizes(filters), units, activation);
  }

  private static List<Integer> sizes(LayerSizes layers) {
    return Arrays.stream(layers.units()).boxed().toList();
  }

  @Override
  public void check(RunData opened) {
    super.check(opened);
    if (!isApplied()) {
      hidden.requireMemory("--hidden", opened.all().features());
      hidden.and(latent).requireMemory("--hidden and --latent", opened.all().features());
      resultArrays(opened, "code", latent).requireMemory();
    }
  }

  @Override
  VaeModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return VaeModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "Variational autoencoder of " + name;
  }

  @Override
  View view(VaeModel model, RunData opened) {
    return new View() {
      private final Map<Samples, FloatArray> codes = new IdentityHashMap<>();
      private final float[][] generated =
          model.sample(count, Long.hashCode(run.engineOptions().seed()));
      private Optional<VaeLosses> learned = Optional.empty();

      private FloatArray code(Samples samples) {
        return codes.computeIfAbsent(samples, some -> FloatArray.of(some, model::encode));
      }

      @Override
      void arrays(Samples samples, Results to) {
        to.array("code", code(samples));
        if (run.writesReconstructions()) {
          to.array("reconstruction", FloatArray.of(samples, model::reconstruct));
        }
      }

      @Override
      void ownArrays(Results to) {
        to.array("generated", FloatArray.of(generated));
      }

      @Override
      void figures(Samples samples, Results to) {
        if (!model.hasLosses()) {
          return;
        }
        VaeLosses losses = model.losses(samples);
        learned = learned.isPresent() ? learned : Optional.of(losses);
        to.figure("reconstruction_loss", losses.reconstruction());
        to.figure("kl_divergence", losses.divergence());
        to.figure("active_units", losses.activeUnits());
        try (Samples some = drawn(samples, MOST_FOR_INFORMATION)) {
          to.figure("mutual_information", model.mutualInformation(some));
        }
        if (bound != null && !host.interruption().isRequested()) {
          try (Samples some = drawn(samples, boundSamples == 0 ? samples.count() : boundSamples)) {
            to.figure("bound", model.bound(some, bound));
            to.figure("bound_samples", some.count());
          }
        }
      }

      private Samples drawn(Samples samples, int most) {
        return samples.select(Silhouette.draw(samples.count(), most, run.engineOptions().seed()));
      }

      @Override
      void rest(Results to) {
        VaePictures pictures = new VaePictures(model, opened.all());
        pictures
            .generated(Arrays.copyOf(generated, Math.min(SHOWN, generated.length)))
            .ifPresent(to::picture);
        pictures.all(learned).forEach(to::picture);
        to.picture(
            CodePictures.plane(code(opened.all()), opened.all(), run.engineOptions().seed()));
        learned.ifPresent(losses -> to.array("kl_by_dimension", losses.divergences()));
        if (!model.hasLosses()) {
          host.message("--model: has no functions losses and log_weights, so there are no figures");
        }
        if (!isApplied()) {
          addHistory(model.history(), to);
          VaePictures.losses(model.history()).ifPresent(to::picture);
          model.advice().ifPresent(advice -> host.message("vae: " + advice + ADVISED_FLAGS));
        }
      }
    };
  }

  private static final class KindConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      return choice(new String[] {DENSE, CONVOLUTIONAL}, text);
    }
  }

  private static final class ActivationConverter extends ChoiceConverter<ActivationFunction> {
    ActivationConverter() {
      super(ActivationFunction.values());
    }
  }

  private static final class OutputConverter extends ChoiceConverter<VaeOutput> {
    OutputConverter() {
      super(VaeOutput.values());
    }
  }

  private static final class BinarizationConverter extends ChoiceConverter<VaeBinarization> {
    BinarizationConverter() {
      super(VaeBinarization.values());
    }
  }

  private static final class PositiveConverter extends NumberConverter {
    PositiveConverter() {
      super(number -> number > 0, "a number above 0");
    }
  }

  private static final class NotNegativeConverter extends NumberConverter {
    NotNegativeConverter() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }
}
