package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import io.latent4j.model.EstimatorCase.Fitted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/**
 * What every estimator and every model must do: refuse what can't be learned from, give the same
 * for the same seed, tell how it goes, end when it is to, say where the model comes from, and give
 * the same again when it was saved and loaded.
 */
@ParameterizedClass
@MethodSource("estimators")
class EstimatorContractTest {
  private static final int COUNT = 90;
  private static final int FEATURES = 5;
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(3));

  /** What an estimator may tell after it was to end: a part of a unit, the unit, the end. */
  private static final int TOLD_AFTERWARDS = 3;

  private static Samples samples;
  private static Samples others;

  @Parameter EstimatorCase<?> which;

  static List<EstimatorCase<?>> estimators() {
    return EstimatorCases.all();
  }

  @BeforeAll
  static void draw() {
    samples = Samples.of(cloud(COUNT, 1), Shape.of(COUNT, FEATURES)).withName("cloud");
    others = Samples.of(cloud(20, 2), Shape.of(20, FEATURES)).withName("others");
  }

  @AfterAll
  static void close() {
    samples.close();
    others.close();
  }

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  /** One cloud, wide along the first features, flat along the last. */
  private static float[] cloud(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 + (float) random.nextGaussian() * (FEATURES - i % FEATURES);
    }
    return values;
  }

  private static void assertFinite(float[][] rows) {
    for (float[] row : rows) {
      for (float value : row) {
        assertThat(value).isFinite();
      }
    }
  }

  // ------------------------------------------------------------------ data

  @Test
  void refusesTooFewSamplesAndTakesMore() {
    boolean taken = false;
    for (int count = 1; count <= 40; count++) {
      try (Samples few = samples.take(count)) {
        Throwable refusal = catchThrowable(() -> which.check(few));
        if (refusal == null && !taken) {
          taken = true;
          try (Fitted<?> least = which.fit(few, HOW)) {
            assertFinite(least.results());
          }
        } else if (refusal != null) {
          assertThat(taken).as("%d are refused, but fewer are not", count).isFalse();
          assertNamesAnOption(refusal);
          assertThatThrownBy(() -> which.fit(few, HOW)).hasMessage(refusal.getMessage());
        }
      }
    }
    assertThat(taken).isTrue();
  }

  private void assertNamesAnOption(Throwable refusal) {
    assertThat(refusal).isInstanceOf(InvalidOptionException.class);
    InvalidOptionException invalid = (InvalidOptionException) refusal;
    assertThat(invalid.option()).isIn(componentsAndData());
    assertThat(invalid).hasMessage(invalid.option() + " " + invalid.rule());
    assertThat(invalid.rule()).matches("must .*, but .*");
  }

  private List<String> componentsAndData() {
    List<String> names = new ArrayList<>(List.of("samples"));
    which.estimator().options().keySet().forEach(name -> names.add(camelCase(name)));
    return names;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  @Test
  void samplesWithoutLabelsAreRefusedWhereTheyAreNeeded() {
    Throwable refusal = catchThrowable(() -> which.estimator().check(samples));
    if (which.isLabelled()) {
      assertNamesAnOption(refusal);
      assertThat(refusal).hasMessageStartingWith("samples must have labels");
      assertThatThrownBy(() -> which.estimator().fit(samples, HOW).close())
          .hasMessage(refusal.getMessage());
    } else {
      assertThat(refusal).isNull();
    }
  }

  @Test
  void constantFeaturesDoNoHarm() {
    float[] values = cloud(COUNT, 1);
    for (int i = 1; i < values.length; i += FEATURES) {
      values[i] = 1e5f;
    }
    try (Samples constant = Samples.of(values, Shape.of(COUNT, FEATURES));
        Fitted<?> fitted = which.fit(constant, HOW)) {
      assertFinite(fitted.results());
      assertFinite(fitted.apply(constant));
      fitted.model().figures().forEach((name, value) -> assertThat(value).as(name).isFinite());
    }
  }

  @Test
  void samplesThatAreAllAlikeAreLearnedOrRefused() {
    float[] values = new float[COUNT * FEATURES];
    Arrays.fill(values, 7);
    try (Samples alike = Samples.of(values, Shape.of(COUNT, FEATURES))) {
      Throwable refusal =
          catchThrowable(
              () -> {
                try (Fitted<?> fitted = which.fit(alike, HOW)) {
                  assertFinite(fitted.results());
                }
              });
      if (refusal != null) {
        assertNamesAnOption(refusal);
      }
    }
  }

  @Test
  void nothingAndWhatIsNoNumberDoNotGetThisFar() {
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(new float[0][FEATURES]));
    assertThatIllegalArgumentException().isThrownBy(() -> samples.rows(3, 3));
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Samples.of(new float[][] {{1, 2}, {3, value}}));
    }
  }

  @Test
  void closedSamplesAreRefused() {
    Samples closed = samples.take(50);
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> which.fit(closed, HOW).close());
  }

  @Test
  void samplesOfOtherFeaturesAreRefused() {
    try (Samples narrow = Samples.of(new float[][] {{1, 2}, {3, 4}});
        Fitted<?> fitted = which.fit(samples, HOW)) {
      assertThat(fitted.model().features()).isEqualTo(FEATURES);
      if (which.transform().isPresent()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> fitted.apply(narrow))
            .withMessage("samples must have 5 features, as those of the fit, but have 2");
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> which.fit(samples, HOW.withValidation(narrow)).close())
          .withMessage(
              "validation samples must have 5 features like the training samples, but have 2");
    }
  }

  @Test
  void samplesAreNotNeededAfterTheFit() {
    Samples copy = Samples.of(cloud(COUNT, 1), Shape.of(COUNT, FEATURES));
    try (Fitted<?> fitted = which.fit(copy, HOW);
        Fitted<?> same = which.fit(samples, HOW)) {
      copy.close();
      assertThat(fitted.results()).isDeepEqualTo(same.results());
      assertThat(fitted.apply(others)).isDeepEqualTo(same.apply(others));
    }
  }

  // ------------------------------------------------------------------ seed

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherAnotherResult() {
    try (Fitted<?> first = which.fit(samples, HOW);
        Fitted<?> second = which.fit(samples, HOW);
        Fitted<?> other = which.fit(samples, HOW.withSeed(4))) {
      assertThat(second.results()).isDeepEqualTo(first.results());
      assertThat(second.apply(others)).isDeepEqualTo(first.apply(others));
      assertThat(second.model().figures()).isEqualTo(first.model().figures());
      if (which.isRandom()) {
        assertThat(List.of(other.results(), other.apply(others)))
            .usingRecursiveComparison()
            .isNotEqualTo(List.of(first.results(), first.apply(others)));
      }
    }
  }

  // ------------------------------------------------- progress and interrupts

  /** Keeps what was told, and does something at the second telling: after some progress. */
  private static final class Told implements FitListener {
    private final List<FitProgress> all = new ArrayList<>();
    private final boolean interrupts;
    private final boolean goesOn;

    Told(boolean interrupts, boolean goesOn) {
      this.interrupts = interrupts;
      this.goesOn = goesOn;
    }

    @Override
    public boolean onProgress(FitProgress progress) {
      all.add(progress);
      if (all.size() == 2 && interrupts) {
        Thread.currentThread().interrupt();
      }
      return all.size() < 2 || goesOn;
    }
  }

  @Test
  void tellsFromNothingToTheEndAndNeverBackwards() {
    Told told = new Told(false, true);
    try (Fitted<?> fitted = which.fit(samples, HOW.withListener(told))) {
      assertThat(fitted.model().interrupted()).isFalse();
    }
    assertStages(told.all);
    FitProgress last = told.all.get(told.all.size() - 1);
    assertThat(last.end()).isPresent().get().isNotEqualTo("interrupted");
  }

  private static void assertStages(List<FitProgress> told) {
    FitProgress before = null;
    for (FitProgress progress : told) {
      assertThat(progress.stage()).isNotBlank();
      assertThat(progress.unit()).isNotBlank();
      assertThat(progress.total()).isPositive();
      assertThat(progress.done()).isBetween(0, progress.total());
      assertThat(progress.part()).isGreaterThanOrEqualTo(0).isLessThan(1);
      progress.figures().forEach((name, value) -> assertThat(value).as(name).isFinite());
      if (before == null) {
        assertThat(progress.share()).as("at the beginning of %s", progress.stage()).isZero();
      } else {
        assertThat(progress.stage()).isEqualTo(before.stage());
        assertThat(progress.unit()).isEqualTo(before.unit());
        assertThat(progress.total()).isEqualTo(before.total());
        assertThat(progress.done()).isGreaterThanOrEqualTo(before.done());
        assertThat(progress.share()).isGreaterThanOrEqualTo(before.share());
      }
      before = progress.end().isPresent() ? null : progress;
    }
    assertThat(before).as("a stage without an end").isNull();
  }

  @Test
  void anInterruptEndsItSoonWithTheBestSoFar() {
    Told interrupting = new Told(true, true);
    Told ending = new Told(false, false);
    try (Fitted<?> interrupted = which.fit(samples, HOW.withListener(interrupting))) {
      assertThat(Thread.interrupted()).isTrue(); // also sets it back
      try (Fitted<?> ended = which.fit(samples, HOW.withListener(ending))) {
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        for (Fitted<?> fitted : List.of(interrupted, ended)) {
          assertThat(fitted.model().interrupted()).isTrue();
          assertThat(fitted.model().provenance().interrupted()).isTrue();
          assertFinite(fitted.results());
          assertFinite(fitted.apply(others));
        }
        assertThat(interrupted.results()).isDeepEqualTo(ended.results());
        assertThat(interrupted.apply(others)).isDeepEqualTo(ended.apply(others));
      }
    }
    for (Told told : List.of(interrupting, ending)) {
      assertStages(told.all);
      assertThat(told.all).hasSizeLessThanOrEqualTo(2 + TOLD_AFTERWARDS);
      assertThat(told.all.get(told.all.size() - 1).end()).contains("interrupted");
    }
  }

  @Test
  void aThreadThatIsInterruptedBeforeGetsAModelToo() {
    Thread.currentThread().interrupt();
    Fitted<?> early = which.fit(samples, HOW);
    assertThat(Thread.interrupted()).isTrue();
    try (early) {
      assertThat(early.model().interrupted()).isTrue();
      assertFinite(early.results());
      assertFinite(early.apply(others));
    }
  }

  // ---------------------------------------------------- options, provenance

  @Test
  void everyOptionHasAWitherAndIsTold() {
    List<Options> alike = new ArrayList<>();
    estimators().forEach(other -> alike.add(other.estimator()));
    alike.addAll(EstimatorCases.ofImages());
    alike.removeIf(options -> options.getClass() != which.estimator().getClass());
    OptionsContract.check(alike);
  }

  @Test
  void provenanceIsComplete() {
    try (Fitted<?> fitted = which.fit(samples, HOW)) {
      Provenance provenance = fitted.model().provenance();
      assertThat(provenance.system()).isEqualTo(which.estimator().name()).matches("[a-z][a-z-]*");
      assertThat(provenance.data()).isEqualTo("cloud");
      assertThat(provenance.samples()).isEqualTo(COUNT);
      assertThat(provenance.dataHash()).isEqualTo(samples.hash());
      assertThat(provenance.seed()).isEqualTo(3);
      assertThat(provenance.versions()).isEqualTo(Versions.current());
      assertThat(provenance.seconds()).isPositive();
      assertThat(fitted.model().figures()).isEqualTo(provenance.figures());
      Map<String, Object> expected = new LinkedHashMap<>(which.estimator().options());
      expected.putAll(Map.of("precision", "float32", "threads", 2, "device", "auto"));
      Map<String, Object> told = new LinkedHashMap<>(provenance.options());
      if (which.isLabelled()) {
        told.remove("classes"); // the labels that there were, which are no option
      }
      assertThat(told).containsOnlyKeys(expected.keySet());
      expected.forEach(
          (name, value) -> {
            if (value.equals("auto") && !name.equals("device") && !name.equals("scale")) {
              assertThat(provenance.options().get(name)).as(name).isNotEqualTo("auto");
            } else {
              assertThat(provenance.options()).containsEntry(name, value);
            }
          });
      String json = provenance.toJson();
      assertThat(Provenance.fromJson(json).toJson()).isEqualTo(json);
    }
  }

  @Test
  void describesItselfInOneLineAndInSeveral() {
    assertThat(which.estimator().toString()).isNotBlank().doesNotContain("\n");
    try (Fitted<?> fitted = which.fit(samples, HOW)) {
      assertThat(fitted.model().toString()).isNotBlank().doesNotContain("\n").doesNotContain("@");
      assertThat(fitted.model().summary().lines()).first().isEqualTo(fitted.model().toString());
      assertThat(fitted.model().summary().lines()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void aClosedModelKeepsItsFigures() {
    Fitted<?> fitted = which.fit(samples, HOW);
    Map<String, Double> figures = fitted.model().figures();
    String summary = fitted.model().summary();
    fitted.close();
    fitted.close();
    assertThat(fitted.model().figures()).isEqualTo(figures);
    assertThat(fitted.model().summary()).isEqualTo(summary);
    assertThat(fitted.model().interrupted()).isFalse();
  }

  // ----------------------------------------------------------------- saving

  @Test
  @SuppressWarnings("try") // closed in between
  void isLoadedAsItWasSaved(@TempDir Path folder) {
    Path file = folder.resolve("model");
    try (Fitted<?> fitted = which.fit(samples, HOW)) {
      if (which.load().isEmpty()) {
        assertThat(fitted.model().savable()).isEmpty();
        assertThatIllegalStateException()
            .isThrownBy(() -> fitted.model().save(file))
            .withMessageEndingWith("can't be saved");
        return;
      }
      fitted.model().save(file);
      try (Fitted<?> loaded = which.load(file)) {
        assertSame(loaded, fitted);
        loaded.model().save(file);
      }
      try (Fitted<?> again = which.load(file)) {
        assertSame(again, fitted);
      }
      fitted.close();
      assertThatIllegalStateException().isThrownBy(() -> fitted.model().save(file));
    }
    for (EstimatorCase<?> other : estimators()) {
      if (other.load().isPresent() && !other.estimator().name().equals(which.estimator().name())) {
        assertThatThrownBy(() -> other.load(file))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining("a model of " + other.estimator().name())
            .hasMessageContaining("one of " + which.estimator().name());
      }
    }
  }

  private static void assertSame(Fitted<?> loaded, Fitted<?> fitted) {
    assertThat(loaded.results()).isDeepEqualTo(fitted.results());
    assertThat(loaded.apply(others)).isDeepEqualTo(fitted.apply(others));
    assertThat(loaded.model().features()).isEqualTo(fitted.model().features());
    assertThat(loaded.model().scaling()).isEqualTo(fitted.model().scaling());
    assertThat(loaded.model().provenance().toJson())
        .isEqualTo(fitted.model().provenance().toJson());
    assertThat(loaded.model().figures()).isEqualTo(fitted.model().figures());
    assertThat(loaded.model()).hasToString(fitted.model().toString());
    assertThat(loaded.model().summary().lines()).first().isEqualTo(fitted.model().toString());
  }
}
