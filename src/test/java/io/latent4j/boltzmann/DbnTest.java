package io.latent4j.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import io.latent4j.model.FloatArray;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.SavedParts;
import io.latent4j.training.TrainingDivergedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbnTest {
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

  private static Dbn small() {
    return Dbn.of(80, 40)
        .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL).withMomentum(0.5))
        .withBatch(20)
        .withLearningRate(0.1)
        .withEpochs(12);
  }

  private static double accuracy(DbnModel model, Samples samples) {
    int[] predicted = model.predict(samples);
    int[] labels = samples.labels().orElseThrow();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predicted[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  @Test
  void unrolledToAClassifierItTellsDigitsApart(@TempDir Path folder) {
    Dbn dbn =
        small()
            .withTuning(
                FineTuning.of(FineTuning.Target.CLASSIFIER)
                    .withFineTuneEpochs(25)
                    .withFineTuneRate(0.01)
                    .withDropout(0.1));
    try (DbnModel model = dbn.fit(split.training(), HOW)) {
      assertThat(accuracy(model, split.validation())).isGreaterThan(0.93);
      assertThat(model.classes()).isEqualTo(10);
      assertThat(model.histories()).hasSize(3);
      assertThat(model.figures())
          .containsKeys(
              "layer1_reconstruction_error",
              "layer2_pseudo_likelihood",
              "fine_tuned_loss",
              "fine_tuned_accuracy");
      // The machines stay what they were: the stack still generates.
      assertThat(model.generate(GibbsSampling.of(3).withBurnIn(10)).get(0)).hasDimensions(3, 64);
      model.save(folder.resolve("model"));
      try (DbnModel loaded = DbnModel.load(folder.resolve("model"))) {
        assertThat(loaded.probabilities(split.validation()))
            .isDeepEqualTo(model.probabilities(split.validation()));
        assertThat(loaded.layers()).containsExactly(80, 40);
      }
    }
  }

  /** As logistic regression on the hidden units, which are what the machines made them. */
  @Test
  void onFeaturesOnlyTheLastLayerLearns(@TempDir Path folder) {
    Dbn dbn =
        small()
            .withTuning(
                FineTuning.of(FineTuning.Target.FEATURES)
                    .withFineTuneEpochs(40)
                    .withFineTuneRate(0.02));
    try (DbnModel model = dbn.fit(split.training(), HOW)) {
      assertThat(accuracy(model, split.validation())).isGreaterThan(0.8);
      model.save(folder);
      List<FloatArray> kernels =
          SavedParts.read(
              folder,
              "dbn",
              parts ->
                  List.of(
                      parts.array("classifier.layers[0].kernel", 2),
                      parts.array("classifier.layers[1].kernel", 2)));
      for (int layer = 0; layer < 2; layer++) {
        assertThat(kernels.get(layer).values()).containsExactly(model.weights(layer).values());
      }
    }
    Dbn blind = small().withTuning(FineTuning.of(FineTuning.Target.FEATURES));
    try (Samples unlabelled = Samples.of(new float[][] {{0, 1}, {1, 0}})) {
      assertThatExceptionOfType(InvalidOptionException.class)
          .isThrownBy(() -> blind.check(unlabelled))
          .withMessage("fineTune must have samples with labels, but they have none");
    }
  }

  /** Then all layers learn so slowly that what is right is right by the last one. */
  @Test
  void theLastLayerIsTrainedAloneBeforeAllAre(@TempDir Path folder) {
    FineTuning slow =
        FineTuning.of(FineTuning.Target.CLASSIFIER)
            .withFineTuneEpochs(2)
            .withFineTuneRate(1e-7)
            .withFineTuneBatch(20);
    Dbn dbn = small().withTuning(slow.withHeadEpochs(60));
    try (DbnModel model = dbn.fit(split.training(), HOW);
        DbnModel without = small().withTuning(slow).fit(split.training(), HOW)) {
      assertThat(accuracy(model, split.validation())).isGreaterThan(0.8);
      assertThat(accuracy(without, split.validation())).isLessThan(0.4);
      FitOptions begun =
          HOW.withCheckpoint(folder, CheckpointUse.BEGIN)
              .withListener(
                  progress -> !(progress.stage().equals("softmax layer") && progress.done() == 9));
      try (DbnModel stopped = dbn.fit(split.training(), begun);
          DbnModel resumed =
              dbn.fit(split.training(), HOW.withCheckpoint(folder, CheckpointUse.RESUME))) {
        assertThat(stopped.interrupted()).isTrue();
        assertThat(resumed.probabilities(split.validation()))
            .isDeepEqualTo(model.probabilities(split.validation()));
      }
    }
  }

  @Test
  void withLabelsInTheHighestMachineItClassifiesAndDreamsOnDemand(@TempDir Path folder) {
    Dbn dbn = small().withTopLabels(true).withEpochs(30);
    try (DbnModel model = dbn.fit(split.training(), HOW);
        DbnModel judge =
            small()
                .withTuning(FineTuning.of(FineTuning.Target.CLASSIFIER).withFineTuneRate(0.005))
                .fit(split.training(), HOW)) {
      assertThat(accuracy(model, split.validation())).isGreaterThan(0.75);
      int right = 0;
      for (int label = 0; label < 10; label++) {
        float[][] made =
            model.generate(label, GibbsSampling.of(10).withBurnIn(100).withSeed(1)).get(0);
        for (float[] image : made) {
          for (int i = 0; i < image.length; i++) {
            image[i] *= 16;
          }
        }
        try (Samples images = Samples.of(made).withIntensityMaximum(16)) {
          for (int found : judge.predict(images)) {
            right += found == label ? 1 : 0;
          }
        }
      }
      assertThat(right).isGreaterThan(60);
      model.save(folder.resolve("model"));
      try (DbnModel loaded = DbnModel.load(folder.resolve("model"))) {
        assertThat(loaded.classes()).isEqualTo(10);
        assertThat(loaded.predict(split.validation())).isEqualTo(model.predict(split.validation()));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.generate(10, GibbsSampling.of(1)))
          .withMessage("label must be between 0 and 9, but is 10");
    }
  }

  @Test
  void unrolledToAnAutoencoderItReconstructsBetter() {
    Dbn stack = small().withEpochs(5);
    try (DbnModel plain = stack.fit(split.training(), HOW);
        DbnModel tuned =
            stack
                .withTuning(
                    FineTuning.of(FineTuning.Target.AUTOENCODER)
                        .withFineTuneEpochs(15)
                        .withFineTuneRate(0.005))
                .fit(split.training(), HOW)) {
      assertThat(error(tuned)).isLessThan(0.8 * error(plain));
    }
  }

  private static double error(DbnModel model) {
    float[][] made = model.reconstruct(split.validation());
    float[] truth = split.validation().toFloats();
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double difference = truth[i] / 16 - made[i / 64][i % 64];
      sum += difference * difference;
    }
    return sum / truth.length;
  }

  /**
   * Of the lowest layer all is what one machine's reconstruction says, and higher ones lose more.
   */
  @Test
  void theReportByLayersSaysWhatIsLost() {
    try (DbnModel model = small().fit(split.training(), HOW);
        DbnModel labelled = small().withTopLabels(true).withEpochs(1).fit(split.training(), HOW);
        DbnModel lowest = small().withLayers(List.of(80)).fit(split.training(), HOW)) {
      List<DbnLayer> report = model.layerReport(split.validation());
      assertThat(report).extracting(DbnLayer::units).containsExactly(80, 40);
      float[][] made = lowest.reconstruct(split.validation());
      float[][] hidden = lowest.encode(split.validation());
      float[] truth = split.validation().toFloats();
      double bits = 0;
      double on = 0;
      for (int row = 0; row < made.length; row++) {
        for (int i = 0; i < 64; i++) {
          double v = truth[row * 64 + i] / 16;
          double p = made[row][i];
          bits += v == 0 ? 0 : v * Math.log(v / p) / Math.log(2);
          bits += v == 1 ? 0 : (1 - v) * Math.log((1 - v) / (1 - p)) / Math.log(2);
        }
        for (float each : hidden[row]) {
          on += each / 80.0;
        }
      }
      assertThat(report.get(0).bitsLost()).isCloseTo(bits / made.length, within(1e-2));
      assertThat(report.get(0).activity()).isCloseTo(on / made.length, within(1e-4));
      assertThat(report.get(0).reconstructionMse()).isCloseTo(error(lowest), within(1e-5));
      assertThat(report.get(1).reconstructionMse()).isCloseTo(error(model), within(1e-5));
      assertThat(report.get(1).bitsLost()).isGreaterThan(report.get(0).bitsLost());
      assertThat(labelled.layerReport(split.validation()).get(1).reconstructionMse())
          .isCloseTo(error(labelled), within(1e-5));
    }
  }

  @Test
  void anInterruptKeepsTheMachinesThatAreDoneAndTheyAreNotTrainedAgain(@TempDir Path folder) {
    Dbn dbn = Dbn.of(10, 8, 6).withEpochs(3).withLearningRate(0.1);
    FitOptions begun =
        HOW.withCheckpoint(folder, CheckpointUse.BEGIN)
            .withListener(
                progress -> !(progress.stage().startsWith("layer 2") && progress.done() == 2));
    try (DbnModel stopped = dbn.fit(digits, begun)) {
      assertThat(stopped.interrupted()).isTrue();
      assertThat(stopped.layers()).containsExactly(10, 8);
    }
    int[] stepsOfFirst = new int[1];
    FitOptions resuming =
        HOW.withCheckpoint(folder, CheckpointUse.RESUME)
            .withListener(
                progress -> {
                  if (progress.stage().startsWith("layer 1") && progress.part() > 0) {
                    stepsOfFirst[0]++;
                  }
                  return true;
                });
    try (DbnModel resumed = dbn.fit(digits, resuming);
        DbnModel whole = dbn.fit(digits, HOW)) {
      assertThat(stepsOfFirst[0]).isZero();
      assertThat(resumed.layers()).isEqualTo(List.of(10, 8, 6));
      for (int layer = 0; layer < 3; layer++) {
        assertThat(resumed.weights(layer).values()).containsExactly(whole.weights(layer).values());
      }
    }
  }

  /** The lower machine's rate is that of a Gaussian one, which diverges after some steps. */
  @Test
  void aStackThatDivergesKeepsWhatWasGood() {
    Dbn stack =
        Dbn.of(10, 5)
            .withVisible(VisibleUnits.GAUSSIAN)
            .withScale(Scaling.Kind.STANDARD)
            .withLearning(ContrastiveDivergence.of(1).withInit(WeightStart.NORMAL))
            .withBatch(2000)
            .withLearningRate(20)
            .withEpochs(60);
    DivergedFitException lower =
        catchThrowableOfType(DivergedFitException.class, () -> stack.fit(digits, HOW).close());
    assertThat(lower)
        .hasMessageMatching(
            "layer 1: loss must be finite.*; kept are the weights after epoch \\d+");
    try (DbnModel kept = (DbnModel) lower.lastGood()) {
      assertThat(kept.layers()).containsExactly(10);
      assertThat(kept.encode(digits)[0]).hasSize(10);
    }

    Dbn tuned =
        small()
            .withEpochs(1)
            .withTuning(FineTuning.of(FineTuning.Target.AUTOENCODER).withFineTuneRate(1e38));
    DivergedFitException later =
        catchThrowableOfType(DivergedFitException.class, () -> tuned.fit(digits, HOW).close());
    assertThat(later)
        .hasMessageStartingWith("fine-tuning: loss must be finite")
        .hasMessageEndingWith("; kept are the machines");
    try (DbnModel kept = (DbnModel) later.lastGood();
        DbnModel plain = small().withEpochs(1).fit(digits, HOW)) {
      assertThat(kept.weights(1).values()).containsExactly(plain.weights(1).values());
    }
  }

  @Test
  void refusesWhatItCantLearnFrom() {
    Dbn classifier = small().withTuning(FineTuning.of(FineTuning.Target.CLASSIFIER));
    try (Samples unlabelled = Samples.of(new float[][] {{0, 1}, {1, 0}})) {
      assertThatExceptionOfType(InvalidOptionException.class)
          .isThrownBy(() -> classifier.check(unlabelled))
          .withMessage("fineTune must have samples with labels, but they have none");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dbn.of(5, 0))
        .withMessage("layers must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dbn.of(5).withTopLabels(true))
        .withMessage("topLabels must be of 2 layers or more, but there is 1");
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(
            () ->
                small()
                    .withVisible(VisibleUnits.GAUSSIAN)
                    .withScale(Scaling.Kind.STANDARD)
                    .withLearningRate(50)
                    .fit(digits, HOW))
        .withMessageStartingWith("layer 1: loss must be finite");
  }
}
