package io.latent4j.recommendation;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InitialValue;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The variables of a machine in training, I items, K levels, H hidden units. Visible and hidden
 * units are centered (Montavon and Müller, <i>Deep Boltzmann Machines and the Centering Trick</i>,
 * 2012), which is a matter of the biases alone.
 *
 * <p>The weights of an item's levels are a slope along the scale and, held much smaller, what
 * deviates from it: a level that few gave borrows from its neighbours. In factored form both are
 * products of a matrix with C columns and the loadings of the hidden units (C,H).
 */
final class RatingMachine implements Trackable {
  private static final float FIRST_WEIGHTS = 0.05f;

  /** How much more deviations are held back than slopes. */
  private static final float DEVIATION_DECAY = 10;

  /**
   * So many ratings, shared out as those of all items are, stand for what is not known of an item.
   */
  private static final float PRIOR_RATINGS = 10;

  private final int items;
  private final int levels;
  private final int hidden;
  private final float[] along;
  private final float[] firstBias;
  private final ModelVariable<TFloat32> slopes;
  private final ModelVariable<TFloat32> deviations;
  private final Optional<ModelVariable<TFloat32>> loadings;
  private final Optional<ModelVariable<TFloat32>> maskWeights;
  private final ModelVariable<TFloat32> visibleBias;
  private final ModelVariable<TFloat32> hiddenBias;

  RatingMachine(Engine engine, Recommender options, Ratings ratings, RatingScale scale) {
    items = ratings.items().size();
    levels = scale.levels().size();
    hidden = options.hidden();
    int columns = options.factors().orElse(hidden);
    int[] counts = counts(ratings, scale);
    along = along(counts, scale);
    firstBias = firstBias(counts);
    slopes =
        engine.weight(
            "slopes",
            Shape.of(items, columns),
            options.factors().isEmpty() ? disagreeing(FIRST_WEIGHTS) : random(FIRST_WEIGHTS));
    deviations =
        engine.weight("deviations", Shape.of(items, levels, columns), Initializers.zeros());
    loadings =
        options.factors().isEmpty()
            ? Optional.empty()
            : Optional.of(
                engine.weight(
                    "loadings",
                    Shape.of(columns, hidden),
                    disagreeing((float) (1 / Math.sqrt(columns)))));
    maskWeights =
        options.conditional()
            ? Optional.of(
                engine.weight("mask_weights", Shape.of(items, hidden), Initializers.zeros()))
            : Optional.empty();
    visibleBias = engine.weight("visible_bias", Shape.of(items, levels), Initializers.zeros());
    hiddenBias = engine.weight("hidden_bias", Shape.of(hidden), Initializers.zeros());
  }

  private static InitialValue<TFloat32> random(float deviation) {
    return Initializers.randomNormal(0, deviation);
  }

  /**
   * Numbers whose rows sum to zero: units that start by disagreeing become one taste and another,
   * not the same one twice.
   */
  private static InitialValue<TFloat32> disagreeing(float deviation) {
    return (tf, shape, seed) -> {
      Operand<TFloat32> drawn = random(deviation).apply(tf, shape, seed);
      return shape.get(1) == 1
          ? drawn
          : tf.math.sub(drawn, tf.math.mean(drawn, tf.constant(1), Mean.keepDims(true)));
    };
  }

  /** How often each level of each item was given (I*K). */
  private int[] counts(Ratings ratings, RatingScale scale) {
    int[] counts = new int[items * levels];
    for (int user = 0; user < ratings.users().size(); user++) {
      int[] rated = ratings.itemsOf(user);
      double[] values = ratings.valuesOf(user);
      for (int i = 0; i < rated.length; i++) {
        counts[rated[i] * levels + scale.levelOf(values[i])]++;
      }
    }
    return counts;
  }

