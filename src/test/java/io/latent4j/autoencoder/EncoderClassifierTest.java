package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** What a trained autoencoder is good for: its parts, and a classifier that starts from it. */
class EncoderClassifierTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));
  private static final Architecture ARCHITECTURE = DenseArchitecture.of(64, 16);

  private static Samples digits;
  private static Split split;
  private static AutoencoderModel autoencoder;

  @BeforeAll
  static void train(@TempDir Path empty) {
    digits = new DataCatalog(empty).samples("digits");
    split = digits.split(0.3, 1);
    autoencoder =
        Autoencoder.of(ARCHITECTURE).withEpochs(40).withBatch(64).fit(split.training(), HOW);
  }

  @AfterAll
  static void close() {
    digits.close();
    split.training().close();
    split.validation().close();
    autoencoder.close();
  }

  // ------------------------------------------------------------------- parts

  private static Architecture architecture(String kind) {
    return switch (kind) {
      case "dense" -> DenseArchitecture.of(12, 4).withBatchNormalization(true);
      case "tied" -> DenseArchitecture.of(12, 4).withTied(true);
      default -> ConvolutionalArchitecture.of(3, 2);
    };
  }

  /** Both halves do what the whole does, also when the whole is closed, saved and loaded. */
  @ParameterizedTest
  @ValueSource(strings = {"dense", "tied", "convolutional"})
  void encoderAndDecoderAreModelsOfTheirOwn(String kind, @TempDir Path folder) {
    float[][] codes;
    float[][] images;
    Autoencoder options = Autoencoder.of(architecture(kind)).withEpochs(1);
    try (AutoencoderModel whole = options.fit(digits, HOW)) {
      codes = whole.encode(digits);
      images = whole.decode(codes);
      whole.save(folder.resolve("whole"));
      try (EncoderModel encoder = whole.encoder();
          DecoderModel decoder = whole.decoder()) {
        encoder.save(folder.resolve("encoder"));
        decoder.save(folder.resolve("decoder"));
        assertThat(encoder.encode(digits)).isDeepEqualTo(codes);
        assertThat(decoder.decode(codes)).isDeepEqualTo(images);
        assertThat(encoder.savable().orElseThrow().variablesByPath().keySet())
            .allMatch(path -> path.startsWith("encoder."));
      }
    }
    try (EncoderModel encoder = EncoderModel.load(folder.resolve("encoder"));
        DecoderModel decoder = DecoderModel.load(folder.resolve("decoder"))) {
      assertThat(encoder.encode(digits)).isDeepEqualTo(codes);
      assertThat(encoder.features()).isEqualTo(64);
      assertThat(decoder.decode(codes)).isDeepEqualTo(images);
      assertThat(decoder.features()).isEqualTo(codes[0].length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.decode(new float[][] {new float[codes[0].length + 1]}))
          .withMessageStartingWith("code must be of length " + codes[0].length);
    }
    // From a file the layers are built again.
    try (AutoencoderModel loaded = AutoencoderModel.load(folder.resolve("whole"));
        EncoderModel encoder = loaded.encoder();
        DecoderModel decoder = loaded.decoder()) {
      assertThat(loaded.architecture().orElseThrow().options())
          .isEqualTo(architecture(kind).options());
      assertThat(encoder.encode(digits)).isDeepEqualTo(codes);
      assertThat(decoder.decode(codes)).isDeepEqualTo(images);
    }
  }

  /** A subclassed Keras model with methods of these names. */
  @Test
  void aModelOfPythonWithTheseFunctionsIsAnAutoencoder(@TempDir Path folder) {
    Path file = Path.of("savedmodels", "keras_subclass", "model");
    try (Samples rows = Samples.of(new float[][] {{.1f, .9f, .3f, .7f, .5f, .2f, .8f, .4f}});
        AutoencoderModel model = AutoencoderModel.load(file);
        EncoderModel encoder = EncoderModel.load(file);
        DecoderModel decoder = DecoderModel.load(file)) {
      float[][] code = model.encode(rows);
      assertThat(model.features()).isEqualTo(8);
      assertThat(code).hasDimensions(1, 3);
      assertThat(encoder.encode(rows)).isDeepEqualTo(code);
      assertThat(decoder.decode(code)).isDeepEqualTo(model.decode(code));
      assertThat(model.decode(code)[0]).containsExactly(model.reconstruct(rows)[0], within(1e-6f));
      assertThatIllegalStateException()
          .isThrownBy(model::encoder)
          .withMessageStartingWith("the layers of this model must be known");
    }
  }

  @Test
  void filtersAreThoseOfTheFirstLayer() {
    FloatArray dense = autoencoder.filters();
    assertThat(dense.shape()).isEqualTo(Shape.of(64, 64));
    float[] kernel =
        autoencoder
            .savable()
            .orElseThrow()
            .variablesByPath()
            .get("encoder.layers[0].kernel")
            .toFloats();
    assertThat(dense.values()[5 * 64 + 9]).isEqualTo(kernel[9 * 64 + 5]);
    try (AutoencoderModel model =
        Autoencoder.of(ConvolutionalArchitecture.of(3)).withEpochs(1).fit(digits, HOW)) {
      assertThat(model.filters().shape()).isEqualTo(Shape.of(3, 3, 3, 1));
    }
  }

  // -------------------------------------------------------------- classifier

  private static Samples few() {
    return split.training().take(100);
  }

  @Test
  void classifiesAndTellsProbabilities() {
    EncoderClassifier classifier =
        EncoderClassifier.of(ARCHITECTURE).withBatch(20).withEpochs(60).withLearningRate(0.003);
    Samples test = split.validation();
    try (Samples few = few();
        ClassifierModel model = classifier.fit(few, HOW, autoencoder)) {
      assertThat(model.accuracy(test)).isGreaterThan(0.75);
      assertThat(model.figures().get("accuracy")).isCloseTo(model.accuracy(few), within(1e-6));
      float[][] probabilities = model.probabilities(test);
      assertThat(probabilities).hasDimensions(test.count(), 10);
      for (float[] row : probabilities) {
        double sum = IntStream.range(0, 10).mapToDouble(i -> row[i]).sum();
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
    }
  }

  /** After steps that are all but none, the weights are those that it started from. */
  @Test
  void startsFromTheEncoderOrFromRandomWeights() {
    EncoderClassifier still =
        EncoderClassifier.of(ARCHITECTURE).withEpochs(1).withLearningRate(1e-7);
    try (Samples few = few();
        ClassifierModel fromEncoder = still.fit(few, HOW, autoencoder);
        ClassifierModel fromRandom = still.fit(few, HOW)) {
      for (String path : List.of("encoder.layers[0].kernel", "encoder.layers[1].bias")) {
        float[] wanted = autoencoder.savable().orElseThrow().variablesByPath().get(path).toFloats();
        assertThat(values(fromEncoder, path)).containsExactly(wanted, within(1e-5f));
        float[] random = values(fromRandom, path);
        double farthest =
            IntStream.range(0, wanted.length)
                .mapToDouble(i -> Math.abs(random[i] - wanted[i]))
                .max()
                .orElseThrow();
        assertThat(farthest).isGreaterThan(0.01);
      }
    }
  }

  private static float[] values(ClassifierModel model, String path) {
    return model.savable().orElseThrow().variablesByPath().get(path).toFloats();
  }

  @Test
  void theAutoencoderStaysAsItIsAndALoadedOneDoesAsWell(@TempDir Path folder) {
    float[][] before = autoencoder.encode(split.validation());
    autoencoder.save(folder.resolve("model"));
    EncoderClassifier classifier = EncoderClassifier.of(ARCHITECTURE).withEpochs(2);
    try (Samples few = few();
        AutoencoderModel loaded = AutoencoderModel.load(folder.resolve("model"));
        ClassifierModel one = classifier.fit(few, HOW, autoencoder);
        ClassifierModel other = classifier.fit(few, HOW, loaded)) {
      assertThat(other.probabilities(few)).isDeepEqualTo(one.probabilities(few));
      assertThat(autoencoder.encode(split.validation())).isDeepEqualTo(before);
      one.save(folder.resolve("classifier"));
      try (ClassifierModel again = ClassifierModel.load(folder.resolve("classifier"))) {
        assertThat(again.probabilities(few)).isDeepEqualTo(one.probabilities(few));
        assertThat(again.accuracy(few)).isEqualTo(one.accuracy(few));
        assertThat(again).hasToString(one.toString());
        assertThatIllegalStateException().isThrownBy(again::history);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    EncoderClassifier classifier = EncoderClassifier.of(ARCHITECTURE);
    try (Samples none = Samples.of(new float[4][64]);
        Samples negative = Samples.of(new float[2][64]).withLabels(0, -1);
        Samples few = few()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.fit(none, HOW))
          .withMessage("samples must have labels, but have none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.fit(few, HOW.withValidation(none)))
          .withMessage("validation must have labels, but have none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.fit(negative, HOW))
          .withMessage("samples must have labels of at least 0, but have -1");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> EncoderClassifier.of(DenseArchitecture.of(64, 15)).fit(few, HOW, autoencoder))
          .withMessageStartingWith(
              "architecture must be that of the autoencoder, {layers=[64, 16]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.withActivationMaps(true))
          .withMessage("activationMaps must be false without convolutions, but is true");
    }
  }

  // ------------------------------------------------------------ self-training

  @Test
  void selfTrainingTakesWhatItIsSureOf() {
    SelfTraining training =
        SelfTraining.of(
                EncoderClassifier.of(ARCHITECTURE)
                    .withEpochs(60)
                    .withBatch(20)
                    .withLearningRate(0.003))
            .withConfidence(0.95)
            .withMaxRounds(3);
    int[] labelled = IntStream.range(0, 60).toArray();
    Samples samples = split.training();
    int[] labels = samples.labels().orElseThrow();
    // Labels of samples that do not count as labelled are not looked at.
    int[] hidden = new int[labels.length];
    Arrays.fill(hidden, 7);
    System.arraycopy(labels, 0, hidden, 0, 60);
    try (Samples few = samples.take(60);
        Samples all = samples.take(samples.count());
        ClassifierModel once = training.classifier().fit(few, HOW, autoencoder);
        SelfTraining.Result result =
            training.fit(all.withLabels(hidden), labelled, HOW, autoencoder)) {
      assertThat(result.rounds()).isBetween(2, 3);
      assertThat(result.taken()).isBetween(100, labels.length - 60);
      assertThat(result.model().accuracy(split.validation()))
          .isGreaterThan(once.accuracy(split.validation()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.fit(samples, new int[0], HOW, autoencoder))
        .withMessage("labelled must be at least one sample, but there is none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> training.withConfidence(0))
        .withMessage("confidence must be above 0 and at most 1, but is 0.0");
  }

  @Test
  void manySamplesAreSeenLessOften() {
    TrainingPlan plan = TrainingPlan.of(60, 20);
    assertThat(SelfTraining.epochs(plan, 60, 60)).isEqualTo(60);
    assertThat(SelfTraining.epochs(plan, 60, 1000)).isEqualTo(60);
    assertThat(SelfTraining.epochs(plan, 60, 20_000)).isEqualTo(3);
    assertThat(SelfTraining.epochs(plan, 60, 1_000_000)).isEqualTo(1);
    // The first training takes as long as it is asked to.
    assertThat(SelfTraining.epochs(plan, 20_000, 20_000)).isEqualTo(60);
  }

  // ---------------------------------------------------------- activation maps

  /**
   * Each image has a bar that lies or stands, somewhere: learned from labels only, the map of the
   * right class is the highest at the bar, and its mean is the score but for the bias.
   */
  @Test
  void mapsSayWhereAClassIsSeen(@TempDir Path folder) {
    int count = 300;
    int side = 16;
    float[] values = new float[count * side * side];
    int[] labels = new int[count];
    int[] tops = new int[count];
    int[] lefts = new int[count];
    Random random = new Random(5);
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      tops[i] = random.nextInt(side - 5);
      lefts[i] = random.nextInt(side - 5);
      for (int step = 0; step < 5; step++) {
        int row = tops[i] + (labels[i] == 0 ? step : 2);
        int column = lefts[i] + (labels[i] == 0 ? 2 : step);
        values[(i * side + row) * side + column] = 1;
      }
    }
    EncoderClassifier classifier =
        EncoderClassifier.of(ConvolutionalArchitecture.of(8, 8))
            .withActivationMaps(true)
            .withEpochs(40)
            .withBatch(32)
            .withLearningRate(0.01);
    try (Samples images = Samples.of(values, Shape.of(count, side, side)).withLabels(labels);
        ClassifierModel model = classifier.fit(images, HOW)) {
      assertThat(model.accuracy(images)).isGreaterThan(0.95);
      FloatArray maps = model.activationMaps(images, labels);
      assertThat(maps.shape()).isEqualTo(Shape.of(count, 8, 8));
      int found = 0;
      for (int i = 0; i < count; i++) {
        int best = 0;
        for (int place = 0; place < 64; place++) {
          best = maps.values()[i * 64 + place] > maps.values()[i * 64 + best] ? place : best;
        }
        int row = best / 8 * 2;
        int column = best % 8 * 2;
        boolean inRows = row >= tops[i] - 2 && row <= tops[i] + 6;
        found += inRows && column >= lefts[i] - 2 && column <= lefts[i] + 6 ? 1 : 0;
      }
      assertThat(found).isGreaterThan((int) (0.9 * count));
      model.save(folder.resolve("maps"));
      try (ClassifierModel loaded = ClassifierModel.load(folder.resolve("maps"))) {
        assertThat(loaded.activationMaps(images, labels).values()).isEqualTo(maps.values());
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.activationMaps(images, 1))
          .withMessage("labels must be as many as samples, 300, but are 1");
      int[] wrong = labels.clone();
      wrong[4] = 2;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.activationMaps(images, wrong))
          .withMessage("labels must be from 0 to 1, but one is 2");
    }
  }
}
