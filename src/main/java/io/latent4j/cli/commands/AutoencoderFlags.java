package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Architecture;
import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.ConvolutionalArchitecture;
import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.autoencoder.Noise;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.autoencoder.Sparsity;
import io.latent4j.autoencoder.UpSampling;
import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.LayerSizes;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.nn.ActivationFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What kind of autoencoder, and what it is made of. */
final class AutoencoderFlags {
  private static final LayerSizes LAYERS = LayerSizes.parse("500,500,2000,10");
  private static final List<Integer> FILTERS = List.of(16, 8, 4);

  /** Those that are published with the filters above. */
  private static final List<Integer> DECODER_FILTERS = List.of(8, 8, 16);

  private static final Noise NOISE = Noise.saltAndPepper(0.2);
  private static final Sparsity SPARSITY = Sparsity.l1(1e-5);
  private static final double CONTRACTION = 1e-4;

  /** Kinds of autoencoders. */
  enum Kind {
    DENSE,
    SPARSE,
    DENOISING,
    CONVOLUTIONAL,
    CONTRACTIVE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      order = 1,
      defaultValue = "dense",
      converter = KindConverter.class,
      description =
          "What kind of autoencoder: dense, sparse, denoising, convolutional or contractive"
              + " (default: ${DEFAULT-VALUE}). What makes a kind can also be asked for by its flag,"
              + " so kinds can be combined.")
  private Kind kind;

  @Option(
      names = "--layers",
      paramLabel = "N,N,...",
      order = 2,
      converter = LayerSizes.Converter.class,
      description =
          "Units of the encoder's layers, the last of them the code; the decoder mirrors them"
              + " (default: 500,500,2000,10). With convolutions: dense layers between them and the"
              + " code (default: none).")
  private LayerSizes layers;

  @Option(
      names = "--filters",
      paramLabel = "N,N,...",
      order = 3,
      converter = FiltersConverter.class,
      description =
          "Filters of the encoder's convolutions, each followed by max-pooling (default with --kind"
              + " convolutional: 16,8,4).")
  private LayerSizes filters;

  @Option(
      names = "--decoder-filters",
      paramLabel = "N,N,...",
      order = 4,
      converter = FiltersConverter.class,
      description =
          "Filters of the decoder's convolutions, each followed by up-sampling (default: those of"
              + " the encoder in reverse; 8,8,16 if --filters is not given).")
  private LayerSizes decoderFilters;

