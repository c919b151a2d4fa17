package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.recommendation.PredictedRating;
import io.latent4j.recommendation.Ratings;
import io.latent4j.recommendation.RecommenderModel;
import io.latent4j.report.LinePlot;
import io.latent4j.report.ScatterPlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;

/**
 * Pictures of what a recommender learned.
 *
 * <pre>{@code
 * RecommendationPictures.tastes(model, ratings)
 *     .ifPresent(found -> found.picture().writeTo(Path.of("tastes.png")));
 * }</pre>
 */
public final class RecommendationPictures {
  /** With more points, names would hide them. */
  private static final int MOST_NAMED = 30;

  /** So many of the items farthest out to each side have a name where not all have. */
  private static final int NAMED_AT_EACH_END = 6;

  private static final int LONGEST_NAME = 34;

  /** Errors are shown by so many groups of ratings at most. */
  private static final int MOST_GROUPS = 12;

  private RecommendationPictures() {}

  /**
   * Shows the items in the plane of tastes: with one or two hidden units by how much each unit
   * raises the expected rating, with more by the first two principal components of that. The colour
   * is the mean rating.
   *
   * @param model the model
   * @param ratings what the mean ratings are of
   * @return the picture; empty if the machine says the same of all items
   */
  public static Optional<Illustration> tastes(RecommenderModel model, Ratings ratings) {
    float[][] tastes = model.tastes();
    if (isConstant(tastes)) {
      return Optional.empty();
    }
    double[] means = means(model, ratings);
    int units = model.hiddenUnits();
    double[] x = new double[tastes.length];
    double[] y = new double[tastes.length];
    String[] axes;
    if (units <= 2) {
      for (int item = 0; item < x.length; item++) {
        x[item] = tastes[item][0];
        y[item] = units == 2 ? tastes[item][1] : means[item];
      }
      axes = new String[] {"raised by hidden unit 1", "raised by hidden unit 2"};
      if (units == 1) {
        axes[1] = "mean rating";
      }
    } else {
      FloatArray plane = components(tastes, model.provenance().seed());
      for (int item = 0; item < x.length; item++) {
        x[item] = plane.values()[2 * item];
        y[item] = plane.values()[2 * item + 1];
      }
      axes = new String[] {"component 1", "component 2"};
    }
    ScatterPlot plot =
        ScatterPlot.of(x, y)
            .titled("Tastes")
            .axes(axes[0], axes[1])
            .values("mean rating", means)
            .named(names(model, x, y));
    return Optional.of(
        new Illustration(
            "tastes",
            plot,
            units <= 2
                ? "Each item by how much the hidden units raise its expected rating"
                : "The items by the first two principal components of what "
                    + units
                    + " hidden units say of them; near ones please the same users"));
  }

  private static boolean isConstant(float[][] rows) {
    return Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]));
  }

  private static double[] means(RecommenderModel model, Ratings ratings) {
    Map<String, double[]> sums = new HashMap<>();
    for (int user = 0; user < ratings.users().size(); user++) {
      int[] rated = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      for (int i = 0; i < rated.length; i++) {
        double[] sum = sums.computeIfAbsent(ratings.items().get(rated[i]), id -> new double[2]);
        sum[0] += values[i];
        sum[1]++;
      }
    }
    double all = ratings.mean();
    return model.items().stream()
        .mapToDouble(id -> sums.containsKey(id) ? sums.get(id)[0] / sums.get(id)[1] : all)
        .toArray();
  }

  private static FloatArray components(float[][] tastes, long seed) {
    float[] flat = new float[tastes.length * tastes[0].length];
    for (int i = 0; i < tastes.length; i++) {
      System.arraycopy(tastes[i], 0, flat, i * tastes[i].length, tastes[i].length);
    }
    int components = Math.min(2, tastes.length);
    try (Samples rows = Samples.of(flat, Shape.of(tastes.length, tastes[0].length));
        PcaModel model =
            Pca.of(components)
                .withScale(Scaling.Kind.NONE)
                .fit(rows, FitOptions.defaults().withSeed(seed))) {
      return FloatArray.of(model.transform(rows));
    }
  }

  /** All names, or those of the items farthest out. */
  private static String[] names(RecommenderModel model, double[] x, double[] y) {
    Set<Integer> named = new HashSet<>();
    List<Integer> order = new ArrayList<>();
    for (int item = 0; item < x.length; item++) {
      order.add(item);
    }
    if (x.length <= MOST_NAMED) {
      named.addAll(order);
    } else {
      for (double[] along : List.of(x, y)) {
        order.sort(Comparator.comparingDouble(item -> along[item]));
        named.addAll(order.subList(0, NAMED_AT_EACH_END));
        named.addAll(order.subList(order.size() - NAMED_AT_EACH_END, order.size()));
      }
    }
    String[] names = new String[x.length];
    for (int item = 0; item < names.length; item++) {
      names[item] = named.contains(item) ? shortened(model.itemName(item)) : "";
    }
    return names;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 1).strip() + "\u2026";
  }

  /**
   * Shows what was expected on the whole where a rating was held out, beside the rating itself.
   *
   * @param predicted the ratings that were held out
   * @return the picture; empty if there are fewer than two different ratings
   */
  public static Optional<Illustration> errors(List<PredictedRating> predicted) {
    double[] sorted = predicted.stream().mapToDouble(PredictedRating::value).sorted().toArray();
    long distinct = Arrays.stream(sorted).distinct().count();
    if (distinct < 2) {
      return Optional.empty();
    }
    TreeMap<Integer, List<PredictedRating>> groups = new TreeMap<>();
    TreeMap<Double, Integer> places = new TreeMap<>();
    for (int i = 0; i < sorted.length; i++) {
      int group =
          distinct <= MOST_GROUPS ? places.size() : (int) ((long) i * MOST_GROUPS / sorted.length);
      places.putIfAbsent(sorted[i], group);
    }
    for (PredictedRating rating : predicted) {
      groups.computeIfAbsent(places.get(rating.value()), group -> new ArrayList<>()).add(rating);
    }
    double[] truth = mean(groups, false);
    LinePlot plot =
        LinePlot.titled("Held-out ratings")
            .axes("rating that was held out", "rating")
            .series("expected", truth, mean(groups, true))
            .series("given", truth, truth);
    return Optional.of(
        new Illustration(
            "errors",
            plot,
            "What was expected on the whole of users who gave a rating that was held out: the"
                + " nearer to the line of the ratings themselves, the better"));
  }

  private static double[] mean(TreeMap<Integer, List<PredictedRating>> groups, boolean expected) {
    return groups.values().stream()
        .mapToDouble(
            group ->
                group.stream()
                    .mapToDouble(rating -> expected ? rating.score() : rating.value())
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
