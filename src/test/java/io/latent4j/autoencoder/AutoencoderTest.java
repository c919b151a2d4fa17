package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Versions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Provenance;
import io.latent4j.model.RateSchedule;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingDivergedException;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class AutoencoderTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  private static Samples digits;
  private static Split split;

  @BeforeAll
  static void open(@TempDir Path empty) {
    digits = new DataCatalog(empty).samples("digits");
    split = digits.split(0.1, 1);
  }

  @AfterAll
  static void close() {
    digits.close();
    split.training().close();
    split.validation().close();
  }

  private static FitOptions held() {
    return HOW.withValidation(split.validation());
  }

  private static Autoencoder small() {
    return Autoencoder.of(32, 8).withEpochs(3).withBatch(64);
  }

  private static float[] scaled(Samples samples) {
    float[] values = samples.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] /= 16;
    }
    return values;
  }

  private static double meanSquaredError(Samples samples, float[][] reconstruction) {
    float[] values = scaled(samples);
    int features = samples.features();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - reconstruction[i / features][i % features];
      sum += difference * difference;
    }
    return sum / values.length;
  }

  @Test
  void reconstructsBetterThanAsManyPrincipalComponents() {
    float[] values = scaled(digits);
    double variance = PrincipalComponents.reconstructionError(values, 64, 0);
    double pca = PrincipalComponents.reconstructionError(values, 64, 8);
    assertThat(pca).isBetween(0.3 * variance, 0.35 * variance);

    Autoencoder autoencoder = Autoencoder.of(128, 8).withEpochs(25).withBatch(32);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      assertThat(model.figures().get("loss")).isLessThan(0.75 * pca);
      assertThat(model.history().values("loss")[0]).isGreaterThan(pca);
    }
  }

  @Test
  void codesReconstructionsAndFiguresFitTogether() {
    try (AutoencoderModel model = small().fit(split.training(), held())) {
      Samples samples = split.training();
      float[][] code = model.encode(samples);
      float[][] reconstruction = model.reconstruct(samples);

      assertThat(model.features()).isEqualTo(64);
      assertThat(model.codeSize()).isEqualTo(8);
      assertThat(code).hasDimensions(samples.count(), 8);
      assertThat(reconstruction).hasDimensions(samples.count(), 64);
      assertThat(model.figures().get("loss"))
          .isCloseTo(meanSquaredError(samples, reconstruction), within(1e-5));
      assertThat(model.figures().get("val_loss"))
          .isCloseTo(
              meanSquaredError(split.validation(), model.reconstruct(split.validation())),
              within(1e-5));
      float[][] decoded = model.decode(code);
      for (int i = 0; i < code.length; i++) {
        assertThat(decoded[i]).containsExactly(reconstruction[i], within(1e-5f));
      }
    }
  }

  /** More than the 2,048 rows that are computed at once, so that the parts must be put together. */
  @Test
  void rowsKeepTheirOrder() {
    int[] rows = new int[5000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i * 7 % digits.count();
    }
    try (AutoencoderModel model = small().withEpochs(1).fit(digits);
        Samples many = digits.select(rows)) {
      float[][] once = model.encode(digits);
      float[][] code = model.encode(many);
      assertThat(code).hasDimensions(5000, 8);
      for (int i = 0; i < rows.length; i++) {
        assertThat(code[i]).containsExactly(once[rows[i]], within(1e-5f));
      }
      assertThat(model.decode(new float[0][])).isEmpty();
    }
  }

  @Test
  void imagesAreFlattened() {
    try (Samples images =
            Samples.of(digits.toFloats(), Shape.of(digits.count(), 8, 8)).withIntensityMaximum(16);
        AutoencoderModel flat = small().withEpochs(1).fit(digits, HOW);
        AutoencoderModel model = small().withEpochs(1).fit(images, HOW)) {
      assertThat(model.features()).isEqualTo(64);
      assertThat(values(model)).isEqualTo(values(flat));
      assertThat(model.encode(images)).isDeepEqualTo(flat.encode(digits));
    }
  }

  private static Map<String, List<Float>> values(AutoencoderModel model) {
    Map<String, List<Float>> values = new LinkedHashMap<>();
    for (Map.Entry<String, ModelVariable<?>> variable :
        model.savable().orElseThrow().variablesByPath().entrySet()) {
      List<Float> numbers = new ArrayList<>();
      for (float number : variable.getValue().toFloats()) {
        numbers.add(number);
      }
      values.put(variable.getKey(), numbers);
    }
    return values;
  }

  @Test
  void variablesHaveThePathsOfTheContract() {
    try (AutoencoderModel model = Autoencoder.of(16, 4, 2).withEpochs(1).fit(digits)) {
      assertThat(model.savable().orElseThrow().variablesByPath())
          .containsOnlyKeys(
              "encoder.layers[0].kernel",
              "encoder.layers[0].bias",
              "encoder.layers[1].kernel",
              "encoder.layers[1].bias",
              "encoder.layers[2].kernel",
              "encoder.layers[2].bias",
              "decoder.layers[0].kernel",
              "decoder.layers[0].bias",
              "decoder.layers[1].kernel",
              "decoder.layers[1].bias",
              "decoder.layers[2].kernel",
              "decoder.layers[2].bias");
      Map<String, ModelVariable<?>> variables = model.savable().orElseThrow().variablesByPath();
      assertThat(variables.get("encoder.layers[2].kernel").shape()).isEqualTo(Shape.of(4, 2));
      assertThat(variables.get("decoder.layers[0].kernel").shape()).isEqualTo(Shape.of(2, 4));
      assertThat(variables.get("decoder.layers[2].kernel").shape()).isEqualTo(Shape.of(16, 64));
    }
  }

  @Test
  void sameSeedGivesTheSameModelBitForBit() {
    try (AutoencoderModel first = small().fit(digits, held());
        AutoencoderModel second = small().fit(digits, held());
        AutoencoderModel other = small().fit(digits, held().withSeed(43))) {
      assertThat(values(second)).isEqualTo(values(first));
      assertThat(second.figures()).isEqualTo(first.figures());
      assertThat(second.reconstruct(digits)).isDeepEqualTo(first.reconstruct(digits));
      assertThat(values(other).get("encoder.layers[0].kernel"))
          .isNotEqualTo(values(first).get("encoder.layers[0].kernel"));
    }
  }

  /** A learning rate that is far too high makes the losses go up and down. */
  @Test
  void withPatienceTheBestWeightsAreKept() {
    Autoencoder wild = small().withEpochs(12).withLearningRate(0.2f);
    try (AutoencoderModel best = wild.withPatience(12).fit(split.training(), held());
        AutoencoderModel last = wild.withPatience(0).fit(split.training(), held())) {
      double[] losses = last.history().values("val_loss");
      double lowest = Arrays.stream(losses).min().orElseThrow();
      assertThat(lowest).isNotEqualTo(losses[11]);
      assertThat(best.history().values("val_loss")).isEqualTo(losses);
      assertThat(best.figures().get("val_loss")).isEqualTo(lowest);
      assertThat(last.figures().get("val_loss")).isEqualTo(losses[11]);
    }
  }

  @Test
  void stopsEarlyByTheTrainingLossWithoutValidation() {
    try (AutoencoderModel model =
        small().withEpochs(200).withLearningRate(0.2f).withPatience(2).fit(digits)) {
      History history = model.history();
      double[] losses = history.values("loss");
      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(losses[losses.length - 3]).isEqualTo(Arrays.stream(losses).min().orElseThrow());
      assertThat(model.figures()).containsOnlyKeys("loss");
    }
  }

  @Test
  void interruptGivesTheBestModelSoFar() {
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void onStep(TrainingRun run, int step, double loss) {
            if (run.epochs().size() == 2 && step == 5) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (AutoencoderModel model =
        small().withEpochs(50).fit(split.training(), held().withTrainingListener(interrupting))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.interrupted()).isTrue();
      assertThat(model.history().end()).isEqualTo(History.End.INTERRUPTED);
      assertThat(model.history().epochs()).hasSize(2);
      assertThat(model.figures().get("val_loss"))
          .isEqualTo(Arrays.stream(model.history().values("val_loss")).min().orElseThrow());
    }
  }

  @Test
  void resumedTrainingGivesTheModelOfAnUninterruptedOne(@TempDir Path folder) {
    FitOptions saved = held().withCheckpoint(folder, CheckpointUse.BEGIN);
    FitOptions resuming = held().withCheckpoint(folder, CheckpointUse.RESUME);
    try (AutoencoderModel whole = small().fit(digits, held());
        AutoencoderModel part = small().withEpochs(2).fit(digits, saved);
        AutoencoderModel resumed = small().fit(digits, resuming)) {
      assertThat(part.history().epochs()).hasSize(2);
      assertThat(values(resumed)).isEqualTo(values(whole));
      assertThat(resumed.figures()).isEqualTo(whole.figures());
      assertThat(resumed.history().epochs())
          .extracting(Epoch::metrics)
          .isEqualTo(whole.history().epochs().stream().map(Epoch::metrics).toList());
    }
  }

  @Test
  void crossEntropyGivesProbabilities() {
    try (AutoencoderModel model =
        small().withLoss(ReconstructionLoss.BCE).withEpochs(8).fit(digits, HOW)) {
      float[][] reconstruction = model.reconstruct(digits);
      float[] truth = scaled(digits);
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        double p = reconstruction[i / 64][i % 64];
        assertThat(p).isBetween(0.0, 1.0);
        p = Math.min(Math.max(p, 1e-12), 1 - 1e-7);
        sum -= truth[i] * Math.log(p) + (1 - truth[i]) * Math.log(1 - p);
      }
      assertThat(model.figures().get("loss")).isCloseTo(sum / truth.length, within(1e-4));
      double[] losses = model.history().values("loss");
      assertThat(losses[7]).isLessThan(0.8 * losses[0]);
    }
  }

  @Test
  void crossEntropyOfOtherActivationsIsComputedFromProbabilities() {
    Autoencoder autoencoder =
        small()
            .withLoss(ReconstructionLoss.BCE)
            .withOutputActivation(ActivationFunction.RELU)
            .withEpochs(2);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      assertThat(model.history().values("loss")[1]).isLessThan(model.history().values("loss")[0]);
      assertThat(model.reconstruct(digits)[0]).isNotEmpty().doesNotContain(0.5f);
    }
  }

  @Test
  void crossEntropyNeedsSamplesBetween0And1() {
    Autoencoder autoencoder = small().withLoss(ReconstructionLoss.BCE).withBatch(2);
    try (Samples good = Samples.of(new float[][] {{0, 1}, {0.5f, 0}});
        Samples bad = Samples.of(new float[][] {{0, 1}, {0.5f, 1.5f}, {-3, 0}});
        Samples negative = Samples.of(new float[][] {{0, 1}, {-0.25f, 1}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> autoencoder.fit(bad))
          .withMessage(
              "loss bce needs samples between 0 and 1,"
                  + " but sample 1, feature 1 (both from 0), is 1.5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> autoencoder.fit(good, negative))
          .withMessage(
              "loss bce needs samples between 0 and 1,"
                  + " but validation sample 1, feature 0 (both from 0), is -0.25");
      autoencoder.withScale(Scaling.Kind.MINMAX).fit(bad).close();
    }
  }

  @Test
  void unfitSamplesAreRefused() {
    try (Samples three = Samples.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Samples two = Samples.of(new float[][] {{1, 2}, {4, 5}});
        AutoencoderModel model = small().withBatch(2).fit(three)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> small().withBatch(2).fit(three, two))
          .withMessage(
              "validation samples must have 3 features like the training samples, but have 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.encode(two))
          .withMessage("samples must have 3 features, as those of the fit, but have 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.reconstruct(two))
          .withMessage("samples must have 3 features, as those of the fit, but have 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.decode(new float[][] {new float[8], new float[7]}))
          .withMessage("code must be of length 8, but row 1 is of length 7");
    }
  }

  @Test
  void oneSampleIsEnough() {
    try (Samples one = Samples.of(new float[][] {{0.5f, 1, 2}});
        AutoencoderModel model =
            Autoencoder.of(8, 2).withEpochs(200).withLearningRate(0.01f).fit(one)) {
      assertThat(model.figures().get("loss")).isLessThan(1e-2);
      assertThat(model.encode(one)).hasDimensions(1, 2);
    }
  }

  /** On the samples of the training it is what training itself reports. */
  @ParameterizedTest
  @EnumSource(ReconstructionLoss.class)
  void meanLossAgreesWithTraining(ReconstructionLoss loss) {
    try (AutoencoderModel model = Autoencoder.of(8).withLoss(loss).withEpochs(2).fit(digits)) {
      assertThat(model.meanLoss(digits, loss)).isCloseTo(model.figures().get("loss"), within(1e-5));
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autoencoder.of())
        .withMessage("layers must be at least one, but there are none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autoencoder.of(10, 0))
        .withMessage("layers must have at least 1 unit each, but are [10, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withEpochs(0))
        .withMessage("epochs must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withBatch(0))
        .withMessage("batch must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withPatience(-1))
        .withMessage("patience must be at least 0, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withLearningRate(0))
        .withMessage("learningRate must be above 0 and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withLearningRate(Float.NaN))
        .withMessage("learningRate must be above 0 and finite, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withOptimizer("adamm"))
        .withMessageStartingWith("optimizer must be one of ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReconstructionLoss.of("mae"))
        .withMessage("loss must be mse or bce, but is 'mae'");
    assertThat(ReconstructionLoss.of("bce")).isEqualTo(ReconstructionLoss.BCE);
  }

  @Test
  void optionsTellAllThatWasChosen() {
    Autoencoder before = small();
    Autoencoder after =
        before
            .withArchitecture(
                DenseArchitecture.of(32, 8)
                    .withActivation(ActivationFunction.TANH)
                    .withCodeActivation(ActivationFunction.SIGMOID))
            .withLoss(ReconstructionLoss.BCE)
            .withOptimizer("sgd")
            .withLearningRate(0.5)
            .withSchedule(RateSchedule.COSINE)
            .withEpochs(7)
            .withBatch(9)
            .withPatience(4)
            .withScale(Scaling.Kind.MINMAX);

    assertThat(after.options())
        .hasToString(
            "{layers=[32, 8], activation=tanh, code_activation=sigmoid, tied=false,"
                + " batch_normalization=false, dropout=0.0, output_activation=sigmoid, loss=bce,"
                + " noise=none, sparsity=none, contraction=0.0, optimizer=sgd, learning_rate=0.5,"
                + " schedule=cosine, epochs=7, batch=9, patience=4, scale=minmax}");
    assertThat(before.options())
        .hasToString(
            "{layers=[32, 8], activation=relu, code_activation=linear, tied=false,"
                + " batch_normalization=false, dropout=0.0, output_activation=linear, loss=mse,"
                + " noise=none, sparsity=none, contraction=0.0, optimizer=adam, learning_rate=auto,"
                + " schedule=constant, epochs=3, batch=64, patience=10, scale=auto}");
  }

  /** Over two epochs the rate falls to a half: the second epoch is not that of a constant rate. */
  @Test
  void schedulesChangeTheRate() {
    Autoencoder two = small().withEpochs(2).withBatch(digits.count());
    try (AutoencoderModel constant = two.fit(digits, HOW);
        AutoencoderModel cosine = two.withSchedule(RateSchedule.COSINE).fit(digits, HOW)) {
      assertThat(cosine.history().values("loss")[0])
          .isEqualTo(constant.history().values("loss")[0]);
      assertThat(values(cosine)).isNotEqualTo(values(constant));
    }
  }

  @Test
  void savedModelsAreLoadedAsWhatTheyWere(@TempDir Path folder) {
    try (AutoencoderModel model = small().withEpochs(1).fit(digits, HOW)) {
      model.save(folder.resolve("model"));
      try (AutoencoderModel loaded = AutoencoderModel.load(folder.resolve("model"))) {
        assertThat(loaded.encode(digits)).isDeepEqualTo(model.encode(digits));
        assertThat(loaded.reconstruct(digits)).isDeepEqualTo(model.reconstruct(digits));
        assertThat(loaded.scaling()).isEqualTo(model.scaling());
        assertThat(loaded.provenance().options().toString())
            .isEqualTo(model.provenance().options().toString());
        assertThat(loaded.figures()).isEqualTo(model.figures());
        assertThat(loaded.meanLoss(digits, ReconstructionLoss.MSE))
            .isCloseTo(model.figures().get("loss"), within(1e-6));
        assertThatIllegalStateException().isThrownBy(loaded::history);
      }
    }
  }

  @Test
  void divergenceIsAnError() {
    Autoencoder diverging = small().withOptimizer("sgd").withLearningRate(1e30f);
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(() -> diverging.fit(digits))
        .withMessageContaining("at step 2 of epoch 1")
        .withMessageContaining("model.encoder.layers[0].kernel");
    // One step, whose loss is still finite: the evaluation of its weights finds out.
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(() -> diverging.withEpochs(1).withBatch(digits.count()).fit(digits))
        .withMessageContaining("in the evaluation");
  }

  @Test
  void modelTellsWhereItComesFrom() {
    try (AutoencoderModel model = small().fit(split.training(), held().withSeed(5))) {
      Provenance provenance = model.provenance();
      assertThat(provenance.system()).isEqualTo("autoencoder");
      assertThat(provenance.seed()).isEqualTo(5);
      assertThat(provenance.data()).isEqualTo("digits");
      assertThat(provenance.dataHash()).isEqualTo(split.training().hash());
      assertThat(provenance.versions()).isEqualTo(Versions.current());
      assertThat(provenance.figures())
          .isEqualTo(model.figures())
          .containsOnlyKeys("loss", "val_loss");
      assertThat(provenance.options())
          .containsEntry("layers", List.of(32, 8))
          .containsEntry("batch", 64)
          .containsEntry("threads", 2);
      assertThat(model.toString())
          .startsWith("autoencoder of digits (1617 x 64): layers [32, 8], {loss=0.");
      assertThat(model.summary())
          .contains("Model: \"encoder\"", "Model: \"decoder\"", "2,080")
          .contains("3 epochs, COMPLETED", "seed: 5", "SHA-256 " + provenance.dataHash());
    }
  }

  @Test
  void closedModelIsOfNoUse() {
    AutoencoderModel model = small().withEpochs(1).fit(digits);
    model.close();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.encode(digits))
        .withMessage("engine is closed");
  }
}
