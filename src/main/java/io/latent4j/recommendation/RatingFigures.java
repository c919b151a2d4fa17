package io.latent4j.recommendation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well held-out ratings are predicted. Errors are over ratings whose user and item are known;
 * the others are counted. For the figures at 10, all items that a user did not rate in training are
 * ranked; relevant is what the user held out and rated above the mean of all training ratings, and
 * the figures are means over users who have something relevant.
 *
 * @param rmse the root of the mean squared error
 * @param mae the mean absolute error
 * @param rmseGlobalMean the rmse of the mean of all ratings
 * @param rmseItemMean the rmse of the mean rating of each item
 * @param rmseBias the rmse of the mean with what users and items add to it
 * @param precisionAt10 the share of the first 10 that is relevant
 * @param recallAt10 the share of what is relevant that is among the first 10
 * @param ndcgAt10 the normalized discounted cumulative gain of the first 10, gains 0 and 1
 * @param ndcgAt10Popular the same of the items that were rated most often
 * @param predicted how many ratings were predicted
 * @param rankedUsers how many users had something relevant
 * @param unknownUsers how many ratings are of users without a rating in training
 * @param unknownItems how many of the others are of items that nobody rated in training
 */
public record RatingFigures(
    double rmse,
    double mae,
    double rmseGlobalMean,
    double rmseItemMean,
    double rmseBias,
    double precisionAt10,
    double recallAt10,
    double ndcgAt10,
    double ndcgAt10Popular,
    int predicted,
    int rankedUsers,
    int unknownUsers,
    int unknownItems) {

  /**
   * How many ratings could not be predicted.
   *
   * @return those of unknown users or items
   */
  public int unknown() {
    return unknownUsers + unknownItems;
  }

  /**
   * The figures by name, as they stand in {@code metrics.json}. Those that nothing was found for,
   * such as errors where no rating could be predicted, are left out.
   *
   * @return numbers
   */
  public Map<String, Number> toMap() {
    Map<String, Number> map = new LinkedHashMap<>();
    if (predicted > 0) {
      map.put("rmse", rmse);
      map.put("mae", mae);
      map.put("rmse_global_mean", rmseGlobalMean);
      map.put("rmse_item_mean", rmseItemMean);
      map.put("rmse_bias", rmseBias);
    }
    if (rankedUsers > 0) {
      map.put("precision_at_10", precisionAt10);
      map.put("recall_at_10", recallAt10);
      map.put("ndcg_at_10", ndcgAt10);
      map.put("ndcg_at_10_popular", ndcgAt10Popular);
    }
    map.put("predicted", predicted);
    map.put("ranked_users", rankedUsers);
    map.put("unknown", unknown());
    map.put("unknown_users", unknownUsers);
    map.put("unknown_items", unknownItems);
    return map;
  }
}
