package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitListener;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FitProgress;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingDivergedException;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class GanTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));
  private static final Gan RING =
      Gan.of(DenseGan.of(24))
          .withLatent(4)
          .withSteps(600)
          .withBatch(64)
          .withCheckEvery(20)
          .withLearningRate(0.002)
          .withAveraging(0.95);

  private static Samples digits;
  private static Samples ring;

  @BeforeAll
  static void open(@TempDir Path empty) {
    digits = new DataCatalog(empty).samples("digits");
    ring = ring(400);
  }

  @AfterAll
  static void close() {
    digits.close();
    ring.close();
  }

  /** Points about a circle. */
  private static Samples ring(int count) {
    Random random = new Random(1);
    float[] values = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      values[2 * i] = (float) (2 * Math.cos(angle) + 0.1 * random.nextGaussian());
      values[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.1 * random.nextGaussian());
      labels[i] = angle < Math.PI ? 0 : 1; // above and below
    }
    return Samples.of(values, Shape.of(count, 2)).withName("ring").withLabels(labels);
  }

  /** Keeps what is said. */
  private static final class Said implements FitListener {
    private final List<String> messages = new ArrayList<>();

    @Override
    public boolean onProgress(FitProgress progress) {
      return true;
    }

    @Override
    public void onMessage(String message) {
      messages.add(message);
    }
  }

  // ----------------------------------------------------------------- learns

  @Test
  void generatesPointsOfTheRing() {
    try (GanModel model = RING.withSteps(1500).fit(ring, HOW)) {
      float[][] generated = model.generate(300, 1);
      double radius =
          Arrays.stream(generated).mapToDouble(p -> Math.hypot(p[0], p[1])).average().orElseThrow();
      assertThat(radius).isBetween(1.5, 2.5);
      assertThat(quadrants(generated)).allMatch(share -> share > 0.1);
      assertThat(model.figures().get("diversity")).isGreaterThan(0.5);
      assertThat(model.balance()).contains("the discriminator takes real samples for real");
    }
  }

  private static List<Double> quadrants(float[][] points) {
    double[] counts = new double[4];
    for (float[] point : points) {
      counts[(point[0] > 0 ? 1 : 0) + (point[1] > 0 ? 2 : 0)] += 1.0 / points.length;
    }
    return Arrays.stream(counts).boxed().toList();
  }

  @Test
  void generatesByLabel() {
    Gan conditional = RING.withConditional(true).withSteps(800);
    try (GanModel model = conditional.fit(ring, HOW)) {
      assertThat(model.labels()).isEqualTo(2);
      assertThat(model.latent()).isEqualTo(4);
      assertThat(shareAbove(model.generate(0, 200, 3))).isGreaterThan(0.8);
      assertThat(shareAbove(model.generate(1, 200, 3))).isLessThan(0.2);
      assertThat(model.discriminate(ring)[0]).hasSize(2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.generate(2, 1, 1))
          .withMessage("label must be from 0 to 1, but is 2");
    }
  }

  private static double shareAbove(float[][] points) {
    return Arrays.stream(points).filter(point -> point[1] > 0).count() / (double) points.length;
  }

  @Test
  void convolutionsTakeImagesOfSeveralSizes() {
    for (Shape shape : List.of(Shape.of(12, 28, 28, 1), Shape.of(12, 32, 32, 3))) {
      float[] pixels = new float[(int) shape.size()];
      Random random = new Random(2);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      Gan gan = Gan.of(ConvolutionalGan.of(4, 3)).withLatent(3).withSteps(2).withBatch(4);
      try (Samples images = Samples.of(pixels, shape);
          GanModel model = gan.fit(images, HOW)) {
        assertThat(model.generate(2, 1)[0]).hasSize((int) shape.tail().size());
        assertThat(model.discriminate(images)).hasNumberOfRows(12);
        assertThat(model.snapshots()).hasSize(1);
        assertThat(model.snapshots().get(0).step()).isEqualTo(2);
      }
    }
  }

  // ---------------------------------------------------------------- resumes

  @Test
  void resumesBitForBit(@TempDir Path folder) {
    Gan gan =
        Gan.of(ConvolutionalGan.of(6, 4))
            .withLatent(5)
            .withBatch(16)
            .withCheckEvery(7)
            .withSnapshots(List.of(5, 20))
            .withSteps(21);
    GeneratorScore score = new Scored(9);
    try (Samples some = digits.take(100);
        GanModel whole = gan.fit(some, HOW, score)) {
      FitOptions saving = HOW.withCheckpoint(folder, CheckpointUse.BEGIN);
      gan.fit(some, saving.withTrainingListener(new StoppedAfter(10)), score).close();
      FitOptions going = HOW.withCheckpoint(folder, CheckpointUse.RESUME);
      try (GanModel resumed = gan.fit(some, going, score)) {
        assertThat(resumed.generate(6, 2)).isDeepEqualTo(whole.generate(6, 2));
        assertThat(resumed.discriminate(some)).isDeepEqualTo(whole.discriminate(some));
        assertThat(resumed.figures()).isEqualTo(whole.figures());
        assertThat(resumed.history().values("loss")).isEqualTo(whole.history().values("loss"));
        assertThat(resumed.snapshots()).hasSameSizeAs(whole.snapshots());
        for (int i = 0; i < whole.snapshots().size(); i++) {
          assertThat(resumed.snapshots().get(i).generated())
              .isDeepEqualTo(whole.snapshots().get(i).generated());
        }
      }
      // A longer training goes on from there.
      try (GanModel longer = gan.withSteps(28).fit(some, going, score);
          GanModel wholeAgain = gan.withSteps(28).fit(some, HOW, score)) {
        assertThat(longer.generate(6, 2)).isDeepEqualTo(wholeAgain.generate(6, 2));
      }
    }
  }

  /** The mean of the first feature, more often than by default. */
  private record Scored(int everySteps) implements GeneratorScore {
    @Override
    public double of(float[][] generated) {
      return Arrays.stream(generated).mapToDouble(row -> row[0]).average().orElseThrow();
    }

    @Override
    public int samples() {
      return 20;
    }
  }

  /** Ends training in the midst of an epoch. */
  private static final class StoppedAfter implements TrainingListener {
    private int left;

    StoppedAfter(int steps) {
      left = steps;
    }

    @Override
    public void onStep(TrainingRun run, int step, double loss) {
      if (--left == 0) {
        run.stop();
      }
    }
  }

  // ------------------------------------------------------------- goes wrong

  /** Has the generator make the same sample of everything, once. */
  private static final class Planted implements TrainingListener {
    private final int epoch;
    private final float value;
    private float[] before;

    Planted(int epoch, float value) {
      this.epoch = epoch;
      this.value = value;
    }

    @Override
    public void onEpoch(TrainingRun run, Epoch ended) {
      if (ended.number() == epoch) {
        ModelVariable<?> kernel = run.model().variablesByPath().get("generator.layers[1].kernel");
        before = kernel.toFloats();
        float[] planted = new float[before.length];
        Arrays.fill(planted, value);
        kernel.assign(planted);
      }
    }
  }

  @Test
  void aCollapseIsToldAndTrainingGoesOnFromTheLastGoodAverage() {
    Said said = new Said();
    Gan slow =
        RING.withSteps(200).withLearningRate(1e-6).withAveraging(0.5).withCollapseBelow(0.01);
    FitOptions planted = HOW.withListener(said).withTrainingListener(new Planted(4, 0));
    try (GanModel recovered = slow.fit(ring, planted);
        GanModel never = slow.fit(ring, HOW);
        GanModel stayed = slow.withRecover(false).fit(ring, planted)) {
      assertThat(never.figures()).containsEntry("collapses", 0.0);
      assertThat(recovered.figures()).containsEntry("collapses", 1.0);
      assertThat(said.messages.get(0))
          .startsWith(
              "step 100: the generator has collapsed: its samples differ from each other by")
          .endsWith("Training goes on from its average of step 80");
      assertThat(spread(recovered.generate(50, 1)))
          .isCloseTo(spread(never.generate(50, 1)), within(0.01));
      assertThat(stayed.figures()).containsEntry("collapses", 1.0);
      assertThat(spread(stayed.generate(50, 1))).isLessThan(0.01);
    }
  }

  private static double spread(float[][] points) {
    double mean = Arrays.stream(points).mapToDouble(p -> p[0]).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(points)
            .mapToDouble(p -> (p[0] - mean) * (p[0] - mean))
            .average()
            .orElseThrow());
  }

  @Test
  void whatIsNoNumberEndsTrainingAndTheLastGoodIsKept() {
    Said said = new Said();
    Gan gan = RING.withSteps(200).withLearningRate(1e-6).withCollapseBelow(0.01);
    FitOptions planted = HOW.withListener(said).withTrainingListener(new Planted(4, Float.NaN));
    try (GanModel model = gan.fit(ring, planted)) {
      assertThat(said.messages)
          .containsExactly(
              "step 81: the loss is no number any more; the generator is the first network that is"
                  + " not finite. Training ends, and the generator of step 80 is kept");
      assertThat(model.history().end()).isEqualTo(History.End.STOPPED);
      assertThat(model.figures()).containsEntry("diverged_at", 81.0);
      assertThat(spread(model.generate(50, 1))).isFinite().isPositive();
    }
  }

  @Test
  void whatIsNoNumberFromTheStartIsAFailure() {
    Said said = new Said();
    Gan wild = RING.withOptimizer("sgd").withLearningRate(1e30).withLoss(GanLoss.LEAST_SQUARES);
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(() -> wild.fit(ring, HOW.withListener(said)).close());
    assertThat(said.messages).hasSize(1);
    assertThat(said.messages.get(0)).contains("a lower learning rate may help");
  }

  @Test
  void aDiscriminatorThatWinsIsToldWithWhatToChange() {
    Said said = new Said();
    // The generator hardly learns: its samples stay near zero, away from the ring.
    Gan unequal =
        RING.withSteps(400)
            .withSmoothing(0)
            .withCriticSteps(5)
            .withLearningRate(0.01)
            .withLatent(1);
    FitOptions frozen =
        HOW.withListener(said)
            .withTrainingListener(
                new TrainingListener() {
                  @Override
                  public void onStep(TrainingRun run, int step, double loss) {
                    run.model().variablesByPath().forEach((path, v) -> freeze(path, v));
                  }

                  private void freeze(String path, ModelVariable<?> variable) {
                    if (path.startsWith("generator.")) {
                      variable.assign(new float[(int) variable.shape().size()]);
                    }
                  }
                });
    unequal.fit(ring, frozen).close();
    assertThat(said.messages)
        .anyMatch(message -> message.contains("the discriminator wins"))
        .anyMatch(message -> message.contains("more label noise or smoothing"));
  }

  // ------------------------------------------------------------------ score

  @Test
  void keepsTheBestByAScore() {
    List<Double> scores = new ArrayList<>();
    GeneratorScore score =
        new GeneratorScore() {
          @Override
          public double of(float[][] generated) {
            scores.add(scores.size() == 1 ? -1.0 : 1.0);
            return scores.get(scores.size() - 1);
          }

          @Override
          public int everySteps() {
            return 40;
          }
        };
    try (GanModel best = RING.withSteps(200).fit(ring, HOW, score);
        GanModel early = RING.withSteps(80).fit(ring, HOW)) {
      assertThat(scores).hasSize(5);
      assertThat(best.figures()).containsEntry("best_step", 80.0).containsEntry("best_score", -1.0);
      assertThat(best.generate(5, 1)).isDeepEqualTo(early.generate(5, 1));
    }
  }

  // -------------------------------------------------------------- bad input

  @Test
  void refusesWhatWontDo() {
    assertRefused(
        () -> RING.withSmoothing(0.5), "smoothing must be at least 0 and below 0.5, but is 0.5");
    assertRefused(
        () -> RING.withLoss(GanLoss.WASSERSTEIN).withLabelNoise(0.1),
        "labelNoise must be 0 with the Wasserstein loss, but is 0.1");
    assertRefused(() -> RING.withCriticSteps(0), "criticSteps must be at least 1, but is 0");
    assertRefused(() -> DenseGan.of(3, 0), "layers must be at least 1 each, but are [3, 0]");
    assertRefused(
        () -> Gan.of(ConvolutionalGan.of(4, 2)).check(ring),
        "samples must be images for a convolutional GAN, but have the shape [2]");
    try (Samples odd = Samples.of(new float[2 * 6 * 6], Shape.of(2, 6, 6, 1));
        Samples plain = Samples.of(new float[][] {{1, 2}, {3, 4}})) {
      assertRefused(
          () -> Gan.of(ConvolutionalGan.of(4, 2)).check(odd),
          "samples must be images whose sides are multiples of 4 for 2 numbers of filters, but are"
              + " 6 x 6");
      assertRefused(
          () -> RING.withConditional(true).check(plain),
          "conditional must be off for samples without labels, but is on");
      assertRefused(
          () -> RING.withLoss(GanLoss.WASSERSTEIN).check(plain),
          "samples must be at least 5, but are 2");
    }
  }

  private static void assertRefused(Runnable what, String message) {
    assertThatExceptionOfType(InvalidOptionException.class)
        .isThrownBy(what::run)
        .withMessage(message);
  }
}
