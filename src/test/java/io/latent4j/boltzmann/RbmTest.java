package io.latent4j.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.DivergedFitException;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.training.TrainingDivergedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RbmTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  private static Samples digits;
  private static Split split;

  @BeforeAll
  static void open(@TempDir Path empty) {
    digits = new DataCatalog(empty).samples("digits");
    split = digits.split(0.2, 1);
  }

  @AfterAll
  static void close() {
    digits.close();
    split.training().close();
    split.validation().close();
  }

  private static Rbm small() {
    return Rbm.of(40)
        .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL))
        .withBatch(20)
        .withLearningRate(0.1)
        .withEpochs(8);
  }

  /** Two patterns of six bits, each bit turned with a probability of 5 %. */
  private static Samples patterns(int count, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][6];
    for (float[] row : rows) {
      boolean first = random.nextBoolean();
      for (int i = 0; i < 6; i++) {
        boolean on = i < 3 == first;
        row[i] = on != random.nextDouble() < 0.05 ? 1 : 0;
      }
    }
    return Samples.of(rows);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void learnsWhatSamplesAreLikely(boolean persistent) {
    try (Samples samples = patterns(500, 1);
        Samples test = patterns(200, 2);
        RbmModel model =
            Rbm.of(4)
                .withLearning(
                    ContrastiveDivergence.of(5)
                        .withPersistent(persistent)
                        .withInit(WeightStart.NORMAL))
                .withLearningRate(0.2)
                .withBatch(50)
                .withEpochs(80)
                .fit(samples, HOW)) {
      double nats = model.logLikelihood(test, model.exactLogPartition(), Binarization.NONE, 0);
      // Independent bits have 6 log 2 = 4.16 nats; the source itself has about log 2 + 6 * 0.2.
      assertThat(nats).isGreaterThan(-2.5);
      PartitionEstimate estimate =
          model.estimateLogPartition(samples, Annealing.usual().withSteps(300));
      assertThat(estimate.logPartition()).isCloseTo(model.exactLogPartition(), within(0.1));
      assertThat(model.hasParticles()).isEqualTo(persistent);
      if (persistent) {
        ChainDiagnostics chains =
            model.sampleParticles(GibbsSampling.of(1).withBurnIn(0).withKept(100)).diagnostics();
        assertThat(chains.rHat()).isBetween(0.99, 1.1);
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> model.sampleParticles(GibbsSampling.of(1)));
      }
    }
  }

  @Test
  void fillsInWhatIsMaskedAndLeavesTheRest() {
    try (Samples samples = patterns(500, 1);
        RbmModel model =
            Rbm.of(4)
                .withLearning(ContrastiveDivergence.of(5).withInit(WeightStart.NORMAL))
                .withLearningRate(0.2)
                .withBatch(50)
                .withEpochs(60)
                .fit(samples, HOW);
        Samples given = Samples.of(new float[][] {{1, 1, 9, 0, 0, 9}, {0, 0, 9, 1, 1, 9}})) {
      float[][] filled =
          model.inpaint(given, new boolean[] {false, false, true, false, false, true}, 200, 3);

      assertThat(filled[0][2]).isGreaterThan(0.7f);
      assertThat(filled[0][5]).isLessThan(0.3f);
      assertThat(filled[1][2]).isLessThan(0.3f);
      assertThat(filled[1][5]).isGreaterThan(0.7f);
      for (int i : new int[] {0, 1, 3, 4}) {
        assertThat(filled[0][i]).isEqualTo(i < 3 ? 1 : 0);
      }
      try (Samples noisy = Samples.of(new float[][] {{1, 0, 1, 0, 0, 0}})) {
        assertThat(model.denoise(noisy, 3)[0][1]).isGreaterThan(0.6f);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.inpaint(given, new boolean[6], 1, 0))
          .withMessage("steps must be at least 2, but is 1");
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> model.sample(GibbsSampling.of(2)));
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void figuresAreWhatTheModelGives() {
    FitOptions how = HOW.withValidation(split.validation());
    try (RbmModel model = small().fit(split.training(), how)) {
      float[][] made = model.reconstruct(split.training());
      float[] truth = split.training().toFloats();
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        double difference = truth[i] / 16 - made[i / 64][i % 64];
        sum += difference * difference;
      }
      assertThat(model.figures())
          .containsOnlyKeys(
              "reconstruction_error",
              "reconstruction_mse",
              "pseudo_likelihood",
              "free_energy_gap",
              "val_reconstruction_error",
              "val_reconstruction_mse",
              "val_pseudo_likelihood");
      assertThat(model.figures().get("reconstruction_mse"))
          .isCloseTo(sum / truth.length, within(1e-5));
      assertThat(model.figures().get("reconstruction_error"))
          .isEqualTo(model.history().last().metric("loss"));
      assertThat(model.history().last().metric("loss"))
          .isLessThan(model.history().epochs().get(0).metric("loss"));
      double exact = 0;
      for (float value : model.exactPseudoLikelihood(split.validation())) {
        exact += value / split.validation().count();
      }
      assertThat(model.figures().get("val_pseudo_likelihood")).isCloseTo(exact, within(0.1));
      assertThat(model.figures().get("free_energy_gap"))
          .isCloseTo(model.freeEnergyGap(split.training(), split.validation()), within(1.5));
    }
  }

  @Test
  void aGaussianMachineLearnsTheVariances() {
    Random random = new Random(5);
    float[][] rows = new float[600][2];
    for (float[] row : rows) {
      row[0] = (float) random.nextGaussian();
      row[1] = 0.3f * (float) random.nextGaussian();
    }
    Rbm rbm =
        Rbm.of(2)
            .withVisible(VisibleUnits.GAUSSIAN)
            .withLearnVariance(true)
            .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL))
            .withScale(Scaling.Kind.NONE)
            .withLearningRate(0.05)
            .withBatch(50)
            .withEpochs(60);
    try (Samples samples = Samples.of(rows);
        RbmModel learned = rbm.fit(samples, HOW);
        RbmModel fixed = rbm.withLearnVariance(false).fit(samples, HOW)) {
      assertThat(learned.variance()[0]).isBetween(0.6f, 1.3f);
      assertThat(learned.variance()[1]).isBetween(0.05f, 0.2f);
      assertThat(fixed.variance()).containsExactly(1, 1);
      assertThatIllegalStateException()
          .isThrownBy(() -> learned.pseudoLikelihood(samples, 0))
          .withMessage("pseudo-likelihood is of binary visible units, but these are gaussian");
    }
  }

  @Test
  void theSparsityTargetIsCloserWithIt() {
    try (RbmModel any = small().fit(digits, HOW);
        RbmModel sparse =
            small()
                .withLearning(small().learning().withSparsityTarget(0.05).withSparsityCost(1))
                .fit(digits, HOW)) {
      assertThat(activity(sparse)).isLessThan(activity(any)).isCloseTo(0.05, within(0.05));
    }
  }

  private static double activity(RbmModel model) {
    return Arrays.stream(model.encode(digits))
        .mapToDouble(
            row -> {
              double sum = 0;
              for (float value : row) {
                sum += value;
              }
              return sum / row.length;
            })
        .average()
        .orElseThrow();
  }

  @Test
  void biasesStartFromTheMeans() {
    Rbm rbm =
        small()
            .withLearning(ContrastiveDivergence.of(1).withBiasFromMeans(true))
            .withLearningRate(1e-9)
            .withEpochs(1);
    try (RbmModel model = rbm.fit(digits, HOW)) {
      float[] means = model.decode(new float[1][40])[0];
      float[] values = digits.toFloats();
      double mean = 0;
      for (int row = 0; row < digits.count(); row++) {
        mean += values[row * 64 + 20] / 16.0 / digits.count();
      }
      assertThat((double) means[20]).isCloseTo(mean, within(1e-3));
      // A feature that is always 0 is not impossible.
      assertThat(means[0]).isBetween(1e-4f, 1e-3f);
    }
  }

  /** Momentum, chains and activity are part of what is saved. */
  @Test
  void aTrainingThatIsResumedGivesWhatOneWithoutABreakDoes(@TempDir Path folder) {
    Rbm rbm =
        small()
            .withLearning(
                ContrastiveDivergence.of(1)
                    .withPersistent(true)
                    .withInit(WeightStart.NORMAL)
                    .withMomentum(0.5)
                    .withFinalMomentum(0.9)
                    .withSparsityTarget(0.1));
    rbm.withEpochs(3).fit(digits, HOW.withCheckpoint(folder, CheckpointUse.BEGIN)).close();
    try (RbmModel resumed =
            rbm.withEpochs(5).fit(digits, HOW.withCheckpoint(folder, CheckpointUse.RESUME));
        RbmModel whole = rbm.withEpochs(5).fit(digits, HOW)) {
      assertThat(resumed.weights().values()).containsExactly(whole.weights().values());
      assertThat(resumed.history().values("loss")).containsExactly(whole.history().values("loss"));
    }
  }

  @Test
  void patienceWaitsForTheFreeEnergyGapAndKeepsTheLastWeights() {
    try (Samples few = split.training().take(60);
        RbmModel model =
            small()
                .withEpochs(400)
                .withPatience(3)
                .fit(few, HOW.withValidation(split.validation()))) {
      double[] gaps = model.history().values("val_free_energy_gap");
      assertThat(gaps.length).isLessThan(400);
      double least = Arrays.stream(gaps).limit(gaps.length - 3).min().orElseThrow();
      assertThat(Arrays.stream(gaps).skip(gaps.length - 3)).allMatch(gap -> gap >= least);
      assertThat(model.figures().get("free_energy_gap"))
          .isCloseTo(gaps[gaps.length - 1], within(1e-3));
    }
  }

  @Test
  void divergenceIsSaid() {
    Rbm wild =
        small()
            .withVisible(VisibleUnits.GAUSSIAN)
            .withScale(Scaling.Kind.STANDARD)
            .withLearningRate(50)
            .withEpochs(20);
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(() -> wild.fit(digits, HOW))
        .withMessageMatching("loss must be finite, but is .* of epoch \\d+; .*");
  }

  /** An epoch is one step here, and it takes some until numbers are too large. */
  @Test
  void whatWasGoodBeforeItDivergedIsKept() {
    Rbm rbm =
        Rbm.of(10)
            .withVisible(VisibleUnits.GAUSSIAN)
            .withScale(Scaling.Kind.STANDARD)
            .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL))
            .withBatch(2000)
            .withLearningRate(20)
            .withEpochs(60);
    DivergedFitException diverged =
        catchThrowableOfType(DivergedFitException.class, () -> rbm.fit(digits, HOW).close());
    Matcher said =
        Pattern.compile(
                "loss must be finite, .* of epoch (\\d+); .*; kept are the weights after epoch (\\d+)")
            .matcher(diverged.getMessage());
    assertThat(said.matches()).isTrue();
    int good = Integer.parseInt(said.group(2));
    assertThat(good).isPositive().isEqualTo(Integer.parseInt(said.group(1)) - 1);
    try (RbmModel kept = (RbmModel) diverged.lastGood();
        RbmModel shorter = rbm.withEpochs(2).fit(digits, HOW)) {
      double[] losses = kept.history().values("loss");
      assertThat(losses).hasSize(good).startsWith(shorter.history().values("loss"));
      for (float weight : kept.weights().values()) {
        assertThat(weight).isFinite();
      }
      assertThat(kept.encode(digits)).hasDimensions(digits.count(), 10);
    }
  }

  @Test
  void refusesWhatItCantLearnFrom() {
    try (Samples wide = Samples.of(new float[][] {{0, 1}, {0.5f, 3}})) {
      assertThatExceptionOfType(InvalidOptionException.class)
          .isThrownBy(() -> Rbm.of(2).check(wide))
          .withMessage(
              "scale must bring samples between 0 and 1 for binary visible units, as minmax does,"
                  + " but sample 1, feature 1 (both from 0), is 3.0 after auto");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rbm.of(0))
        .withMessage("hidden must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContrastiveDivergence.of(101))
        .withMessage("gibbs must be between 1 and 100, but is 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rbm.of(2).withLearnVariance(true))
        .withMessage("learnVariance must be off for binary visible units, but is on");
  }

  // ------------------------------------------------------------ diagnostics

  @Test
  void chainsThatDoNotMixAreTold() {
    Random random = new Random(1);
    double[][] mixed = new double[4][500];
    double[][] apart = new double[4][500];
    double[][] slow = new double[4][500];
    for (int chain = 0; chain < 4; chain++) {
      for (int i = 0; i < 500; i++) {
        mixed[chain][i] = random.nextGaussian();
        apart[chain][i] = chain + random.nextGaussian();
        slow[chain][i] = (i == 0 ? 0 : 0.8 * slow[chain][i - 1]) + random.nextGaussian();
      }
    }
    assertThat(ChainDiagnostics.of(mixed).rHat()).isCloseTo(1, within(0.01));
    assertThat(ChainDiagnostics.of(mixed).autocorrelationTime()).isBetween(0.8, 1.4);
    assertThat(ChainDiagnostics.of(apart).rHat()).isGreaterThan(1.3);
    // An autoregression of 0.8 has (1 + 0.8) / (1 - 0.8) = 9.
    assertThat(ChainDiagnostics.of(slow).autocorrelationTime()).isBetween(6.0, 12.0);
    assertThat(ChainDiagnostics.of(slow).autocorrelation()[1]).isCloseTo(0.8, within(0.05));
    double[][] still = {{1, 1, 1, 1}, {2, 2, 2, 2}};
    assertThat(ChainDiagnostics.of(still).rHat()).isInfinite();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChainDiagnostics.of(new double[][] {{1, 2, 3}}))
        .withMessage("chains must be at least one of at least 4 steps, but are 1 of 3");
  }
}
