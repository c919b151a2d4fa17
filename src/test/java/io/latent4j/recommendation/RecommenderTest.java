package io.latent4j.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitListener;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FitProgress;
import io.latent4j.model.Provenance;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.training.TrainingDivergedException;
import io.latent4j.training.listeners.CheckpointMismatchException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/** What a recommender must do, as all estimators, and what its machine computes. */
class RecommenderTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(3));

  @TempDir Path folder;

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Two tastes: each user likes the items of one parity. */
  private static Ratings two(int users, int items, int seed) {
    Random random = new Random(seed);
    List<Rating> list = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      for (int item = 0; item < items; item++) {
        if (random.nextDouble() < 0.6) {
          boolean likes = user % 2 == item % 2;
          int value = (likes ? 4 : 1) + random.nextInt(2);
          list.add(Rating.of("u" + user, "i" + item, value));
        }
      }
    }
    return Ratings.of(list);
  }

  private static Recommender small() {
    return Recommender.of(3).withEpochs(6).withBatch(8).withLearningRate(0.02);
  }

  private static RecommenderModel fit(Recommender recommender, Ratings ratings, FitOptions how) {
    return recommender.fit(ratings, Optional.empty(), how);
  }

  // ------------------------------------------------------------ exactness

  /** The mean negative logarithm of each rating's probability given the others, in plain Java. */
  private static double loss(Machine machine, RatingScale scale, Ratings ratings) {
    double sum = 0;
    for (int user = 0; user < ratings.users().size(); user++) {
      int[] items = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      for (int left = 0; left < items.length; left++) {
        int[] others = new int[items.length - 1];
        int[] levels = new int[items.length - 1];
        for (int i = 0, at = 0; i < items.length; i++) {
          if (i != left) {
            others[at] = items[i];
            levels[at++] = scale.levelOf(values[i]);
          }
        }
        double[] p = machine.probabilities(items[left], machine.hidden(others, levels));
        sum -= Math.log(p[scale.levelOf(values[left])]);
      }
    }
    return sum / ratings.count();
  }

  private static Machine machineOf(RecommenderModel model) {
    return Machine.of(model.arrays());
  }

  /** The machine before the first step: a fit that is interrupted before it begins. */
  private static RecommenderModel untrained(Recommender recommender, Ratings ratings) {
    Thread.currentThread().interrupt();
    RecommenderModel model = fit(recommender, ratings, HOW);
    assertThat(Thread.interrupted()).isTrue();
    return model;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneStepGoesDownTheGradientOfTheLeaveOneOutLoss(boolean conditional) {
    Ratings ratings = two(7, 5, 1);
    Recommender plain =
        Recommender.of(3)
            .withConditional(conditional)
            .withDecay(0)
            .withOptimizer("sgd")
            .withMomentum(0)
            .withLearningRate(1)
            .withEpochs(1)
            .withBatch(100)
            .withPatience(0);
    try (RecommenderModel before = untrained(plain, ratings);
        RecommenderModel after = fit(plain, ratings, HOW)) {
      Machine start = machineOf(before);
      Machine end = machineOf(after);
      RatingScale scale = before.scale();
      assertThat(after.history().last().metric("loss"))
          .isCloseTo(loss(start, scale, ratings), within(1e-5));
      double perUser = (double) ratings.count() / 7;
      Centering by = new Centering(start);
      Step step = new Step(start, scale, ratings, perUser);
      step.check(
          start.hiddenBias().values(), start.hiddenBias().values(), end.hiddenBias().values());
      step.check(start.visibleBias().values(), by.visible(start), by.visible(end));
      if (conditional) {
        step.check(start.maskWeights().values(), by.mask(start), by.mask(end));
      } else {
        assertThat(end.maskWeights().values()).containsOnly(0);
      }
    }
  }

  /** What the biases of a machine are without what the weights take from them. */
  private static final class Centering {
    private final double[] usual;

    /** Before the first step the rest of the visible biases is how often each level was given. */
    Centering(Machine start) {
      double[] rest = visible(start);
      usual = Arrays.stream(rest).map(Math::exp).toArray();
    }

    double[] visible(Machine machine) {
      double[] rest = new double[machine.visibleBias().values().length];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = machine.visibleBias().values()[i];
        for (int j = 0; j < machine.hidden(); j++) {
          rest[i] += 0.5 * machine.weights().values()[i * machine.hidden() + j];
        }
      }
      return rest;
    }

    double[] mask(Machine machine) {
      int units = machine.hidden();
      double[] rest = new double[machine.maskWeights().values().length];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = machine.maskWeights().values()[i];
        for (int k = 0; k < machine.levels(); k++) {
          int row = i / units * machine.levels() + k;
          rest[i] += usual[row] * machine.weights().values()[row * units + i % units];
        }
      }
      return rest;
    }
  }

  /** Compares a step with the slope of the loss. */
  private record Step(Machine machine, RatingScale scale, Ratings ratings, double factor) {

    /** Where the numbers are that the loss depends on, and what they and the step come from. */
    void check(float[] numbers, Object before, Object after) {
      for (int i = 0; i < numbers.length; i++) {
        float held = numbers[i];
        float step = 1e-2f;
        numbers[i] = held + step;
        double above = loss(machine, scale, ratings);
        numbers[i] = held - step;
        double below = loss(machine, scale, ratings);
        numbers[i] = held;
        double slope = factor * (above - below) / (2 * step);
        double made = Array.getDouble(before, i) - Array.getDouble(after, i);
        assertThat(made).as("number %d", i).isCloseTo(slope, within(2e-3));
      }
    }
  }

  @Test
  void theSavedFunctionGivesWhatTheModelDoes() {
    Ratings ratings = two(20, 8, 2);
    try (RecommenderModel model = fit(small(), ratings, HOW)) {
      float[][] scores = model.scores(ratings);
      model.save(folder.resolve("model"));
      float[][] given = new float[20][8];
      float[][] mask = new float[20][8];
      Map<String, Integer> numbers = Recommender.numbers(model.items());
      for (Rating rating : ratings.toList()) {
        int user = ratings.users().indexOf(rating.user());
        given[user][numbers.get(rating.item())] = (float) rating.value();
        mask[user][numbers.get(rating.item())] = 1;
      }
      try (LoadedModel loaded = SavedModels.load(folder.resolve("model"));
          TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(given));
          TFloat32 m = TFloat32.tensorOf(StdArrays.ndCopyOf(mask));
          Outputs outputs = loaded.call("recommend", Map.of("ratings", x, "mask", m))) {
        float[] flat = outputs.floats("scores");
        for (int user = 0; user < 20; user++) {
          for (int item = 0; item < 8; item++) {
            assertThat(flat[user * 8 + item]).isCloseTo(scores[user][item], within(1e-5f));
          }
        }
      }
    }
  }

  // ------------------------------------------------------------- learning

  /** Who wants A, B and C has the other unit on than who wants D, E and F. */
  @ParameterizedTest
  @EnumSource
  void sixFilmsSeparateIntoTwoTastes(RecommenderObjective objective) {
    Ratings films;
    try (Samples samples = new DataCatalog(folder).samples("six-films")) {
      films = Ratings.of(samples);
    }
    Recommender recommender =
        Recommender.of(2)
            .withObjective(objective)
            .withDecay(0.001)
            .withLearningRate(0.02)
            .withEpochs(200)
            .withPatience(0);
    int separate = 0;
    for (int seed = 0; seed < 10; seed++) {
      try (RecommenderModel model = fit(recommender, films, HOW.withSeed(seed))) {
        List<Rating> people = new ArrayList<>();
        for (String film : List.of("A", "B", "C", "D", "E", "F")) {
          people.add(Rating.of("first", film, film.compareTo("D") < 0 ? 1 : 0));
          people.add(Rating.of("second", film, film.compareTo("D") < 0 ? 0 : 1));
        }
        float[][] hidden = model.hidden(Ratings.of(people));
        int first = hidden[0][0] > hidden[0][1] ? 0 : 1;
        boolean other =
            hidden[0][first] > 0.5
                && hidden[1][1 - first] > 0.5
                && hidden[1][1 - first] > hidden[1][first];
        separate += other ? 1 : 0;
      }
    }
    assertThat(separate).isGreaterThanOrEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void learnsTwoTastesAndBeatsTheItemMean(RecommenderObjective objective) {
    HeldOut parts = two(80, 20, 4).holdOut(0.1, 1);
    Recommender recommender =
        small().withObjective(objective).withDecay(0.003).withEpochs(40).withPatience(0);
    try (RecommenderModel model = fit(recommender, parts.training(), HOW)) {
      RatingFigures figures = model.evaluate(parts.training(), parts.held());
      assertThat(figures.rmse()).isLessThan(0.6);
      assertThat(figures.rmseItemMean()).isGreaterThan(1.3);
      assertThat(figures.rmseBias()).isGreaterThan(1.3);
      assertThat(figures.ndcgAt10()).isGreaterThan(figures.ndcgAt10Popular());
    }
  }

  @Test
  void theFactoredFormLearnsWithFewerWeights() {
    HeldOut parts = two(80, 20, 4).holdOut(0.1, 1);
    Recommender recommender =
        small().withFactors(1).withDecay(0.003).withEpochs(60).withPatience(0);
    try (RecommenderModel model = fit(recommender, parts.training(), HOW)) {
      assertThat(model.evaluate(parts.training(), parts.held()).rmse()).isLessThan(0.8);
      float[][] rows = rows(model);
      // Of rank one: all rows are multiples of one.
      float[] longest = Arrays.stream(rows).max((a, b) -> Float.compare(norm(a), norm(b))).get();
      for (float[] row : rows) {
        float along = dot(row, longest) / dot(longest, longest);
        for (int j = 0; j < row.length; j++) {
          assertThat(row[j]).isCloseTo(along * longest[j], within(1e-4f));
        }
      }
    }
  }

  private static float[][] rows(RecommenderModel model) {
    float[] flat = model.weights().values();
    int units = model.hiddenUnits();
    float[][] rows = new float[flat.length / units][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * units, (i + 1) * units);
    }
    return rows;
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float norm(float[] a) {
    return dot(a, a);
  }

  @Test
  void aUserWhoWasNotInTrainingIsFoldedIn() {
    Ratings ratings = two(60, 12, 5);
    Recommender recommender = small().withDecay(0.003).withEpochs(40).withPatience(0);
    try (RecommenderModel model =
        fit(recommender, ratings.withItemNames(Map.of("i0", "Zero", "i3", "Three")), HOW)) {
      Ratings newcomer =
          Ratings.of(
              List.of(
                  Rating.of("new", "i0", 5),
                  Rating.of("new", "i1", 1),
                  Rating.of("new", "unheard of", 5)));
      List<Recommendation> best = model.recommend(newcomer, "new", 4);
      assertThat(best).hasSize(4);
      for (Recommendation one : best) {
        assertThat(Integer.parseInt(one.item().substring(1)) % 2).isZero();
        assertThat(one.because()).contains("Zero");
        assertThat(one.item()).isNotIn("i0", "i1");
        assertThat(one.score()).isBetween(3.0, 5.0);
      }
      assertThat(best).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
      assertThat(model.recommend(newcomer, "new", 100)).hasSize(10);
      List<Recommendation> all = model.recommend(newcomer, "new", 100, true);
      assertThat(all).extracting(Recommendation::item).containsAll(model.items());
      assertThat(model.unknownItems(newcomer)).containsExactly("unheard of");
      float[] scores = model.scores(newcomer)[0];
      for (Recommendation one : all) {
        assertThat((float) one.score()).isEqualTo(scores[model.items().indexOf(one.item())]);
      }
    }
  }

  /** Their order is that of somebody of whom nothing is known, and there is no reason to tell. */
  @Test
  void aUserOfWhomNoRatingIsKnownGetsWhatPleasesMost() {
    try (RecommenderModel model = fit(small().withEpochs(5), two(60, 12, 5), HOW)) {
      Ratings stranger =
          Ratings.of(List.of(Rating.of("a", "unheard of", 5), Rating.of("b", "nor of this", 1)));
      float[][] scores = model.scores(stranger);
      assertThat(scores[0]).containsExactly(scores[1]);
      List<Recommendation> best = model.recommend(stranger, "a", 12);
      assertThat(best).hasSize(12).allMatch(one -> one.because().isEmpty());
    }
  }

  // ------------------------------------------------------------- contract

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameBytesAndAnotherAnotherModel(RecommenderObjective objective) {
    Ratings ratings = two(30, 10, 6);
    Recommender recommender = small().withObjective(objective).withGibbs(2);
    try (RecommenderModel first = fit(recommender, ratings, HOW);
        RecommenderModel second = fit(recommender, ratings, HOW);
        RecommenderModel other = fit(recommender, ratings, HOW.withSeed(4))) {
      assertThat(second.weights().values()).isEqualTo(first.weights().values());
      assertThat(second.scores(ratings)).isDeepEqualTo(first.scores(ratings));
      assertThat(second.figures()).isEqualTo(first.figures());
      assertThat(other.weights().values()).isNotEqualTo(first.weights().values());
    }
  }

  @Test
  void isLoadedAsItWasSaved() {
    Ratings ratings = two(30, 10, 6).withItemNames(Map.of("i1", "<One>"));
    Path file = folder.resolve("model");
    RecommenderModel model = fit(small(), ratings, HOW);
    model.save(file);
    try (RecommenderModel loaded = RecommenderModel.load(file)) {
      assertThat(loaded.scores(ratings)).isDeepEqualTo(model.scores(ratings));
      assertThat(loaded.recommendAll(ratings, 3, false))
          .isEqualTo(model.recommendAll(ratings, 3, false));
      assertThat(loaded.provenance().toJson()).isEqualTo(model.provenance().toJson());
      assertThat(loaded.scale()).isEqualTo(model.scale());
      assertThat(loaded).hasToString(model.toString());
      assertThat(loaded.isNamed()).isTrue();
      assertThatIllegalStateException().isThrownBy(loaded::history);
    }
    model.close();
    model.close();
    assertThatIllegalStateException().isThrownBy(() -> model.save(file));
  }

  @Test
  void damagedItemsAreTold() throws Exception {
    Path file = folder.resolve("model");
    try (RecommenderModel model = fit(small(), two(30, 10, 6), HOW)) {
      model.save(file);
    }
    Path items = file.resolve("assets").resolve("items.json");
    String content = Files.readString(items);
    Files.writeString(items, content.replace("\"i3\",", ""));
    assertThatThrownBy(() -> RecommenderModel.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("9 items");
    Files.writeString(items, "{");
    assertThatThrownBy(() -> RecommenderModel.load(file)).isInstanceOf(ModelFormatException.class);
    Files.delete(items);
    assertThatThrownBy(() -> RecommenderModel.load(file)).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void provenanceIsComplete() {
    Ratings ratings = two(30, 10, 6);
    try (RecommenderModel model = fit(small(), ratings, HOW)) {
      Provenance provenance = model.provenance();
      assertThat(provenance.system()).isEqualTo("recommend");
      assertThat(provenance.data()).isEqualTo("ratings");
      assertThat(provenance.samples()).isEqualTo(ratings.count());
      assertThat(provenance.dataHash()).isEqualTo(ratings.hash());
      assertThat(provenance.seed()).isEqualTo(3);
      assertThat(provenance.options())
          .containsEntry("hidden", 3)
          .containsEntry("objective", "leave-one-out")
          .containsEntry("batch", 8)
          .containsEntry("factors", "auto");
      assertThat(model.summary().lines()).first().isEqualTo(model.toString());
    }
  }

  private static final class Told implements FitListener {
    private final List<FitProgress> all = new ArrayList<>();
    private final boolean interrupts;

    Told(boolean interrupts) {
      this.interrupts = interrupts;
    }

    @Override
    public boolean onProgress(FitProgress progress) {
      all.add(progress);
      if (all.size() == 2 && interrupts) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  @Test
  void tellsHowItGoesAndEndsSoonWhenItIsInterrupted() {
    Ratings ratings = two(30, 10, 6);
    Told told = new Told(false);
    fit(small(), ratings, HOW.withListener(told)).close();
    assertThat(told.all.get(0).stage()).isEqualTo("training");
    assertThat(told.all.get(told.all.size() - 1).done()).isEqualTo(6);
    Told interrupting = new Told(true);
    try (RecommenderModel model = fit(small(), ratings, HOW.withListener(interrupting))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.interrupted()).isTrue();
      assertThat(interrupting.all).hasSizeLessThanOrEqualTo(5);
      for (float[] row : model.scores(ratings)) {
        for (float score : row) {
          assertThat(score).isBetween(1f, 5f);
        }
      }
    }
  }

  @Test
  void aTrainingThatIsResumedGivesWhatOneGivesThatWasNot() {
    Ratings ratings = two(30, 10, 6);
    FitOptions saved = HOW.withCheckpoint(folder.resolve("c"), CheckpointUse.BEGIN);
    FitOptions resumed = HOW.withCheckpoint(folder.resolve("c"), CheckpointUse.RESUME);
    fit(small().withEpochs(3).withPatience(0), ratings, saved).close();
    try (RecommenderModel whole = fit(small().withPatience(0), ratings, HOW);
        RecommenderModel parts = fit(small().withPatience(0), ratings, resumed)) {
      assertThat(parts.weights().values()).isEqualTo(whole.weights().values());
    }
    assertThatThrownBy(() -> fit(small().withHidden(4).withPatience(0), ratings, resumed))
        .isInstanceOf(CheckpointMismatchException.class);
  }

  @Test
  void patienceKeepsTheBestByValidationRatings() {
    HeldOut parts = two(30, 10, 6).holdOut(0.2, 1);
    Recommender eager = small().withDecay(0).withLearningRate(0.1).withEpochs(200).withPatience(3);
    try (RecommenderModel model = eager.fit(parts.training(), Optional.of(parts.held()), HOW)) {
      int epochs = model.history().epochs().size();
      assertThat(epochs).isLessThan(200);
      assertThat(model.history().epochs().get(epochs - 4).metric("val_loss"))
          .isEqualTo(
              model.history().epochs().stream()
                  .mapToDouble(epoch -> epoch.metric("val_loss"))
                  .min()
                  .orElseThrow());
    }
  }

  @Test
  void validationIsTheLossOfHeldOutRatingsGivenTheOthers() {
    HeldOut parts = two(30, 10, 6).holdOut(0.2, 1);
    try (RecommenderModel model =
        small()
            .withEpochs(1)
            .withPatience(0)
            .fit(parts.training(), Optional.of(parts.held()), HOW)) {
      Machine machine = machineOf(model);
      Map<String, Integer> users = Recommender.numbers(parts.training().users());
      double sum = 0;
      for (Rating rating : parts.held().toList()) {
        int user = users.get(rating.user());
        int[] items = parts.training().itemsOf(user);
        int[] levels =
            Arrays.stream(parts.training().valuesOf(user))
                .mapToInt(value -> model.scale().levelOf(value))
                .toArray();
        double[] p =
            machine.probabilities(
                model.items().indexOf(rating.item()), machine.hidden(items, levels));
        sum -= Math.log(p[model.scale().levelOf(rating.value())]);
      }
      assertThat(model.history().last().metric("val_loss"))
          .isCloseTo(sum / parts.held().count(), within(1e-5));
    }
  }

  // ------------------------------------------------------------ bad input

  @Test
  void refusesWhatItCantLearnFrom() {
    Ratings same = Ratings.of(List.of(Rating.of("u", "a", 3), Rating.of("v", "b", 3)));
    Ratings one = Ratings.of(List.of(Rating.of("u", "a", 3), Rating.of("v", "a", 4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().fit(same))
        .withMessage("ratings must not be all the same, but are all 3.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().fit(one))
        .withMessage("ratings must be of at least 2 items, but are of 1");
    Ratings strangers = Ratings.of(List.of(Rating.of("x", "y", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().fit(two(9, 5, 1), Optional.of(strangers), HOW))
        .withMessageStartingWith("validation must have a rating whose user and item are in");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> Recommender.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().withGibbs(1001))
        .withMessage("gibbs must be between 1 and 1000, but is 1001");
    assertThatIllegalArgumentException().isThrownBy(() -> small().withLevels(1));
    assertThatIllegalArgumentException().isThrownBy(() -> small().withDecay(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> small().withMomentum(1));
    assertThatIllegalArgumentException().isThrownBy(() -> small().withFactors(0));
  }

  @Test
  void refusesRatingsOffTheScaleAndUnknownUsers() {
    try (RecommenderModel model = fit(small(), two(20, 8, 2), HOW)) {
      Ratings off = Ratings.of(List.of(Rating.of("new", "i0", 3.5)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.recommend(off, "new", 3))
          .withMessageContaining("but user 'new' rates item 'i0' 3.5");
      Ratings fine = Ratings.of(List.of(Rating.of("new", "i0", 5)));
      assertThatIllegalArgumentException().isThrownBy(() -> model.recommend(fine, "old", 3));
      assertThatIllegalArgumentException().isThrownBy(() -> model.recommend(fine, "new", 0));
    }
  }

  @Test
  void trainingThatDivergesSaysSo() {
    Recommender wild =
        small().withOptimizer("sgd").withLearningRate(1e30).withDecay(10).withEpochs(20);
    assertThatThrownBy(() -> fit(wild, two(30, 10, 6), HOW).close())
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("epoch");
  }
}
