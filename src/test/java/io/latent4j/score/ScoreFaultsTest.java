package io.latent4j.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** What is wrong with generated digits is told by the figure that it concerns. */
class ScoreFaultsTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));

  @TempDir static Path folder;

  private static Samples digits;
  private static Samples real;
  private static Samples held;
  private static Split split;
  private static FeatureClassifierModel classifier;
  private static Scorer scorer;

  @BeforeAll
  static void prepare() {
    digits = new DataCatalog(folder).samples("digits");
    split = digits.split(497.0 / 1797, 3);
    real = split.training();
    held = split.validation();
    classifier = FeatureCache.in(folder).classifier(real, Scaling.Kind.AUTO, HOW);
    scorer = Scorer.of(real, classifier.asFeatures(), ScoreOptions.defaults());
  }

  @AfterAll
  static void close() {
    scorer.close();
    classifier.close();
    split.close();
    digits.close();
  }

  @Test
  void unseenDigitsAreAsGoodAsReal() {
    Score score = scorer.score(held);

    assertThat(score.features()).isEqualTo("classifier");
    assertThat(score.frechetRatio()).isLessThan(8);
    assertThat(score.oneNnAccuracy()).isBetween(0.45, 0.65);
    assertThat(score.copied()).isLessThan(0.1);
    assertThat(score.precision()).isGreaterThan(0.8);
    assertThat(score.recall()).isGreaterThan(0.8);
    assertThat(score.density()).isBetween(0.7, 1.3);
    assertThat(score.coverage()).isGreaterThan(0.75);
    ClassFigures classes = score.classes().orElseThrow();
    assertThat(classes.entropy()).isBetween(2.28, Math.log(10));
    assertThat(classes.smallestShare()).isGreaterThan(0.07);
    assertThat(classes.meanConfidence()).isGreaterThan(0.9);
    assertThat(classifier.accuracy(held)).isGreaterThan(0.93);
    assertThat(classifier.figures().get("val_accuracy")).isGreaterThan(0.95);
  }

  @Test
  void copiesOfAHundredRealImagesAreTold() {
    Random random = new Random(1);
    int[] rows = IntStream.range(0, 500).map(i -> 13 * random.nextInt(100)).toArray();
    try (Samples copies = real.select(rows)) {
      Score score = scorer.score(copies);

      assertThat(score.copied()).isEqualTo(1);
      assertThat(score.nearest()).isEqualTo(rows);
      assertThat(score.precision()).isEqualTo(1);
      assertThat(score.coverage()).isLessThan(0.4); // of 1300, 100 and those around them
    }
  }

  @Test
  void aCopyOfAllIsToldByTheNearestNeighbour() {
    Score score = scorer.score(real);

    assertThat(score.oneNnAccuracy()).isLessThan(0.05);
    assertThat(score.copied()).isEqualTo(1);
  }

  @Test
  void onlyOnesAreTold() {
    int[] labels = digits.labels().orElseThrow();
    int[] ones = IntStream.range(0, labels.length).filter(row -> labels[row] == 1).toArray();
    try (Samples generated = digits.select(ones)) {
      Score score = scorer.score(generated);
      Score unseen = scorer.score(held);

      ClassFigures classes = score.classes().orElseThrow();
      assertThat(classes.entropy()).isLessThan(0.1);
      assertThat(classes.smallestShare()).isZero();
      assertThat(score.recall()).isLessThan(0.3);
      assertThat(score.precision()).isGreaterThan(0.9);
      assertThat(score.frechetRatio()).isGreaterThan(10 * unseen.frechetRatio());
    }
  }

  @Test
  void noiseIsTold() {
    Random random = new Random(2);
    float[] noise = new float[400 * 64];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    try (Samples generated = Samples.of(noise, Shape.of(400, 64))) {
      Score score = scorer.score(generated);

      assertThat(score.oneNnAccuracy()).isGreaterThan(0.95);
      assertThat(score.frechetRatio()).isGreaterThan(10 * scorer.score(held).frechetRatio());
      // A classifier of 8 x 8 pixels takes a third of the noise for digits; the pixels don't.
      assertThat(score.precision()).isLessThan(0.4);
      try (Scorer ofPixels = Scorer.of(real, Features.none(), ScoreOptions.defaults())) {
        assertThat(ofPixels.score(generated).precision()).isLessThan(0.01);
        assertThat(ofPixels.score(held).precision()).isGreaterThan(0.8);
      }
      assertThat(score.coverage()).isLessThan(0.05);
      assertThat(score.copied()).isZero();
      assertThat(score.classes().orElseThrow().meanConfidence()).isLessThan(0.85);
    }
  }

  @Test
  void knownFaultsAreFartherThanRealSamples() {
    Calibration calibration = scorer.calibration(300);

    assertThat(calibration.known().keySet())
        .containsExactly("real", "missing_class", "blurred", "noise");
    double asReal = calibration.known().get("real");
    assertThat(asReal).isGreaterThan(calibration.floor()); // of fewer samples
    assertThat(calibration.known().get("missing_class")).isGreaterThan(2 * asReal);
    assertThat(calibration.known().get("blurred")).isGreaterThan(5 * asReal);
    assertThat(calibration.known().get("noise")).isGreaterThan(5 * asReal);
  }

  @Test
  void theSameSamplesHaveTheSameClassifierAndScore() throws IOException {
    try (FeatureClassifierModel again =
            FeatureCache.in(folder)
                .withNotes(
                    note -> {
                      throw new AssertionError(note);
                    })
                .classifier(
                    real,
                    Scaling.Kind.AUTO,
                    HOW.withListener(
                        progress -> {
                          throw new AssertionError("is trained again: " + progress);
                        }));
        Scorer other = Scorer.of(real, again.asFeatures(), ScoreOptions.defaults())) {
      assertThat(again.provenance().seed()).isEqualTo(EngineOptions.DEFAULT_SEED);
      assertThat(other.score(held)).usingRecursiveComparison().isEqualTo(scorer.score(held));
    }
    try (Stream<Path> kept = Files.list(folder.resolve("score"))) {
      assertThat(kept).hasSize(1);
    }
  }

  @Test
  void aDamagedClassifierIsMadeAnew(@TempDir Path own) {
    List<String> notes = new ArrayList<>();
    FeatureCache cache = FeatureCache.in(own).withNotes(notes::add);
    try (Samples few = digits.rows(0, 140)) {
      float[][] expected;
      try (FeatureClassifierModel first = cache.classifier(few, Scaling.Kind.AUTO, HOW)) {
        expected = first.encode(few);
      }
      try (Stream<Path> kept = Files.list(own.resolve("score"))) {
        Files.write(kept.findFirst().orElseThrow().resolve("saved_model.pb"), new byte[] {1});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertThat(notes).isEmpty();
      try (FeatureClassifierModel second = cache.classifier(few, Scaling.Kind.AUTO, HOW)) {
        assertThat(second.encode(few)).isDeepEqualTo(expected);
      }
      assertThat(notes).singleElement().asString().contains("damaged");
    }
  }

  @Test
  void whereNothingCanBeKeptThatIsToldAndScoringGoesOn(@TempDir Path own) throws IOException {
    Files.createFile(own.resolve("score")); // where the folder would be
    List<String> notes = new ArrayList<>();
    FeatureCache cache = FeatureCache.in(own).withNotes(notes::add);
    try (Samples few = digits.rows(0, 140);
        FeatureClassifierModel model = cache.classifier(few, Scaling.Kind.AUTO, HOW)) {
      assertThat(model.encode(few)).hasNumberOfRows(140);
      assertThat(notes).singleElement().asString().startsWith("the classifier is not kept: ");
    }
  }

  @Test
  void withoutLabelsThereAreTheFeaturesOfAnAutoencoder(@TempDir Path own) {
    Scaling scaling = Scaling.fit(real, Scaling.Kind.AUTO);
    try (Samples few = real.rows(0, 300);
        var model = FeatureCache.in(own).autoencoder(few, scaling, HOW);
        Scorer byCode =
            Scorer.of(few, scaling, Features.of(model), ScoreOptions.defaults(), HOW.engine())) {
      Score score = byCode.score(held);

      assertThat(score.features()).isEqualTo("autoencoder");
      assertThat(score.classes()).isEmpty();
      assertThat(score.oneNnAccuracy()).isBetween(0.4, 0.7);
      assertThat(model.codeSize()).isEqualTo(FeatureCache.codeSize(64)).isEqualTo(32);
    }
  }

  @Test
  void whatCanNotBeScoredIsRefused() {
    try (Samples narrow = Samples.of(new float[20][63]);
        Samples few = held.rows(0, 5);
        Samples small = real.rows(0, 129)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scorer.score(narrow))
          .withMessageContaining("generated must be of the size of the real ones");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scorer.score(few))
          .withMessage("generated must have at least 6 samples, but has 5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Scorer.of(small, Features.none(), ScoreOptions.defaults()))
          .withMessageContaining("real must have at least 130 samples")
          .withMessageContaining("but has 129");
      float[][] bad = new float[20][64];
      bad[3][4] = Float.NaN;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scorer.frechetRatio(bad))
          .withMessageContaining("row 3 has NaN");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FeatureCache.in(folder).classifier(narrow, Scaling.Kind.AUTO, HOW))
          .withMessageContaining("must have labels for a classifier");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FeatureClassifier.of(narrow).fit(narrow.withLabels(new int[20])))
          .withMessageContaining("at least 2 classes");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ScoreOptions.defaults().withNeighbors(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ScoreOptions.defaults().withLimit(5));
  }

  /** What a generator that keeps its best is handed. */
  @Test
  void aFunctionOfRowsTellsTheBetterOfTwo() {
    float[][] good = rows(held, 1f / 16);
    float[][] pale = rows(held, 0.5f / 16);

    assertThat(scorer.frechetRatio(good)).isLessThan(scorer.frechetRatio(pale));
    assertThat(scorer.frechetRatio(good)).isEqualTo(scorer.score(held).frechetRatio());
  }

  private static float[][] rows(Samples samples, float factor) {
    return IntStream.range(0, samples.count())
        .mapToObj(
            i -> {
              float[] row = samples.row(i);
              for (int j = 0; j < row.length; j++) {
                row[j] *= factor;
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  @Test
  void classesKeepTheirLabels() {
    int[] labels = {7, -2, 7, 3};
    assertThat(Classes.of(labels).numbers(labels)).containsExactly(2, 0, 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Classes.of(labels).numbers(3, 4))
        .withMessageContaining("label 1 is 4");
    assertThat(Arrays.stream(classifier.classes())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
