package io.latent4j.recommendation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares held-out ratings with what a model and simpler ones predict. */
final class Evaluation {
  private static final int FIRST = 10;

  private final RecommenderModel model;
  private final Ratings given;
  private final BiasModel biases;
  private final double[] popularity;

  private double squares;
  private double absolutes;
  private double meanSquares;
  private double itemSquares;
  private double biasSquares;
  private int predicted;
  private int unknownUsers;
  private int unknownItems;

  private double precision;
  private double recall;
  private double gain;
  private double popularGain;
  private int ranked;

  Evaluation(RecommenderModel model, Ratings given) {
    this.model = model;
    this.given = given;
    biases = new BiasModel(given);
    popularity = new double[model.features()];
    for (int item = 0; item < popularity.length; item++) {
      popularity[item] = biases.count(model.items().get(item));
    }
  }

  RatingFigures of(Ratings held) {
    Map<String, Integer> users = Recommender.numbers(given.users());
    Map<String, Integer> items = Recommender.numbers(model.items());
    for (int user = 0; user < held.users().size(); user++) {
      Integer number = users.get(held.users().get(user));
      if (number == null) {
        unknownUsers += held.countOf(user);
      } else {
        add(number, held, user, items);
      }
    }
    return new RatingFigures(
        Math.sqrt(squares / predicted),
        absolutes / predicted,
        Math.sqrt(meanSquares / predicted),
        Math.sqrt(itemSquares / predicted),
        Math.sqrt(biasSquares / predicted),
        precision / ranked,
        recall / ranked,
        gain / ranked,
        popularGain / ranked,
        predicted,
        ranked,
        unknownUsers,
        unknownItems);
  }

  private void add(int number, Ratings held, int user, Map<String, Integer> items) {
    double[] scores = model.scores(given, number);
    int[] rated = held.itemsOf(user);
    double[] values = held.valuesOf(user);
    Set<Integer> relevant = new HashSet<>();
    for (int i = 0; i < rated.length; i++) {
      String id = held.items().get(rated[i]);
      Integer item = items.get(id);
      if (item == null || !biases.knows(id)) {
        unknownItems++;
        continue;
      }
      predicted++;
      double error = scores[item] - values[i];
      squares += error * error;
      absolutes += Math.abs(error);
      meanSquares += square(biases.mean() - values[i]);
      itemSquares += square(biases.itemMean(id) - values[i]);
      biasSquares += square(biases.predict(given.users().get(number), id) - values[i]);
      if (values[i] > biases.mean()) {
        relevant.add(item);
      }
    }
    if (!relevant.isEmpty()) {
      rank(number, scores, relevant);
    }
  }

  private static double square(double value) {
    return value * value;
  }

  private void rank(int user, double[] scores, Set<Integer> relevant) {
    boolean[] seen = model.seen(given, user);
    List<Integer> best = Ranking.best(scores, seen, FIRST);
    long hits = best.stream().filter(relevant::contains).count();
    precision += (double) hits / FIRST;
    recall += (double) hits / relevant.size();
    gain += normalizedGain(best, relevant);
    popularGain += normalizedGain(Ranking.best(popularity, seen, FIRST), relevant);
    ranked++;
  }

  private static double normalizedGain(List<Integer> best, Set<Integer> relevant) {
    double sum = 0;
    double ideal = 0;
    for (int place = 0; place < FIRST; place++) {
      double worth = Math.log(2) / Math.log(place + 2.0);
      if (place < best.size() && relevant.contains(best.get(place))) {
        sum += worth;
      }
      if (place < relevant.size()) {
        ideal += worth;
      }
    }
    return sum / ideal;
  }

  /** The order of items by score. */
  static final class Ranking {
    private Ranking() {}

    /** The first items by score, those left out that are seen; of equal ones the first. */
    static List<Integer> best(double[] scores, boolean[] seen, int count) {
      Integer[] order = new Integer[scores.length];
      Arrays.setAll(order, i -> i);
      return Arrays.stream(order)
          .filter(item -> !seen[item])
          .sorted((a, b) -> Double.compare(scores[b], scores[a]))
          .limit(count)
          .toList();
    }
  }
}
