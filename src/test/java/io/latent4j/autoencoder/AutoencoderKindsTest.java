package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import io.latent4j.model.FitOptions;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.layers.Dense;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AutoencoderKindsTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  private static Samples digits;

  @BeforeAll
  static void open(@TempDir Path empty) {
    try (Samples all = new DataCatalog(empty).samples("digits")) {
      digits = all.take(600);
    }
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  // ------------------------------------------------------------------ sparse

  /** The figure is that of the activities; sparsity of weight 0 only counts. */
  @Test
  void theShareOfActivitiesNearZeroIsTold() {
    Autoencoder autoencoder =
        Autoencoder.of(DenseArchitecture.of(32, 48).withCodeActivation(ActivationFunction.RELU))
            .withEpochs(2);
    try (AutoencoderModel model = autoencoder.withSparsity(Sparsity.l1(0)).fit(digits, HOW);
        AutoencoderModel plain = autoencoder.fit(digits, HOW)) {
      assertThat(model.figures()).doesNotContainKey("reconstruction_loss");
      assertThat(model.figures().get("near_zero"))
          .isCloseTo(nearZero(model.encode(digits)), within(1e-4))
          .isBetween(0.1, 0.9);
      assertThat(plain.figures()).doesNotContainKey("near_zero");
      assertThat(plain.encode(digits)).isDeepEqualTo(model.encode(digits));
    }
  }

  private static double nearZero(float[][] codes) {
    long near = 0;
    for (float[] row : codes) {
      for (float activity : row) {
        near += Math.abs(activity) < 1e-3f ? 1 : 0;
      }
    }
    return near / (double) (codes.length * codes[0].length);
  }

  private static double shareNearZero(Sparsity sparsity, long seed) {
    Autoencoder autoencoder =
        Autoencoder.of(DenseArchitecture.of(64, 48).withCodeActivation(ActivationFunction.RELU))
            .withSparsity(sparsity)
            .withEpochs(12)
            .withBatch(50);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW.withSeed(seed))) {
      return nearZero(model.encode(digits));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void moreActivitiesAreNearZeroTheMoreTheyCost(long seed) {
    double free = shareNearZero(Sparsity.NONE, seed);
    double some = shareNearZero(Sparsity.l1(1e-3), seed);
    double most = shareNearZero(Sparsity.l1(1e-2), seed);
    assertThat(some).isGreaterThan(free + 0.05);
    assertThat(most).isGreaterThan(some + 0.05);
  }

  @Test
  void meanActivitiesGoToTheRate() {
    Autoencoder autoencoder =
        Autoencoder.of(
                DenseArchitecture.of(32)
                    .withActivation(ActivationFunction.SIGMOID)
                    .withCodeActivation(ActivationFunction.SIGMOID))
            .withEpochs(15)
            .withBatch(64)
            .withLearningRate(0.01);
    double free = meanActivity(autoencoder);
    double held = meanActivity(autoencoder.withSparsity(Sparsity.kl(0.1, 0.1)));
    assertThat(free).isGreaterThan(0.3);
    assertThat(held).isCloseTo(0.1, within(0.03));
  }

  private static double meanActivity(Autoencoder autoencoder) {
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      double sum = 0;
      for (float[] row : model.encode(digits)) {
        for (float activity : row) {
          sum += activity;
        }
      }
      return sum / (32.0 * digits.count());
    }
  }

  @Test
  void divergenceNeedsActivitiesFrom0To1() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autoencoder.of(16, 8).withSparsity(Sparsity.kl(0.1, 1)).check(digits))
        .withMessage(
            "sparsity must be l1, or the activities that kl counts be from 0 to 1, as those of"
                + " sigmoid, but their activation is linear");
    // The first of several layers does not count.
    Autoencoder.of(DenseArchitecture.of(16, 8).withCodeActivation(ActivationFunction.SIGMOID))
        .withSparsity(Sparsity.kl(0.1, 1))
        .check(digits);
  }

  /** Activities are those after normalization and activation, and before pooling and dropout. */
  @Test
  void pooledNormalizedAndDroppedActivitiesCountOnce() {
    ConvolutionalArchitecture architecture =
        ConvolutionalArchitecture.of(3, 2).withBatchNormalization(true).withDropout(0.5);
    try (GraphEngine engine = GraphEngine.create()) {
      AutoencoderNetwork network =
          new AutoencoderNetwork(engine, Autoencoder.of(architecture), Shape.of(8, 8));
      try (Outputs outputs =
          engine.run(
              (tf, in) -> {
                Operand<TFloat32> x =
                    tf.random.statelessRandomUniform(
                        tf.constant(new int[] {5, 8, 8, 1}), tf.constant(new long[] {1, 2}));
                Encoding encoding = Encoding.of(tf, network.encoder(), x, Mode.TRAINING);
                List<Operand<TFloat32>> counted = encoding.sparse();
                assertThat(encoding.activities()).hasSize(2);
                assertThat(counted).hasSize(1);
                return Map.of("second", counted.get(0), "code", encoding.code());
              })) {
        assertThat(outputs.shape("second")).isEqualTo(Shape.of(5, 4, 4, 2));
        assertThat(outputs.shape("code")).isEqualTo(Shape.of(5, 8));
        for (float activity : outputs.floats("second")) {
          assertThat(activity).isNotNegative(); // after the ReLU
        }
      }
    }
  }

  // --------------------------------------------------------------- denoising

  /** A network that has seen noise removes more of it than one that has not. */
  @ParameterizedTest
  @ValueSource(strings = {"salt-and-pepper:0.2", "gaussian:0.3", "masking:0.3"})
  void noiseIsRemoved(String text) {
    Noise noise = Noise.of(text);
    Autoencoder plain = Autoencoder.of(64, 24).withEpochs(30).withBatch(32);
    assertThat(errorOf(plain.withNoise(noise), noise))
        .isLessThan(0.8 * errorOf(plain, noise))
        .isLessThan(0.8 * errorOfNothing(noise));
  }

  private static float[] clean() {
    float[] values = digits.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] /= 16;
    }
    return values;
  }

  private static double errorOfNothing(Noise noise) {
    return meanSquare(clean(), noise.addTo(clean(), 0, 1, 9));
  }

  private static double errorOf(Autoencoder autoencoder, Noise noise) {
    float[] noisy = noise.addTo(clean(), 0, 1, 9);
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] *= 16;
    }
    try (Samples samples =
            Samples.of(noisy, Shape.of(digits.count(), 8, 8)).withIntensityMaximum(16);
        AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      float[] made = new float[noisy.length];
      float[][] rows = model.reconstruct(samples);
      for (int i = 0; i < made.length; i++) {
        made[i] = rows[i / 64][i % 64];
      }
      return meanSquare(clean(), made);
    }
  }

  private static double meanSquare(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (double) (one[i] - other[i]);
    }
    return sum / one.length;
  }

  @Test
  void noiseIsWhatItSays() {
    float[] values = new float[100_000];
    Arrays.fill(values, 0.5f);

    float[] pepper = Noise.saltAndPepper(0.2).addTo(values, -1, 2, 3);
    assertThat(share(pepper, -1)).isCloseTo(0.1, within(0.005));
    assertThat(share(pepper, 2)).isCloseTo(0.1, within(0.005));
    assertThat(share(pepper, 0.5f)).isCloseTo(0.8, within(0.005));
    float[] masked = Noise.masking(0.3).addTo(values, -1, 2, 3);
    assertThat(share(masked, 0)).isCloseTo(0.3, within(0.005));
    assertThat(share(masked, 0.5f)).isCloseTo(0.7, within(0.005));
    float[] normal = Noise.gaussian(0.25).addTo(values, -1, 2, 3);
    assertThat(meanSquare(values, normal)).isCloseTo(0.0625, within(0.001));

    assertThat(Noise.gaussian(0.25).addTo(values, -1, 2, 3)).isEqualTo(normal);
    assertThat(Noise.gaussian(0.25).addTo(values, -1, 2, 4)).isNotEqualTo(normal);
    assertThat(Noise.NONE.addTo(values, -1, 2, 3)).isEqualTo(values);
  }

  private static double share(float[] values, float wanted) {
    int count = 0;
    for (float value : values) {
      count += value == wanted ? 1 : 0;
    }
    return count / (double) values.length;
  }

  /** In training each step has noise of its own; in use there is none. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void eachStepDrawsAnew(EngineKind kind) {
    Autoencoder options = Autoencoder.of(4).withNoise(Noise.gaussian(1));
    try (Engine engine = kind.open()) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, options, Shape.of(6));
      ReconstructionObjective objective =
          new ReconstructionObjective(options, network, ValueRange.UNIT);
      float first = loss(engine, objective, Mode.TRAINING);
      engine
          .run(
              (tf, in) -> {
                engine.step().assign(tf, tf.constant(1L));
                return Map.of();
              })
          .close();
      assertThat(loss(engine, objective, Mode.TRAINING)).isNotEqualTo(first);
      assertThat(loss(engine, objective, Mode.INFERENCE))
          .isEqualTo(loss(engine, objective, Mode.INFERENCE))
          .isNotEqualTo(first);
    }
  }

  private static float loss(Engine engine, ReconstructionObjective objective, Mode mode) {
    try (Outputs outputs =
        engine.run(
            (tf, in) ->
                Map.of(
                    "loss",
                    objective
                        .values(tf, tf.constant(new float[][] {{1, 2, 3, 4, 5, 6}}), mode)
                        .get("loss")))) {
      return outputs.floats("loss")[0];
    }
  }

  @Test
  void noiseAndSparsityAreReadAsTheyAreWritten() {
    for (String text : List.of("none", "salt-and-pepper:0.2", "gaussian:0.5", "masking:1")) {
      assertThat(Noise.of(text)).hasToString(text);
    }
    for (String text : List.of("none", "l1:1E-9", "kl:0.05:0.1")) {
      assertThat(Sparsity.of(text)).hasToString(text);
    }
    assertThat(Sparsity.of("l1:1e-5")).isEqualTo(Sparsity.l1(1e-5));
    for (String text : List.of("salt:0.2", "masking", "masking:x", "none:1", "gaussian:1:2", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Noise.of(text))
          .withMessage(
              "must be none, salt-and-pepper:SHARE, gaussian:DEVIATION or masking:SHARE, but is '"
                  + text
                  + "'");
    }
    for (String text : List.of("l2:1", "l1", "kl:1", "kl:x:1", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sparsity.of(text))
          .withMessage("must be none, l1:WEIGHT or kl:RATE:WEIGHT, but is '" + text + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Noise.masking(1.5))
        .withMessage("noise must be of a share from 0 to 1, but is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Noise.gaussian(Double.NaN))
        .withMessage("noise must be of a standard deviation of at least 0, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sparsity.kl(1, 1))
        .withMessage("sparsity must be of a rate above 0 and below 1, but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autoencoder.of(2).withContraction(-1))
        .withMessage("contraction must be at least 0, but is -1.0");
  }

  // ------------------------------------------------------------- contractive

  /** The penalty against differences of codes, for one sigmoid layer, dense ones, and images. */
  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "deep", "images", "normalized"})
  void contractionIsTheSumOfSquaredDerivatives(String which) {
    Architecture architecture =
        switch (which) {
          case "sigmoid" -> DenseArchitecture.of(3).withCodeActivation(ActivationFunction.SIGMOID);
          case "deep" ->
              DenseArchitecture.of(5, 3)
                  .withActivation(ActivationFunction.TANH)
                  .withCodeActivation(ActivationFunction.SIGMOID);
          case "images" -> ConvolutionalArchitecture.of(2).withActivation(ActivationFunction.TANH);
          default ->
              DenseArchitecture.of(5, 3)
                  .withActivation(ActivationFunction.TANH)
                  .withBatchNormalization(true)
                  .withDropout(0.3);
        };
    try (GraphEngine engine = GraphEngine.create()) {
      AutoencoderNetwork network =
          new AutoencoderNetwork(engine, Autoencoder.of(architecture), Shape.of(4, 3));
      float[] x = {.3f, -.2f, .5f, .9f, -.7f, .1f, .4f, -.6f, .8f, -.1f, .2f, .7f};
      double sum = 0;
      float step = 2e-3f;
      for (int i = 0; i < x.length; i++) {
        float[] up = x.clone();
        float[] down = x.clone();
        up[i] += step;
        down[i] -= step;
        float[] high = code(engine, network, up);
        float[] low = code(engine, network, down);
        for (int j = 0; j < high.length; j++) {
          double slope = (high[j] - low[j]) / (2 * step);
          sum += slope * slope;
        }
      }
      assertThat(sum).isPositive();
      assertThat(norm(engine, network, x)).isCloseTo(sum, within(2e-3 * sum));
    }
  }

  private static float[] code(Engine engine, AutoencoderNetwork network, float[] x) {
    try (Outputs outputs =
        engine.run(
            (tf, in) ->
                Map.of(
                    "code",
                    network.encode(tf, network.shaped(tf, tf.constant(x)), Mode.INFERENCE)))) {
      return outputs.floats("code");
    }
  }

  private static double norm(Engine engine, AutoencoderNetwork network, float[] x) {
    try (Outputs outputs =
        engine.run(
            (tf, in) -> {
              Operand<TFloat32> shaped = network.shaped(tf, tf.constant(x));
              Operand<TFloat32> code = network.encode(tf, shaped, Mode.INFERENCE);
              return Map.of("norm", new Contraction(network).norm(tf, shaped, code));
            })) {
      return outputs.floats("norm")[0];
    }
  }

  @Test
  void lossHasWhatIsAddedAndIsToldWithout() {
    Autoencoder autoencoder =
        Autoencoder.of(DenseArchitecture.of(16).withCodeActivation(ActivationFunction.SIGMOID))
            .withContraction(0.01)
            .withEpochs(2);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      double plain = model.figures().get("reconstruction_loss");
      assertThat(plain).isCloseTo(model.meanLoss(digits, ReconstructionLoss.MSE), within(1e-5));
      assertThat(model.figures().get("loss")).isGreaterThan(plain + 1e-3);
    }
  }

  // ----------------------------------------------------------- convolutional

  /** Sizes and what becomes of them: channels, code, whether the reconstruction is cropped. */
  @ParameterizedTest
  @CsvSource({
    "28, 28, 1, 64, false",
    "32, 32, 3, 64, false",
    "8, 8, 1, 4, false",
    "9, 13, 2, 16, true",
    "7, 30, 4, 16, true",
    "5, 5, 1, 4, true",
  })
  void imagesOfAnySizeComeBack(int height, int width, int channels, int code, boolean cropped) {
    ConvolutionalArchitecture architecture = ConvolutionalArchitecture.of(3, 2, 4);
    Shape sample = Shape.of(height, width, channels);
    try (Samples images = Samples.of(new float[6 * height * width * channels], sample.prepend(6));
        AutoencoderModel model = Autoencoder.of(architecture).withEpochs(1).fit(images, HOW)) {
      assertThat(model.features()).isEqualTo(height * width * channels);
      assertThat(model.codeSize()).isEqualTo(code);
      assertThat(model.encode(images)).hasDimensions(6, code);
      assertThat(model.reconstruct(images)).hasDimensions(6, height * width * channels);
      assertThat(model.savable().orElseThrow().functions().get(0).inputs().get(0).shape().tail())
          .isEqualTo(sample);
      assertThat(architecture.notes(sample).isEmpty()).isEqualTo(!cropped);
    }
  }

  @Test
  void croppingIsSaid() {
    assertThat(ConvolutionalArchitecture.of(3, 2, 4).notes(Shape.of(9, 13, 2)))
        .containsExactly(
            "images of 9 x 13 come back as 16 x 16, and are cropped at the bottom and on the right");
  }

  /** As published for 28 x 28: the third convolution of the decoder goes without padding. */
  @Test
  void theThirdConvolutionOfTheDecoderMakesUpForOddSizes() {
    List<Layer> decoder = ConvolutionalArchitecture.of(16, 8, 4).decoder(Shape.of(28, 28, 1));
    assertThat(decoder.stream().map(layer -> layer.config().get("padding")).toList())
        .containsExactly(null, "same", null, "same", null, "valid", null, "same");
    assertThat(ConvolutionalArchitecture.of(16, 8).decoder(Shape.of(28, 28, 1)))
        .noneMatch(layer -> "valid".equals(layer.config().get("padding")));
  }

  /** Transposed convolutions give back what pooling rounded up, stage by stage. */
  @ParameterizedTest
  @CsvSource({
    "28, 28, 1, false",
    "8, 8, 1, false",
    "9, 13, 2, true",
    "1, 12, 4, false",
  })
  void transposedConvolutionsDouble(
      int height, int width, int channels, boolean cropped, @TempDir Path folder) {
    ConvolutionalArchitecture architecture =
        ConvolutionalArchitecture.of(3, 2, 4).withUpSampling(UpSampling.TRANSPOSED);
    Shape sample = Shape.of(height, width, channels);
    Random random = new Random(1);
    float[] values = new float[6 * height * width * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    try (Samples images = Samples.of(values, sample.prepend(6));
        AutoencoderModel model = Autoencoder.of(architecture).withEpochs(1).fit(images, HOW)) {
      assertThat(model.reconstruct(images)).hasDimensions(6, height * width * channels);
      assertThat(architecture.notes(sample).isEmpty()).isEqualTo(!cropped);
      assertThat(model.savable().orElseThrow().variablesByPath())
          .containsKey("decoder.layers[1].kernel");
      model.save(folder.resolve("model"));
      try (AutoencoderModel loaded = AutoencoderModel.load(folder.resolve("model"));
          DecoderModel decoder = loaded.decoder()) {
        assertThat(loaded.architecture().orElseThrow().options()).isEqualTo(architecture.options());
        assertThat(loaded.reconstruct(images)).isDeepEqualTo(model.reconstruct(images));
        assertThat(decoder.decode(model.encode(images)))
            .isDeepEqualTo(model.decode(model.encode(images)));
      }
    }
  }

  @Test
  void transposedConvolutionsLearn() {
    Autoencoder autoencoder =
        Autoencoder.of(ConvolutionalArchitecture.of(8, 8).withUpSampling(UpSampling.TRANSPOSED))
            .withEpochs(15)
            .withBatch(32)
            .withLearningRate(0.003);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      double[] losses = model.history().values("loss");
      assertThat(losses[14]).isLessThan(0.3 * losses[0]);
    }
    assertThat(
            ConvolutionalArchitecture.of(3, 2)
                .withUpSampling(UpSampling.TRANSPOSED)
                .notes(Shape.of(7, 8, 1)))
        .containsExactly(
            "images of 7 x 8 come back as 8 x 8, and are cropped at the bottom and on the right");
  }

  @Test
  void denseLayersMayMakeTheCode() {
    Autoencoder autoencoder =
        Autoencoder.of(
                ConvolutionalArchitecture.of(4, 4)
                    .withLayers(List.of(12, 3))
                    .withCodeActivation(ActivationFunction.SIGMOID))
            .withEpochs(20)
            .withBatch(64);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      float[][] code = model.encode(digits);
      assertThat(code).hasDimensions(digits.count(), 3);
      for (float unit : code[0]) {
        assertThat(unit).isBetween(0f, 1f);
      }
      double[] losses = model.history().values("loss");
      assertThat(losses[19]).isLessThan(0.6 * losses[0]);
    }
  }

  @Test
  void imagesThatWontDoAreRefused() {
    Autoencoder autoencoder = Autoencoder.of(ConvolutionalArchitecture.of(4, 4, 4, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> autoencoder.check(digits))
        .withMessage(
            "filters must be at most 3 for images of 8 x 8, which are halved as often, but are 4");
    try (Samples table = Samples.of(new float[][] {{1, 2, 3}});
        Samples many = Samples.of(new float[2 * 5 * 5 * 5], Shape.of(2, 5, 5, 5))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> autoencoder.check(table))
          .withMessage(
              "samples must be images for convolutions, (height, width) or (height, width, 1 to 4"
                  + " channels), but are of shape [3]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> autoencoder.check(many))
          .withMessageEndingWith("but are of shape [5, 5, 5]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvolutionalArchitecture.of(4, 4).withDecoderFilters(List.of(1)))
        .withMessage("decoderFilters must be as many as filters, 2, but is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvolutionalArchitecture.of())
        .withMessage("filters must be at least one, but there are none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DenseArchitecture.of(3).withDropout(1))
        .withMessage("dropout must be at least 0 and below 1, but is 1.0");
  }

  /** As many values as the model's images, but other images. */
  @Test
  void imagesOfAnotherShapeAreRefusedByATrainedModel() {
    try (Samples colours = Samples.of(new float[4 * 4 * 4 * 3], Shape.of(4, 4, 4, 3));
        Samples grey = Samples.of(new float[2 * 8 * 6], Shape.of(2, 8, 6));
        Samples rows = Samples.of(new float[2][48]);
        AutoencoderModel model =
            Autoencoder.of(ConvolutionalArchitecture.of(2)).withEpochs(1).fit(colours, HOW)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.encode(grey))
          .withMessage(
              "samples must be images of shape [4, 4, 3], as those of the fit, but are of [8, 6]");
      assertThat(model.encode(rows)).hasDimensions(2, 8);
    }
  }

  // ------------------------------------------------------------ architecture

  @Test
  void tiedDecodersHaveNoKernelsAndAreSavedAndLoaded(@TempDir Path folder) {
    Autoencoder autoencoder =
        Autoencoder.of(DenseArchitecture.of(16, 4).withTied(true)).withEpochs(3);
    try (AutoencoderModel model = autoencoder.fit(digits, HOW)) {
      assertThat(model.savable().orElseThrow().variablesByPath())
          .containsOnlyKeys(
              "encoder.layers[0].kernel",
              "encoder.layers[0].bias",
              "encoder.layers[1].kernel",
              "encoder.layers[1].bias",
              "decoder.layers[0].bias",
              "decoder.layers[1].bias");
      assertThat(model.history().values("loss")[2]).isLessThan(model.history().values("loss")[0]);
      model.save(folder.resolve("model"));
      try (AutoencoderModel loaded = AutoencoderModel.load(folder.resolve("model"))) {
        assertThat(loaded.reconstruct(digits)).isDeepEqualTo(model.reconstruct(digits));
        assertThat(loaded.decode(new float[][] {{1, 2, 3, 4}}))
            .isDeepEqualTo(model.decode(new float[][] {{1, 2, 3, 4}}));
      }
    }
  }

  @Test
  void normalizationAndDropoutAreForHiddenLayersOnly() {
    List<String> dense =
        DenseArchitecture.of(6, 4, 2)
            .withBatchNormalization(true)
            .withDropout(0.5)
            .encoder(Shape.of(9))
            .stream()
            .map(layer -> layer.getClass().getSimpleName())
            .toList();
    assertThat(dense)
        .containsExactly(
            "Dense",
            "BatchNormalization",
            "Activation",
            "Dropout",
            "Dense",
            "BatchNormalization",
            "Activation",
            "Dropout",
            "Dense");
    try (AutoencoderModel model =
        Autoencoder.of(DenseArchitecture.of(32, 8).withBatchNormalization(true).withDropout(0.1))
            .withEpochs(30)
            .withBatch(32)
            .fit(digits, HOW)) {
      // In use the same samples give the same, and moving means are those of the training.
      assertThat(model.reconstruct(digits)).isDeepEqualTo(model.reconstruct(digits));
      assertThat(model.figures().get("loss")).isLessThan(0.05);
    }
  }

  /** A user's own: the decoder gives too much. */
  public record TooWide() implements Architecture {
    @Override
    public List<Layer> encoder(Shape sample) {
      return List.of(Dense.of(2));
    }

    @Override
    public List<Layer> decoder(Shape sample) {
      return List.of(Dense.of((int) sample.size() + 1));
    }

    @Override
    public Shape input(Shape sample) {
      return Shape.of(sample.size());
    }
  }

  @Test
  void decodersThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autoencoder.of(new TooWide()).check(digits))
        .withMessage(
            "architecture must have a decoder that gives the shape of a sample, [64], but it gives"
                + " [65]");
  }

  @Test
  void codesLargerThanSamplesAreAllowedAndSaid() {
    assertThat(Autoencoder.of(100).notes(digits))
        .containsExactly(
            "a code of 100 numbers is larger than a sample of 64, which could simply be copied");
    assertThat(Autoencoder.of(64).notes(digits)).isEmpty();
    try (AutoencoderModel model = Autoencoder.of(100).withEpochs(1).fit(digits, HOW)) {
      assertThat(model.codeSize()).isEqualTo(100);
    }
  }
}