  private double[] shares(int[] counts) {
    double[] shares = new double[levels];
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      shares[i % levels] += counts[i];
      all += counts[i];
    }
    for (int k = 0; k < levels; k++) {
      shares[k] /= all;
    }
    return shares;
  }

  /** The levels with mean 0 and deviation 1 over all ratings. */
  private float[] along(int[] counts, RatingScale scale) {
    double[] shares = shares(counts);
    double[] values = scale.values();
    double mean = 0;
    for (int k = 0; k < levels; k++) {
      mean += shares[k] * values[k];
    }
    double variance = 0;
    for (int k = 0; k < levels; k++) {
      variance += shares[k] * (values[k] - mean) * (values[k] - mean);
    }
    float[] result = new float[levels];
    for (int k = 0; k < levels; k++) {
      result[k] = (float) ((values[k] - mean) / Math.sqrt(variance));
    }
    return result;
  }

  /** The logarithms of how often each level of an item was given, with a few ratings of all. */
  private float[] firstBias(int[] counts) {
    double[] shares = shares(counts);
    float[] bias = new float[counts.length];
    for (int item = 0; item < items; item++) {
      double all = PRIOR_RATINGS;
      for (int k = 0; k < levels; k++) {
        all += counts[item * levels + k];
      }
      for (int k = 0; k < levels; k++) {
        double expected = PRIOR_RATINGS * Math.max(shares[k], 1e-6);
        bias[item * levels + k] = (float) Math.log((counts[item * levels + k] + expected) / all);
      }
    }
    return bias;
  }

  int items() {
    return items;
  }

  int levels() {
    return levels;
  }

  int hidden() {
    return hidden;
  }

  /** The weights (I*K,H). */
  Operand<TFloat32> weights(Ops tf) {
    Operand<TFloat32> scale = tf.constant(along);
    Operand<TFloat32> each =
        tf.math.add(
            tf.math.mul(
                tf.expandDims(slopes.read(tf), tf.constant(1)),
                tf.expandDims(scale, tf.constant(-1))),
            deviations.read(tf));
    long columns = slopes.shape().get(1);
    Operand<TFloat32> flat =
        tf.reshape(each, tf.constant(new long[] {(long) items * levels, columns}));
    return loadings.isPresent() ? tf.linalg.matMul(flat, loadings.get().read(tf)) : flat;
  }

  /**
   * What it tells of a user which items they rated at all (I,H); nothing if it isn't used. An
   * item's usual rating tells nothing: the weights of its levels are about their mean.
   *
   * @param weights what {@link #weights} gave
   */
  Optional<Operand<TFloat32>> maskWeights(Ops tf, Operand<TFloat32> weights) {
    return maskWeights.map(
        own ->
            tf.math.sub(
                own.read(tf),
                tf.reduceSum(
                    tf.math.mul(
                        byItem(tf, weights),
                        tf.expandDims(tf.math.exp(firstBias(tf)), tf.constant(2))),
                    tf.constant(1))));
  }

  /** The weights with an axis for the items (I,K,H). */
  Operand<TFloat32> byItem(Ops tf, Operand<TFloat32> weights) {
    return tf.reshape(weights, tf.constant(new int[] {items, levels, hidden}));
  }

  private Operand<TFloat32> firstBias(Ops tf) {
    return tf.reshape(tf.constant(firstBias), tf.constant(new int[] {items, levels}));
  }

  /**
   * The biases of the levels (I,K), such that hidden units at one half change nothing. Without it
   * all units would first learn what the biases should, and so the same.
   *
   * @param weights what {@link #weights} gave
   */
  Operand<TFloat32> visibleBias(Ops tf, Operand<TFloat32> weights) {
    return tf.math.sub(
        tf.math.add(firstBias(tf), visibleBias.read(tf)),
        tf.math.mul(tf.constant(0.5f), tf.reduceSum(byItem(tf, weights), tf.constant(2))));
  }

  /** The biases of the hidden units (H). */
  Operand<TFloat32> hiddenBias(Ops tf) {
    return hiddenBias.read(tf);
  }

  /** Half the squares of what is to stay small. */
  Operand<TFloat32> penalty(Ops tf) {
    Operand<TFloat32> sum =
        tf.math.add(
            tf.nn.l2Loss(slopes.read(tf)),
            tf.math.mul(tf.constant(DEVIATION_DECAY), tf.nn.l2Loss(deviations.read(tf))));
    sum = tf.math.add(sum, tf.nn.l2Loss(visibleBias.read(tf)));
    if (loadings.isPresent()) {
      sum = tf.math.add(sum, tf.nn.l2Loss(loadings.get().read(tf)));
    }
    if (maskWeights.isPresent()) {
      sum = tf.math.add(sum, tf.nn.l2Loss(maskWeights.get().read(tf)));
    }
    return sum;
  }

  /** The levels of some users as one-hot rows (users,I*K), zero where there is no rating. */
  Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> ratings) {
    Operand<TFloat32> hot =
        tf.oneHot(
            tf.math.sub(ratings, tf.constant(1)),
            tf.constant(levels),
            tf.constant(1f),
            tf.constant(0f));
    return tf.reshape(hot, tf.constant(new int[] {-1, items * levels}));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("slopes", slopes);
    children.put("deviations", deviations);
    loadings.ifPresent(variable -> children.put("loadings", variable));
    maskWeights.ifPresent(variable -> children.put("mask_weights", variable));
    children.put("visible_bias", visibleBias);
    children.put("hidden_bias", hiddenBias);
    return children;
  }
}
