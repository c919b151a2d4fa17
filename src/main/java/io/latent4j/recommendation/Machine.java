package io.latent4j.recommendation;

import io.latent4j.model.FloatArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A trained machine in Java memory: I items, K levels, H hidden units.
 *
 * @param weights of shape (I,K,H)
 * @param visibleBias of shape (I,K)
 * @param hiddenBias of shape (H)
 * @param maskWeights of shape (I,H)
 */
record Machine(
    FloatArray weights, FloatArray visibleBias, FloatArray hiddenBias, FloatArray maskWeights) {

  static Machine of(Map<String, FloatArray> arrays) {
    return new Machine(
        arrays.get("weights"),
        arrays.get("visible_bias"),
        arrays.get("hidden_bias"),
        arrays.get("mask_weights"));
  }

  Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("weights", weights);
    arrays.put("visible_bias", visibleBias);
    arrays.put("hidden_bias", hiddenBias);
    arrays.put("mask_weights", maskWeights);
    return arrays;
  }

  /** Whether the shapes fit each other. */
  boolean isSound() {
    long[] sizes = weights.shape().asArray();
    return visibleBias.shape().equals(Shape.of(sizes[0], sizes[1]))
        && hiddenBias.shape().equals(Shape.of(sizes[2]))
        && maskWeights.shape().equals(Shape.of(sizes[0], sizes[2]));
  }

  int items() {
    return (int) weights.shape().get(0);
  }

  int levels() {
    return (int) weights.shape().get(1);
  }

  int hidden() {
    return (int) weights.shape().get(2);
  }

  /**
   * The hidden units of a user at their means.
   *
   * @param rated the items that the user rated
   * @param level the level of each
   */
  double[] hidden(int[] rated, int[] level) {
    int units = hidden();
    double[] input = new double[units];
    for (int j = 0; j < units; j++) {
      input[j] = hiddenBias.values()[j];
    }
    for (int i = 0; i < rated.length; i++) {
      int own = (rated[i] * levels() + level[i]) * units;
      int mask = rated[i] * units;
      for (int j = 0; j < units; j++) {
        input[j] += weights.values()[own + j] + maskWeights.values()[mask + j];
      }
    }
    for (int j = 0; j < units; j++) {
      input[j] = 1 / (1 + Math.exp(-input[j]));
    }
    return input;
  }

  /** The probabilities of the levels of an item. */
  double[] probabilities(int item, double[] hidden) {
    int levels = levels();
    double[] result = new double[levels];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < levels; k++) {
      double sum = visibleBias.values()[item * levels + k];
      int row = (item * levels + k) * hidden.length;
      for (int j = 0; j < hidden.length; j++) {
        sum += weights.values()[row + j] * hidden[j];
      }
      result[k] = sum;
      most = Math.max(most, sum);
    }
    double all = 0;
    for (int k = 0; k < levels; k++) {
      result[k] = Math.exp(result[k] - most);
      all += result[k];
    }
    for (int k = 0; k < levels; k++) {
      result[k] /= all;
    }
    return result;
  }

  /** The mean of what the levels are worth. */
  static double mean(double[] probabilities, double[] worth) {
    double sum = 0;
    for (int k = 0; k < worth.length; k++) {
      sum += probabilities[k] * worth[k];
    }
    return sum;
  }

  /** How the score of an item changes with the input of each hidden unit. */
  double[] slope(int item, double[] hidden, double[] worth) {
    double[] probabilities = probabilities(item, hidden);
    double score = mean(probabilities, worth);
    double[] slope = new double[hidden.length];
    for (int k = 0; k < worth.length; k++) {
      int row = (item * worth.length + k) * hidden.length;
      double factor = probabilities[k] * (worth[k] - score);
      for (int j = 0; j < hidden.length; j++) {
        slope[j] += factor * weights.values()[row + j];
      }
    }
    for (int j = 0; j < hidden.length; j++) {
      slope[j] *= hidden[j] * (1 - hidden[j]);
    }
    return slope;
  }

  /** What a rating adds along a slope, compared with what the item's usual ratings add. */
  double effect(int item, int level, double[] slope) {
    int levels = levels();
    double[] usual = probabilities(item, new double[slope.length]);
    double sum = 0;
    for (int k = 0; k < levels; k++) {
      int row = (item * levels + k) * slope.length;
      double along = 0;
      for (int j = 0; j < slope.length; j++) {
        along += weights.values()[row + j] * slope[j];
      }
      sum += ((k == level ? 1 : 0) - usual[k]) * along;
    }
    return sum;
  }
}
