package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.nn.ActivationFunction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class VaeTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));

  private static Samples digits;
  private static Split split;

  @BeforeAll
  static void open(@TempDir Path empty) {
    digits = new DataCatalog(empty).samples("digits");
    split = digits.split(0.5, 1);
  }

  @AfterAll
  static void close() {
    split.close();
    digits.close();
  }

  private static FitOptions held() {
    return HOW.withValidation(split.validation());
  }

  private static Vae small() {
    return Vae.of(32).withLatent(4).withEpochs(3).withBatch(64);
  }

  private static float[] scaled(Samples samples) {
    float[] values = samples.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] /= 16;
    }
    return values;
  }

  private static Map<String, float[]> values(VaeModel model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model
        .savable()
        .orElseThrow()
        .variablesByPath()
        .forEach((path, variable) -> values.put(path, variable.toFloats()));
    return values;
  }

  // ------------------------------------------------------------------ learning

  @Test
  void learnsDigitsAndTellsBothLosses() {
    Vae vae =
        Vae.of(64)
            .withLatent(6)
            .withEpochs(40)
            .withBatch(32)
            .withClipNorm(15)
            .withLearningRate(0.003)
            .withPatience(0);
    try (VaeModel model = vae.fit(split.training(), held())) {
      VaeLosses losses = model.losses(split.validation());
      double[] history = model.history().values("val_loss");

      assertThat(history[history.length - 1]).isLessThan(history[0] - 5);
      assertThat(model.figures())
          .containsEntry("val_reconstruction_loss", losses.reconstruction())
          .containsEntry("val_kl_divergence", losses.divergence())
          .containsEntry("val_active_units", (double) losses.activeUnits());
      assertThat(losses.activeUnits()).isBetween(4, 6);
      assertThat(losses.reconstruction()).isBetween(19.0, 24.0);
      assertThat(model.history().last().metric("val_reconstruction_loss"))
          .isCloseTo(losses.reconstruction(), within(0.3));
      assertThat(model.mutualInformation(split.validation()))
          .isBetween(1.0, Math.log(split.validation().count()));
      assertThat(model.advice()).isEmpty();
    }
  }

  /** The divergence from means and variances, the likelihood from what is decoded. */
  @Test
  void lossesAreThoseOfTheFormulas() {
    try (VaeModel model = small().fit(digits, HOW)) {
      float[][] means = model.encode(digits);
      float[][] logs = model.logVariances(digits);
      double[] divergences = new double[4];
      for (int i = 0; i < means.length; i++) {
        for (int d = 0; d < 4; d++) {
          double square = means[i][d] * means[i][d];
          divergences[d] += 0.5 * (square + Math.exp(logs[i][d]) - 1 - logs[i][d]) / means.length;
        }
      }
      VaeLosses losses = model.losses(digits);
      assertThat(losses.divergences()).containsExactly(divergences, within(1e-5));
      for (int d = 0; d < 4; d++) {
        int unit = d;
        double[] column = Arrays.stream(means).mapToDouble(row -> row[unit]).toArray();
        double mean = Arrays.stream(column).average().orElseThrow();
        double variance =
            Arrays.stream(column).map(value -> (value - mean) * (value - mean)).average().orElse(0);
        assertThat(losses.variances()[d]).isCloseTo(variance, within(1e-6));
      }
      double mean = crossEntropy(digits, model.reconstruct(digits));
      // With a drawn code the loss is larger than with the mean, as the decoder is nearly linear.
      assertThat(losses.reconstruction()).isBetween(mean, mean + 3);
    }
  }

  private static double crossEntropy(Samples samples, float[][] probabilities) {
    float[] truth = scaled(samples);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double p = probabilities[i / 64][i % 64];
      sum -= truth[i] * Math.log(p) + (1 - truth[i]) * Math.log(1 - p);
    }
    return sum / samples.count();
  }

  /** Where the posterior has no variance left, the drawn code is the mean. */
  @ParameterizedTest
  @EnumSource
  void likelihoodIsThatOfTheDecodedMeanWhereNothingIsDrawn(VaeOutput output) {
    try (VaeModel model = small().withEpochs(1).withOutput(output).fit(digits, HOW)) {
      Map<String, ModelVariable<?>> variables = model.savable().orElseThrow().variablesByPath();
      variables.get("encoder.log_variance.kernel").assign(new float[32 * 4]);
      variables.get("encoder.log_variance.bias").assign(-20, -20, -20, -20);
      float[][] made = model.reconstruct(digits);
      double expected = crossEntropy(digits, made);
      if (output == VaeOutput.GAUSSIAN) {
        double log = variables.get("decoder.log_variance").toFloats()[0];
        float[] truth = scaled(digits);
        double squares = 0;
        for (int i = 0; i < truth.length; i++) {
          squares += Math.pow(truth[i] - made[i / 64][i % 64], 2);
        }
        expected =
            0.5 * (squares / digits.count() / Math.exp(log) + 64 * (log + Math.log(2 * Math.PI)));
      }
      assertThat(model.losses(digits).reconstruction()).isCloseTo(expected, within(2e-3));
    }
  }

  @Test
  void gaussianOutputLearnsItsVariance() {
    Vae vae = small().withOutput(VaeOutput.GAUSSIAN).withEpochs(30).withLearningRate(0.01);
    try (VaeModel model = vae.fit(digits, HOW)) {
      float[] truth = scaled(digits);
      float[][] made = model.reconstruct(digits);
      double squares = 0;
      for (int i = 0; i < truth.length; i++) {
        squares += Math.pow(truth[i] - made[i / 64][i % 64], 2) / truth.length;
      }
      double variance = Math.exp(values(model).get("decoder.log_variance")[0]);
      // That of a drawn code is a little larger than that of the mean.
      assertThat(variance).isBetween(0.9 * squares, 2 * squares);
    }
  }

  // ------------------------------------------------------------- the bound

  @Test
  void boundWithOneCodeIsTheElboAndGrowsWithMore() {
    try (VaeModel model = small().withEpochs(20).withLearningRate(0.01).fit(digits, HOW)) {
      VaeLosses losses = model.losses(digits);
      double one = model.bound(digits, 1);
      // One drawn code in place of the divergence's formula: equal but for chance.
      assertThat(one).isCloseTo(-losses.reconstruction() - losses.divergence(), within(0.3));
      double few = model.bound(digits, 5);
      double many = model.bound(digits, 100);
      assertThat(few).isGreaterThan(one + 0.05);
      assertThat(many).isGreaterThan(few + 0.05);
      assertThat(model.bound(digits, 100)).isEqualTo(many);
    }
  }

  /** With a linear decoder samples are normally distributed: p(x) = N(b, W W' + s I). */
  @Test
  void boundComesToTheLikelihoodOfALinearModel() {
    int features = 4;
    Random random = new Random(3);
    float[][] rows = new float[60][features];
    for (float[] row : rows) {
      double first = random.nextGaussian();
      double second = random.nextGaussian();
      row[0] = (float) (first + 0.5 * random.nextGaussian());
      row[1] = (float) (first - second + 0.5 * random.nextGaussian());
      row[2] = (float) (second + 0.5 * random.nextGaussian() + 1);
      row[3] = (float) (0.3 * first + 0.5 * random.nextGaussian());
    }
    Vae vae =
        Vae.of(VaeDenseArchitecture.of(3).withActivation(ActivationFunction.LINEAR))
            .withLatent(2)
            .withOutput(VaeOutput.GAUSSIAN)
            .withEpochs(10) // not so long that the encoder is exact
            .withBatch(20)
            .withLearningRate(0.01);
    try (Samples samples = Samples.of(rows);
        VaeModel model = vae.fit(samples, HOW)) {
      double exact = logLikelihood(rows, values(model));
      double elbo = model.bound(samples, 1);
      double bound = model.bound(samples, 20_000);
      assertThat(elbo).isLessThan(exact - 0.05);
      assertThat(bound).isCloseTo(exact, within(0.01));
    }
  }

  private static double logLikelihood(float[][] rows, Map<String, float[]> weights) {
    float[] first = weights.get("decoder.layers[0].kernel"); // (2, 3)
    float[] second = weights.get("decoder.layers[1].kernel"); // (3, 4)
    float[] bias = weights.get("decoder.layers[0].bias");
    double[][] w = new double[4][2];
    double[] b = new double[4];
    for (int j = 0; j < 4; j++) {
      b[j] = weights.get("decoder.layers[1].bias")[j];
      for (int h = 0; h < 3; h++) {
        b[j] += bias[h] * second[h * 4 + j];
        w[j][0] += first[h] * second[h * 4 + j];
        w[j][1] += first[3 + h] * second[h * 4 + j];
      }
    }
    double variance = Math.exp(weights.get("decoder.log_variance")[0]);
    double[][] cholesky = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = w[i][0] * w[j][0] + w[i][1] * w[j][1] + (i == j ? variance : 0);
        for (int k = 0; k < j; k++) {
          sum -= cholesky[i][k] * cholesky[j][k];
        }
        cholesky[i][j] = i == j ? Math.sqrt(sum) : sum / cholesky[j][j];
      }
    }
    double total = 0;
    for (float[] row : rows) {
      double[] solved = new double[4];
      double log = 2 * Math.log(2 * Math.PI);
      for (int i = 0; i < 4; i++) {
        double rest = row[i] - b[i];
        for (int k = 0; k < i; k++) {
          rest -= cholesky[i][k] * solved[k];
        }
        solved[i] = rest / cholesky[i][i];
        log += 0.5 * solved[i] * solved[i] + Math.log(cholesky[i][i]);
      }
      total -= log;
    }
    return total / rows.length;
  }

  @Test
  void severalImportanceSamplesMaximizeTheirBound() {
    Vae vae = small().withEpochs(12).withLearningRate(0.005);
    try (VaeModel one = vae.fit(split.training(), held());
        VaeModel several = vae.withImportanceSamples(8).fit(split.training(), held())) {
      double[] losses = several.history().values("val_loss");
      assertThat(losses[11]).isLessThan(losses[0] - 3);
      // What is told as loss is the bound with as many codes.
      assertThat(losses[11]).isCloseTo(-several.bound(split.validation(), 8), within(0.2));
      assertThat(several.bound(split.validation(), 8))
          .isGreaterThan(one.bound(split.validation(), 1));
    }
  }

  // -------------------------------------------- beta, warm-up, free bits, clipping

  @Test
  void betaAndFreeBitsRuleTheDivergence() {
    Vae vae = small().withEpochs(15).withLearningRate(0.005);
    try (VaeModel usual = vae.fit(digits, HOW);
        VaeModel loose = vae.withBeta(0.1).fit(digits, HOW);
        VaeModel strict = vae.withBeta(50).fit(digits, HOW);
        VaeModel free = vae.withBeta(50).withFreeBits(1.5).fit(digits, HOW)) {
      double divergence = usual.losses(digits).divergence();
      assertThat(loose.losses(digits).divergence()).isGreaterThan(1.5 * divergence);
      assertThat(strict.losses(digits).divergence()).isLessThan(0.1 * divergence);
      // What is free is used, and each nat above it costs 50.
      assertThat(free.figures().get("active_units")).isEqualTo(4);
      for (double unit : free.losses(digits).divergences()) {
        assertThat(unit).isLessThan(1.6);
      }
      assertThat(free.losses(digits).divergence())
          .isGreaterThan(10 * strict.losses(digits).divergence());
      assertThat(strict.figures().get("active_units")).isZero();
      assertThat(strict.advice().orElseThrow()).startsWith("the code has collapsed");
      assertThat(strict.summary()).contains("give each unit free bits");
    }
  }

  /** At the first step of a warm-up the divergence costs nothing; in the middle half of it. */
  @Test
  void warmUpRaisesTheWeightStepByStep() {
    Vae vae = small().withEpochs(1).withBatch(digits.count()).withPatience(0);
    Vae warm = vae.withWarmUp(4);
    for (int epochs = 1; epochs <= 6; epochs++) {
      try (VaeModel model = warm.withEpochs(epochs).fit(digits, HOW)) {
        double weight = Math.min(1, (epochs - 1) / 4.0);
        assertThat(model.history().last().metric("loss"))
            .isCloseTo(
                model.history().last().metric("reconstruction_loss")
                    + weight * model.history().last().metric("kl_divergence"),
                within(1e-4));
      }
    }
    try (VaeModel never = vae.withEpochs(2).fit(digits, held())) {
      assertThat(never.history().last().metric("val_loss"))
          .isCloseTo(
              never.history().last().metric("val_reconstruction_loss")
                  + never.history().last().metric("val_kl_divergence"),
              within(1e-4));
    }
  }

  /** With SGD the first step is the rate times the clipped gradient. */
  @Test
  void eachGradientIsClippedToItsNorm() {
    Vae vae =
        small()
            .withEpochs(1)
            .withBatch(digits.count())
            .withOptimizer("sgd")
            .withLearningRate(1)
            .withPatience(0);
    try (VaeModel start = vae.withLearningRate(1e-30).fit(digits, HOW);
        VaeModel clipped = vae.withClipNorm(0.25).fit(digits, HOW)) {
      Map<String, float[]> before = values(start);
      int atTheLimit = 0;
      for (Map.Entry<String, float[]> after : values(clipped).entrySet()) {
        double square = 0;
        for (int i = 0; i < after.getValue().length; i++) {
          square += Math.pow(after.getValue()[i] - before.get(after.getKey())[i], 2);
        }
        assertThat(Math.sqrt(square)).as(after.getKey()).isLessThan(0.25 + 1e-5);
        atTheLimit += Math.sqrt(square) > 0.25 - 1e-5 ? 1 : 0;
      }
      assertThat(atTheLimit).isGreaterThan(1);
    }
  }

  // ----------------------------------------------------------- conditional

  @Test
  void conditionalModelDrawsTheDigitsThatItIsAskedFor() {
    Vae vae = Vae.of(64).withLatent(3).withConditional(true).withEpochs(50).withLearningRate(0.005);
    try (VaeModel model = vae.fit(digits, HOW)) {
      assertThat(model.conditional()).isTrue();
      assertThat(model.classes()).isEqualTo(10);
      int[] labels = new int[300];
      Arrays.setAll(labels, i -> i % 10);
      float[][] drawn = model.sample(labels, 1);
      assertThat(model.sample(300, 1)).isDeepEqualTo(drawn);
      float[][] centers = classMeans();
      int right = 0;
      for (int i = 0; i < drawn.length; i++) {
        right += nearest(drawn[i], centers) == labels[i] ? 1 : 0;
      }
      assertThat(right).isGreaterThan(240);
      assertThat(model.decode(new float[2][3], 3, 4)).hasDimensions(2, 64);
      assertThat(model.interpolate(new float[3], new float[] {1, 1, 1}, 5, 7)).hasDimensions(5, 64);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.decode(new float[2][3], 3, 10))
          .withMessage("labels must be from 0 to 9, but one is 10");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.decode(new float[2][3]))
          .withMessage("labels must be 2 for 2 codes of a model that is conditional, but are 0");
      try (Samples bare = Samples.of(new float[2][64])) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.encode(bare))
            .withMessage("conditional must be false for samples without labels, but is true");
      }
    }
  }

  private static float[][] classMeans() {
    float[] values = scaled(digits);
    int[] labels = digits.labels().orElseThrow();
    float[][] means = new float[10][64];
    int[] counts = new int[10];
    for (int label : labels) {
      counts[label]++;
    }
    for (int i = 0; i < values.length; i++) {
      int label = labels[i / 64];
      means[label][i % 64] += values[i] / counts[label];
    }
    return means;
  }

  private static int nearest(float[] image, float[][] centers) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centers.length; c++) {
      double distance = 0;
      for (int i = 0; i < image.length; i++) {
        distance += Math.pow(image[i] - centers[c][i], 2);
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  // --------------------------------------------------------- convolutional

  private static Samples images(int height, int width, int channels) {
    float[] values = new float[40 * height * width * channels];
    Random random = new Random(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    int[] labels = new int[40];
    Arrays.setAll(labels, i -> i % 3);
    return Samples.of(values, Shape.of(40, height, width, channels)).withLabels(labels);
  }

  @Test
  void convolutionsTakeImagesOfAnySizeAndGiveThemBack() {
    VaeConvolutionalArchitecture architecture =
        VaeConvolutionalArchitecture.of(4, 6).withHidden(List.of(8));
    for (int[] size : new int[][] {{8, 8, 1}, {7, 10, 3}, {5, 4, 4}}) {
      for (boolean conditional : new boolean[] {false, true}) {
        Vae vae = Vae.of(architecture).withLatent(2).withEpochs(1).withConditional(conditional);
        try (Samples images = images(size[0], size[1], size[2]);
            VaeModel model = vae.fit(images, HOW)) {
          int features = size[0] * size[1] * size[2];
          assertThat(model.features()).isEqualTo(features);
          assertThat(model.reconstruct(images)).hasDimensions(40, features);
          assertThat(model.sample(5, 2)).hasDimensions(5, features);
          assertThat(model.losses(images).reconstruction())
              .isBetween(0.5 * features, 1.0 * features);
          assertThat(values(model))
              .containsKeys("encoder.layers[0].kernel", "decoder.layers[0].kernel");
        }
      }
    }
  }

  @Test
  void convolutionsLearnDigits() {
    Vae vae =
        Vae.of(VaeConvolutionalArchitecture.of(8, 16).withHidden(List.of(32)))
            .withLatent(6)
            .withEpochs(8)
            .withBatch(32)
            .withLearningRate(0.003);
    try (VaeModel model = vae.fit(split.training(), held())) {
      double[] history = model.history().values("val_loss");
      assertThat(history[7]).isLessThan(history[0] - 4);
      assertThat(history[7]).isBetween(24.0, 32.0);
    }
  }

  @Test
  void convolutionsRefuseWhatIsNoImageOrTooSmall() {
    Vae vae = Vae.of(VaeConvolutionalArchitecture.of(4, 4, 4, 4));
    try (Samples table = Samples.of(new float[][] {{0, 1}, {1, 0}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vae.check(table))
          .withMessage("kind must be dense for samples that are no images, but is convolutional");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vae.check(digits))
          .withMessage(
              "filters must be so few that images can be halved as often, but are"
                  + " [4, 4, 4, 4] for images of 8x8");
    }
  }

  // ---------------------------------------------------------- binarization

  @Test
  void drawsOnceAndEachEpochDiffer() {
    float[] grey = new float[20_000];
    Arrays.fill(grey, 0.3f);
    float[] first = grey.clone();
    float[] again = Arrays.copyOfRange(grey, 500, 20_000);
    float[] other = grey.clone();
    VaeBinarization.draw(first, 0, 1);
    VaeBinarization.draw(again, 500, 1);
    VaeBinarization.draw(other, 0, 2);
    double mean = 0;
    for (float value : first) {
      assertThat(value == 0 || value == 1).isTrue();
      mean += value / first.length;
    }
    assertThat(mean).isBetween(0.29, 0.31);
    assertThat(again).containsExactly(Arrays.copyOfRange(first, 500, 20_000));
    assertThat(other).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void binarizedSamplesAreWhatIsLearned(VaeBinarization way) {
    Vae vae = small().withBinarize(way).withEpochs(10).withLearningRate(0.005).withPatience(0);
    try (VaeModel model = vae.fit(split.training(), held())) {
      double told = model.history().last().metric("val_reconstruction_loss");
      double measured = model.losses(split.validation()).reconstruction();
      assertThat(measured).isCloseTo(told, within(0.6));
      // A drawn pixel is as surprising as a grey one in the mean, a thresholded one less.
      assertThat(measured).isBetween(way == VaeBinarization.THRESHOLD ? 14.0 : 21.0, 28.0);
    }
  }

  @Test
  void thresholdedSamplesEncodeAsTheirZerosAndOnes() {
    float[] values = scaled(digits);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= 0.5f ? 1 : 0;
    }
    try (VaeModel model = small().withBinarize(VaeBinarization.THRESHOLD).fit(digits, HOW);
        Samples bits = Samples.of(values, digits.shape()).withIntensityMaximum(1)) {
      float[] sixteen = values.clone();
      for (int i = 0; i < sixteen.length; i++) {
        sixteen[i] *= 16;
      }
      try (Samples same = Samples.of(sixteen, bits.shape())) {
        assertThat(model.encode(same)).isDeepEqualTo(model.encode(digits));
      }
    }
  }

  // ------------------------------------------------------------ the same again

  @ParameterizedTest
  @EnumSource
  void resumedTrainingGivesTheModelOfAnUninterruptedOne(VaeBinarization way, @TempDir Path folder) {
    Vae vae = small().withBinarize(way).withWarmUp(2);
    FitOptions saved = held().withCheckpoint(folder, CheckpointUse.BEGIN);
    FitOptions resuming = held().withCheckpoint(folder, CheckpointUse.RESUME);
    try (VaeModel whole = vae.fit(split.training(), held());
        VaeModel part = vae.withEpochs(2).fit(split.training(), saved);
        VaeModel resumed = vae.fit(split.training(), resuming)) {
      assertThat(part.history().epochs()).hasSize(2);
      assertThat(values(resumed)).usingRecursiveComparison().isEqualTo(values(whole));
      assertThat(resumed.figures()).isEqualTo(whole.figures());
    }
  }

  @Test
  void variablesHaveThePathsOfTheContract() {
    Vae vae = Vae.of(8, 6).withLatent(2).withOutput(VaeOutput.GAUSSIAN).withEpochs(1);
    try (VaeModel model = vae.fit(digits, HOW)) {
      assertThat(values(model))
          .containsOnlyKeys(
              "encoder.layers[0].kernel",
              "encoder.layers[0].bias",
              "encoder.layers[1].kernel",
              "encoder.layers[1].bias",
              "encoder.mean.kernel",
              "encoder.mean.bias",
              "encoder.log_variance.kernel",
              "encoder.log_variance.bias",
              "decoder.layers[0].kernel",
              "decoder.layers[0].bias",
              "decoder.layers[1].kernel",
              "decoder.layers[1].bias",
              "decoder.layers[2].kernel",
              "decoder.layers[2].bias",
              "decoder.log_variance");
    }
  }

  @Test
  void loadedModelGivesTheSame(@TempDir Path folder) {
    Vae vae = small().withConditional(true).withBinarize(VaeBinarization.EACH_EPOCH);
    try (VaeModel model = vae.fit(digits, HOW)) {
      model.save(folder.resolve("model"));
      try (VaeModel loaded = VaeModel.load(folder.resolve("model"))) {
        assertThat(loaded.classes()).isEqualTo(10);
        assertThat(loaded.sample(new int[] {1, 2}, 3))
            .isDeepEqualTo(model.sample(new int[] {1, 2}, 3));
        assertThat(loaded.losses(digits))
            .usingRecursiveComparison()
            .isEqualTo(model.losses(digits));
        assertThat(loaded.bound(digits, 7)).isEqualTo(model.bound(digits, 7));
        assertThat(loaded.mutualInformation(digits)).isEqualTo(model.mutualInformation(digits));
      }
    }
  }

  @Test
  void interpolationAndTraversalDecodeTheirCodes() {
    try (VaeModel model = small().fit(digits, HOW)) {
      float[] from = {0, 1, 2, 3};
      float[] to = {4, 1, 0, -1};
      float[][] way = model.interpolate(from, to, 5);
      float[][] codes = {from, {1, 1, 1.5f, 2}, {2, 1, 1, 1}, {3, 1, 0.5f, 0}, to};
      assertThat(way).isDeepEqualTo(model.decode(codes));
      float[][] along = model.traverse(from, 2, 3, 3);
      float[][] changed = {{0, 1, -3, 3}, {0, 1, 0, 3}, {0, 1, 3, 3}};
      assertThat(along).isDeepEqualTo(model.decode(changed));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.traverse(from, 4, 3, 3))
          .withMessage("unit must be from 0 to 3, but is 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.decode(new float[][] {{1, 2}}))
          .withMessage("codes must be of length 4, but row 0 is of length 2");
    }
  }

  // --------------------------------------------------------------- bad input

  @Test
  void bernoulliNeedsSamplesBetween0And1() {
    Vae vae = small().withBatch(2).withEpochs(1);
    try (Samples good = Samples.of(new float[][] {{0, 1}, {0.5f, 0}});
        Samples bad = Samples.of(new float[][] {{0, 1}, {0.5f, 1.5f}, {-3, 0}})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vae.fit(bad))
          .withMessage(
              "output must be gaussian, or scale minmax, for samples that are not between 0 and 1,"
                  + " but is bernoulli, and sample 1, feature 1 (both from 0), is 1.5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vae.fit(good, bad))
          .withMessageEndingWith("and validation sample 1, feature 1 (both from 0), is 1.5");
      vae.withScale(Scaling.Kind.MINMAX).fit(bad).close();
      vae.withOutput(VaeOutput.GAUSSIAN).fit(bad).close();
    }
  }

  @Test
  void optionsOutOfTheirRangeAreRefused() {
    Vae vae = small();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.withBeta(0))
        .withMessage("beta must be above 0 and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.withFreeBits(0.5).withImportanceSamples(2))
        .withMessage("freeBits must be 0 with several importance samples, but is 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> vae.withOutput(VaeOutput.GAUSSIAN).withBinarize(VaeBinarization.THRESHOLD))
        .withMessage("binarize must be none with a Gaussian output, but is threshold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vae.of())
        .withMessage("hidden must be at least one layer, but there are none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.withConditional(true).fit(images(2, 2, 1).withLabels(noLabels())))
        .withMessage(
            "samples must have labels of 0 or above to be conditional on, but have negative ones");
  }

  private static int[] noLabels() {
    int[] labels = new int[40];
    Arrays.fill(labels, -1);
    return labels;
  }
}
