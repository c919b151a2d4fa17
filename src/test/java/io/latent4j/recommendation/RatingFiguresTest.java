package io.latent4j.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.model.FitOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The figures of held-out ratings, beside the same computed rating by rating. */
class RatingFiguresTest {

  private static Ratings some(int users, int items) {
    Random random = new Random(2);
    List<Rating> list = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      for (int item = 0; item < items; item++) {
        if (random.nextDouble() < 0.5) {
          list.add(Rating.of("u" + user, "i" + item, 1 + random.nextInt(5)));
        }
      }
    }
    return Ratings.of(list);
  }

  @Test
  void agreesWithWhatIsComputedRatingByRating() {
    HeldOut parts = some(40, 25).holdOut(0.3, 3);
    List<Rating> held = new ArrayList<>(parts.held().toList());
    held.add(Rating.of("stranger", "i1", 3));
    held.add(Rating.of("stranger", "i2", 3));
    held.add(Rating.of("u1", "unheard of", 3));
    Ratings all = Ratings.of(held);
    try (RecommenderModel model =
        Recommender.of(2)
            .withEpochs(3)
            .fit(parts.training(), Optional.empty(), FitOptions.defaults().withSeed(1))) {
      RatingFigures figures = model.evaluate(parts.training(), all);
      assertThat(figures.unknownUsers()).isEqualTo(2);
      assertThat(figures.unknownItems()).isEqualTo(1);
      assertThat(figures.unknown()).isEqualTo(3);
      assertThat(figures.predicted()).isEqualTo(parts.held().count());
      checkErrors(model, parts, figures);
      checkRanking(model, parts, figures);
      assertThat(figures.toMap()).containsKeys("rmse", "mae", "ndcg_at_10", "unknown");
      assertThat(
              model
                  .evaluate(parts.training(), Ratings.of(List.of(held.get(held.size() - 2))))
                  .toMap())
          .doesNotContainKeys("rmse", "ndcg_at_10")
          .containsEntry("unknown_users", 1);
    }
  }

  private static void checkErrors(RecommenderModel model, HeldOut parts, RatingFigures figures) {
    Map<String, Double> itemMeans =
        parts.training().toList().stream()
            .collect(
                Collectors.groupingBy(Rating::item, Collectors.averagingDouble(Rating::value)));
    double squares = 0;
    double absolutes = 0;
    double itemSquares = 0;
    double meanSquares = 0;
    for (PredictedRating one : model.predict(parts.training(), parts.held())) {
      squares += Math.pow(one.score() - one.value(), 2);
      absolutes += Math.abs(one.score() - one.value());
      itemSquares += Math.pow(itemMeans.get(one.item()) - one.value(), 2);
      meanSquares += Math.pow(parts.training().mean() - one.value(), 2);
    }
    int count = parts.held().count();
    assertThat(figures.rmse()).isCloseTo(Math.sqrt(squares / count), within(1e-9));
    assertThat(figures.mae()).isCloseTo(absolutes / count, within(1e-9));
    assertThat(figures.rmseItemMean()).isCloseTo(Math.sqrt(itemSquares / count), within(1e-9));
    assertThat(figures.rmseGlobalMean()).isCloseTo(Math.sqrt(meanSquares / count), within(1e-9));
  }

  private static void checkRanking(RecommenderModel model, HeldOut parts, RatingFigures figures) {
    double mean = parts.training().mean();
    double precision = 0;
    double recall = 0;
    double gain = 0;
    int users = 0;
    for (String user : parts.held().users()) {
      Set<String> relevant =
          parts.held().toList().stream()
              .filter(rating -> rating.user().equals(user) && rating.value() > mean)
              .map(Rating::item)
              .collect(Collectors.toSet());
      if (relevant.isEmpty()) {
        continue;
      }
      List<String> first =
          model.recommend(parts.training(), user, 10).stream().map(Recommendation::item).toList();
      double hits = first.stream().filter(relevant::contains).count();
      double discounted = 0;
      double ideal = 0;
      for (int place = 0; place < 10; place++) {
        double worth = 1 / (Math.log(place + 2) / Math.log(2));
        discounted += place < first.size() && relevant.contains(first.get(place)) ? worth : 0;
        ideal += place < relevant.size() ? worth : 0;
      }
      precision += hits / 10;
      recall += hits / relevant.size();
      gain += discounted / ideal;
      users++;
    }
    assertThat(figures.rankedUsers()).isEqualTo(users);
    assertThat(figures.precisionAt10()).isCloseTo(precision / users, within(1e-9));
    assertThat(figures.recallAt10()).isCloseTo(recall / users, within(1e-9));
    assertThat(figures.ndcgAt10()).isCloseTo(gain / users, within(1e-9));
  }

  /** Where all is a sum of a user's and an item's share, biases find it. */
  @Test
  void biasesPredictWhatIsASum() {
    List<Rating> list = new ArrayList<>();
    for (int user = 0; user < 60; user++) {
      for (int item = 0; item < 60; item++) {
        list.add(Rating.of("u" + user, "i" + item, 3 + user % 3 - 1 + (item % 2 == 0 ? 1 : -1)));
      }
    }
    BiasModel biases = new BiasModel(Ratings.of(list));
    double worst =
        list.stream()
            .map(rating -> Math.abs(biases.predict(rating.user(), rating.item()) - rating.value()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(worst).isLessThan(0.5); // held back by 15 and 10 ratings that add nothing
    assertThat(biases.mean()).isCloseTo(3, within(1e-12));
    assertThat(biases.itemMean("i0")).isCloseTo(4, within(1e-12));
  }
}
