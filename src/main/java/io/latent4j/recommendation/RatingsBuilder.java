package io.latent4j.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects ratings, and puts them in the order of their users. */
final class RatingsBuilder {
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Integer> items = new HashMap<>();
  private final List<String> userIds = new ArrayList<>();
  private final List<String> itemIds = new ArrayList<>();
  private final List<Map<Integer, Integer>> ofUser = new ArrayList<>();
  private final List<List<Integer>> order = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final List<Double> times = new ArrayList<>();
  private final List<Integer> rated = new ArrayList<>();
  private boolean timed = true;

  /** Adds a rating; returns the one that the user gave the item before, or NaN. */
  double add(Rating rating) {
    int user = number(rating.user(), users, userIds);
    int item = number(rating.item(), items, itemIds);
    if (user == ofUser.size()) {
      ofUser.add(new HashMap<>());
      order.add(new ArrayList<>());
    }
    Integer earlier = ofUser.get(user).putIfAbsent(item, values.size());
    if (earlier != null) {
      return values.get(earlier);
    }
    order.get(user).add(values.size());
    values.add(rating.value());
    rated.add(item);
    times.add(rating.time().orElse(0));
    timed &= rating.time().isPresent();
    return Double.NaN;
  }

  private static int number(String id, Map<String, Integer> numbers, List<String> ids) {
    Integer known = numbers.putIfAbsent(id, ids.size());
    if (known == null) {
      ids.add(id);
      return ids.size() - 1;
    }
    return known;
  }

  Ratings build(String name) {
    int[] starts = new int[userIds.size() + 1];
    int[] item = new int[values.size()];
    double[] value = new double[item.length];
    double[] time = new double[item.length];
    int at = 0;
    for (int user = 0; user < order.size(); user++) {
      for (int rating : order.get(user)) {
        item[at] = rated.get(rating);
        value[at] = values.get(rating);
        time[at++] = times.get(rating);
      }
      starts[user + 1] = at;
    }
    return Ratings.sorted(
        name,
        List.copyOf(userIds),
        List.copyOf(itemIds),
        timed && at > 0,
        starts,
        item,
        value,
        time);
  }
}