  @Option(
      names = "--up-sampling",
      paramLabel = "WAY",
      order = 4,
      defaultValue = "nearest",
      converter = UpSamplingConverter.class,
      description =
          "How the decoder of convolutions doubles height and width: nearest repeats pixels,"
              + " transposed is by transposed convolutions (default: ${DEFAULT-VALUE}).")
  private UpSampling upSampling;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      order = 5,
      converter = ActivationConverter.class,
      description = "Activation of the hidden layers (default: relu; sigmoid with --sparsity kl).")
  private ActivationFunction activation;

  @Option(
      names = "--code-activation",
      paramLabel = "NAME",
      order = 6,
      converter = ActivationConverter.class,
      description = "Activation of the code (default: linear; sigmoid with --sparsity kl).")
  private ActivationFunction codeActivation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      order = 7,
      converter = ActivationConverter.class,
      description = "Activation of the output (default: sigmoid with bce, else linear).")
  private ActivationFunction outputActivation;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      order = 8,
      defaultValue = "mse",
      converter = LossConverter.class,
      description = "mse, or bce for values between 0 and 1 (default: ${DEFAULT-VALUE}).")
  private ReconstructionLoss loss;

  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      order = 9,
      converter = NoiseConverter.class,
      description =
          "What is done, in training, to the samples that go in: salt-and-pepper:SHARE,"
              + " gaussian:DEVIATION or masking:SHARE (default with --kind denoising:"
              + " salt-and-pepper:0.2).")
  private Noise noise;

  @Option(
      names = "--sparsity",
      paramLabel = "SPARSITY",
      order = 10,
      converter = SparsityConverter.class,
      description =
          "What keeps activities near zero, of all hidden layers but the first and of the code:"
              + " l1:WEIGHT, or kl:RATE:WEIGHT (default with --kind sparse: l1:1e-5).")
  private Sparsity sparsity;

  @Option(
      names = "--contraction",
      paramLabel = "WEIGHT",
      order = 11,
      converter = WeightConverter.class,
      description =
          "Weight of the squared derivatives of the code by the sample (default with --kind"
              + " contractive: 1e-4).")
  private Double contraction;

  @Option(
      names = "--tied",
      order = 12,
      description = "The decoder uses the kernels of the encoder's dense layers, transposed.")
  private boolean tied;

  @Option(
      names = "--batch-normalization",
      order = 13,
      description = "Hidden layers are normalized before their activation.")
  private boolean batchNormalization;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      order = 14,
      defaultValue = "0",
      converter = ShareConverter.class,
      description =
          "Which share of the activities of hidden layers is dropped in training (default:"
              + " ${DEFAULT-VALUE}).")
  private double dropout;

  ReconstructionLoss loss() {
    return loss;
  }

  /** The autoencoder that the flags ask for, with all else by default. */
  Autoencoder estimator() {
    Autoencoder estimator =
        Autoencoder.of(architecture())
            .withLoss(loss)
            .withNoise(noise())
            .withSparsity(sparsity())
            .withContraction(contraction());
    return outputActivation == null ? estimator : estimator.withOutputActivation(outputActivation);
  }

  private Noise noise() {
    return noise != null ? noise : kind == Kind.DENOISING ? NOISE : Noise.NONE;
  }

  private Sparsity sparsity() {
    return sparsity != null ? sparsity : kind == Kind.SPARSE ? SPARSITY : Sparsity.NONE;
  }

  private double contraction() {
    return contraction != null ? contraction : kind == Kind.CONTRACTIVE ? CONTRACTION : 0;
  }

  private boolean isConvolutional() {
    return kind == Kind.CONVOLUTIONAL || filters != null || decoderFilters != null;
  }

  private Architecture architecture() {
    boolean divergence = sparsity().kind() == Sparsity.Kind.KL;
    ActivationFunction hidden =
        chosen(activation, divergence ? ActivationFunction.SIGMOID : ActivationFunction.RELU);
    ActivationFunction code =
        chosen(codeActivation, divergence ? ActivationFunction.SIGMOID : ActivationFunction.LINEAR);
    if (!isConvolutional()) {
      return DenseArchitecture.of(dense().units())
          .withActivation(hidden)
          .withCodeActivation(code)
          .withTied(tied)
          .withBatchNormalization(batchNormalization)
          .withDropout(dropout);
    }
    if (tied) {
      throw new IllegalArgumentException(
          "--tied: must be used with dense layers only, but there are convolutions");
    }
    List<Integer> usual = filters == null ? DECODER_FILTERS : List.of();
    List<Integer> counts = filters == null ? FILTERS : numbers(filters);
    return ConvolutionalArchitecture.of(counts.stream().mapToInt(Integer::intValue).toArray())
        .withActivation(hidden)
        .withCodeActivation(code)
        .withDecoderFilters(decoderFilters == null ? usual : numbers(decoderFilters))
        .withUpSampling(upSampling)
        .withLayers(layers == null ? List.of() : numbers(layers))
        .withBatchNormalization(batchNormalization)
        .withDropout(dropout);
  }

  private static ActivationFunction chosen(ActivationFunction asked, ActivationFunction usual) {
    return asked == null ? usual : asked;
  }

  private static List<Integer> numbers(LayerSizes sizes) {
    return Arrays.stream(sizes.units()).boxed().toList();
  }

  private LayerSizes dense() {
    return layers == null ? LAYERS : layers;
  }

  /** Refuses dense layers that the machine can't hold. */
  void requireMemory(int features) {
    if (!isConvolutional()) {
      dense().requireMemory(features);
    }
  }

  private static final class KindConverter extends ChoiceConverter<Kind> {
    KindConverter() {
      super(Kind.values());
    }
  }

  private static final class UpSamplingConverter extends ChoiceConverter<UpSampling> {
    UpSamplingConverter() {
      super(UpSampling.values());
    }
  }

  private static final class ActivationConverter extends ChoiceConverter<ActivationFunction> {
    ActivationConverter() {
      super(ActivationFunction.values());
    }
  }

  private static final class LossConverter extends ChoiceConverter<ReconstructionLoss> {
    LossConverter() {
      super(ReconstructionLoss.values());
    }
  }

  private static final class FiltersConverter extends CheckedConverter<LayerSizes> {
    @Override
    public LayerSizes parse(String text) {
      return LayerSizes.parse(text, "16,8,4");
    }
  }

  private static final class SparsityConverter extends CheckedConverter<Sparsity> {
    @Override
    public Sparsity parse(String text) {
      return Sparsity.of(text);
    }
  }

  private static final class WeightConverter extends NumberConverter {
    WeightConverter() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }

  private static final class ShareConverter extends NumberConverter {
    ShareConverter() {
      super(number -> number >= 0 && number < 1, "a number of at least 0 and below 1");
    }
  }
}
