package io.latent4j.recommendation;

import io.latent4j.model.InvalidOptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The levels of a softmax unit, one for each rating that may be given or, of more than so many
 * ratings, one for each part of them.
 *
 * @param levels what each level is worth, ascending: the rating itself, or the mean of its part
 * @param boundaries what lies between a level and the next; a rating equal to one is below it
 * @param least the lowest rating that may be given
 * @param most the highest rating that may be given
 * @param exact whether only the levels themselves are ratings
 */
public record RatingScale(
    List<Double> levels, List<Double> boundaries, double least, double most, boolean exact) {
  private static final double TOLERANCE = 1e-6;

  /**
   * Copies the lists.
   *
   * @param levels what each level is worth
   * @param boundaries what lies between a level and the next
   * @param least the lowest rating that may be given
   * @param most the highest rating that may be given
   * @param exact whether only the levels themselves are ratings
   * @throws IllegalArgumentException if there are not one boundary less than levels
   */
  public RatingScale {
    levels = List.copyOf(levels);
    boundaries = List.copyOf(boundaries);
    if (boundaries.size() != levels.size() - 1) {
      throw new IllegalArgumentException(
          "boundaries must be one less than the levels, %d, but are %d"
              .formatted(levels.size(), boundaries.size()));
    }
  }

  /**
   * Finds the scale of ratings.
   *
   * @param values the ratings
   * @param most how many levels there are at most; if there are more different ratings, they are
   *     divided into so many parts of about as many ratings each
   * @return the scale
   * @throws InvalidOptionException if all ratings are the same
   */
  static RatingScale of(double[] values, int most) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    double least = distinct[0];
    double highest = distinct[distinct.length - 1];
    if (distinct.length < 2) {
      throw new InvalidOptionException(
          "ratings", "must not be all the same, but are all " + distinct[0]);
    }
    if (distinct.length <= most) {
      List<Double> between = new ArrayList<>();
      for (int i = 1; i < distinct.length; i++) {
        between.add((distinct[i - 1] + distinct[i]) / 2);
      }
      return new RatingScale(
          Arrays.stream(distinct).boxed().toList(), between, least, highest, true);
    }
    return parts(sorted, most, least, highest);
  }

  private static RatingScale parts(double[] sorted, int most, double least, double highest) {
    List<Double> between = new ArrayList<>();
    for (int part = 1; part < most; part++) {
      double end = sorted[(int) ((long) part * sorted.length / most)];
      boolean isNew = between.isEmpty() || end > between.get(between.size() - 1);
      if (isNew && end < highest) {
        between.add(end);
      }
    }
    List<Double> levels = new ArrayList<>();
    int at = 0;
    for (int part = 0; part <= between.size(); part++) {
      double end = part < between.size() ? between.get(part) : highest;
      double sum = 0;
      int count = 0;
      for (; at < sorted.length && sorted[at] <= end; at++, count++) {
        sum += sorted[at];
      }
      levels.add(sum / count);
    }
    return new RatingScale(levels, between, least, highest, false);
  }

  /**
   * The level of a rating.
   *
   * @param rating a rating
   * @return the number of its level, from 0
   */
  public int levelOf(double rating) {
    int level = 0;
    while (level < boundaries.size() && rating > boundaries.get(level)) {
      level++;
    }
    return level;
  }

  /**
   * Whether a rating may be given.
   *
   * @param rating a rating
   * @return true if it is one of the levels or, where these are parts, within the range
   */
  public boolean contains(double rating) {
    double slack = TOLERANCE * (most - least);
    if (exact) {
      return Math.abs(levels.get(levelOf(rating)) - rating) <= slack;
    }
    return rating >= least - slack && rating <= most + slack;
  }

  /**
   * Refuses ratings that are not on this scale.
   *
   * @param ratings the ratings
   * @throws IllegalArgumentException if one is not; the message names the first
   */
  public void require(Ratings ratings) {
    for (int user = 0; user < ratings.users().size(); user++) {
      double[] values = ratings.valuesOf(user);
      for (int i = 0; i < values.length; i++) {
        if (!contains(values[i])) {
          throw new InvalidOptionException(
              "ratings",
              "must be %s, but user '%s' rates item '%s' %s"
                  .formatted(
                      this,
                      ratings.users().get(user),
                      ratings.items().get(ratings.itemsOf(user)[i]),
                      values[i]));
        }
      }
    }
  }

  /** The levels as numbers. */
  double[] values() {
    return levels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The scale in words.
   *
   * @return such as {@code one of 1.0, 2.0, 3.0} or {@code from -10.0 to 10.0}
   */
  @Override
  public String toString() {
    return exact
        ? "one of " + levels.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "from %s to %s".formatted(least, most);
  }
}
