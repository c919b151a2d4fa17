package io.latent4j.cli.commands;

import io.latent4j.boltzmann.Binarization;
import io.latent4j.boltzmann.ContrastiveDivergence;
import io.latent4j.boltzmann.VisibleUnits;
import io.latent4j.boltzmann.WeightStart;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import picocli.CommandLine.Option;

/** How Boltzmann machines learn: the flags of one machine and of a stack of them. */
final class DivergenceFlags {

  @Option(
      names = "--visible",
      paramLabel = "UNITS",
      order = 10,
      defaultValue = "binary",
      converter = VisibleConverter.class,
      description =
          "binary, for samples between 0 and 1, or gaussian, with a variance of 1 unless it is"
              + " learned, for --scale standard (default: ${DEFAULT-VALUE}).")
  private VisibleUnits visible;

  @Option(
      names = "--learn-variance",
      order = 11,
      description = "Learn the variances of gaussian units.")
  private boolean learnVariance;

  @Option(
      names = "--gibbs",
      paramLabel = "N",
      order = 12,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description = "Gibbs steps in a step of training, at most 100 (default: ${DEFAULT-VALUE}).")
  private int gibbs;

  @Option(
      names = "--persistent",
      order = 13,
      description = "Chains go on from step to step of training, as many as a batch has samples.")
  private boolean persistent;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      order = 14,
      defaultValue = "zeros",
      converter = InitConverter.class,
      description = "What weights start from: zeros, or normal (default: ${DEFAULT-VALUE}).")
  private WeightStart init;

  @Option(
      names = "--bias-from-means",
      order = 15,
      description = "Start the visible biases from the means of the data instead of zero.")
  private boolean biasFromMeans;

  @Option(
      names = "--binarize",
      paramLabel = "HOW",
      order = 16,
      defaultValue = "none",
      converter = BinarizationConverter.class,
      description =
          "How values become bits: none (they count as probabilities), threshold (at 0.5) or"
              + " sample (anew at each step) (default: ${DEFAULT-VALUE}).")
  private Binarization binarize;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      order = 17,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description = "Momentum at first, below 1 (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--final-momentum",
      paramLabel = "SHARE",
      order = 18,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description = "Momentum that it rises to; 0 if it stays (default: ${DEFAULT-VALUE}).")
  private double finalMomentum;

  @Option(
      names = "--momentum-epochs",
      paramLabel = "N",
      order = 19,
      defaultValue = "5",
      converter = IntegerConverter.Positive.class,
      description = "Epochs over which it rises (default: ${DEFAULT-VALUE}).")
  private int momentumEpochs;

  @Option(
      names = "--weight-decay",
      paramLabel = "SHARE",
      order = 20,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description =
          "By which share, times the learning rate, weights shrink at a step (default:"
              + " ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--sparsity-target",
      paramLabel = "SHARE",
      order = 21,
      defaultValue = "0",
      converter = NotNegativeConverter.class,
      description =
          "For which share of the samples a hidden unit should be on; 0 for any (default:"
              + " ${DEFAULT-VALUE}).")
  private double sparsityTarget;

  @Option(
      names = "--sparsity-cost",
      paramLabel = "WEIGHT",
      order = 22,
      defaultValue = "0.1",
      converter = NotNegativeConverter.class,
      description = "How much a difference from that counts (default: ${DEFAULT-VALUE}).")
  private double sparsityCost;

  VisibleUnits visible() {
    return visible;
  }

  boolean learnsVariance() {
    return learnVariance;
  }

  ContrastiveDivergence learning() {
    return ContrastiveDivergence.of(gibbs)
        .withPersistent(persistent)
        .withInit(init)
        .withBiasFromMeans(biasFromMeans)
        .withBinarize(binarize)
        .withMomentum(momentum)
        .withFinalMomentum(finalMomentum)
        .withMomentumEpochs(momentumEpochs)
        .withWeightDecay(weightDecay)
        .withSparsityTarget(sparsityTarget)
        .withSparsityCost(sparsityCost);
  }

  private static final class VisibleConverter extends ChoiceConverter<VisibleUnits> {
    VisibleConverter() {
      super(VisibleUnits.values());
    }
  }

  private static final class InitConverter extends ChoiceConverter<WeightStart> {
    InitConverter() {
      super(WeightStart.values());
    }
  }

  private static final class BinarizationConverter extends ChoiceConverter<Binarization> {
    BinarizationConverter() {
      super(Binarization.values());
    }
  }

  private static final class NotNegativeConverter extends NumberConverter {
    NotNegativeConverter() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }
}
