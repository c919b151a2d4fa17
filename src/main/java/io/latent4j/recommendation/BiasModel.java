package io.latent4j.recommendation;

import java.util.Arrays;
import java.util.Map;

/**
 * What users and items add to the mean of all ratings (Koren, <i>Factor in the Neighbors</i>,
 * 2010): found by turns, and held back as if each had some ratings more that add nothing.
 */
final class BiasModel {
  private static final int PASSES = 10;
  private static final double USER_PRIOR = 15;
  private static final double ITEM_PRIOR = 10;

  private final double mean;
  private final double[] ofItem;
  private final double[] ofUser;
  private final double[] itemMeans;
  private final int[] itemCounts;
  private final Map<String, Integer> users;
  private final Map<String, Integer> items;

  BiasModel(Ratings ratings) {
    users = Recommender.numbers(ratings.users());
    items = Recommender.numbers(ratings.items());
    mean = ratings.mean();
    ofUser = new double[users.size()];
    ofItem = new double[items.size()];
    itemMeans = new double[items.size()];
    itemCounts = new int[items.size()];
    for (int user = 0; user < ofUser.length; user++) {
      int[] rated = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      for (int i = 0; i < rated.length; i++) {
        itemMeans[rated[i]] += values[i];
        itemCounts[rated[i]]++;
      }
    }
    for (int item = 0; item < itemMeans.length; item++) {
      itemMeans[item] /= itemCounts[item];
    }
    for (int pass = 0; pass < PASSES; pass++) {
      fitItems(ratings);
      fitUsers(ratings);
    }
  }

  private void fitItems(Ratings ratings) {
    Arrays.fill(ofItem, 0);
    for (int user = 0; user < ofUser.length; user++) {
      int[] rated = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      for (int i = 0; i < rated.length; i++) {
        ofItem[rated[i]] += values[i] - mean - ofUser[user];
      }
    }
    for (int item = 0; item < ofItem.length; item++) {
      ofItem[item] /= ITEM_PRIOR + itemCounts[item];
    }
  }

  private void fitUsers(Ratings ratings) {
    for (int user = 0; user < ofUser.length; user++) {
      int[] rated = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      double sum = 0;
      for (int i = 0; i < rated.length; i++) {
        sum += values[i] - mean - ofItem[rated[i]];
      }
      ofUser[user] = sum / (USER_PRIOR + rated.length);
    }
  }

  double mean() {
    return mean;
  }

  boolean knows(String item) {
    return items.containsKey(item);
  }

  double itemMean(String item) {
    return itemMeans[items.get(item)];
  }

  /** How often an item was rated. */
  int count(String item) {
    return items.containsKey(item) ? itemCounts[items.get(item)] : 0;
  }

  double predict(String user, String item) {
    return mean + ofUser[users.get(user)] + ofItem[items.get(item)];
  }
}
