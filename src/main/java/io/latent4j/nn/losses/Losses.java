package io.latent4j.nn.losses;

import io.latent4j.nn.Arguments;
import io.latent4j.nn.metrics.Truth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The losses, with Keras's names and numbers. A batch's is the mean over its samples, as Keras's
 * {@code sum_over_batch_size}; within a sample, losses of numbers take the mean over its last axis,
 * those of distributions and directions the sum.
 *
 * <pre>{@code
 * Loss<TInt32> loss = Losses.sparseCategoricalCrossentropyFromLogits();
 * Operand<TFloat32> value = loss.apply(tf, batch.labels(), model.call(tf, batch.samples(), mode));
 * }</pre>
 */
public final class Losses {
  private static final float EPSILON = 1e-7f;

  private Losses() {}

  /** How far one number is from another. */
  @FunctionalInterface
  private interface Distance {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction);
  }

  private static Loss<TFloat32> meanOf(Distance distance) {
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      return Reduction.meanOfLastAxis(tf, distance.apply(tf, truth, prediction));
    };
  }

  /**
   * The mean of the squared differences.
   *
   * @return the loss
   */
  public static Loss<TFloat32> meanSquaredError() {
    return meanOf((tf, truth, prediction) -> tf.math.squaredDifference(prediction, truth));
  }

  /**
   * The mean of the absolute differences.
   *
   * @return the loss
   */
  public static Loss<TFloat32> meanAbsoluteError() {
    return meanOf((tf, truth, prediction) -> tf.math.abs(tf.math.sub(prediction, truth)));
  }

  /**
   * Half the squared difference up to a difference of 1, and a straight line beyond.
   *
   * @return the loss
   */
  public static Loss<TFloat32> huber() {
    return huber(1);
  }

  /**
   * Half the squared difference up to a difference of {@code delta}, and a straight line beyond
   * (Huber 1964).
   *
   * @param delta where the line begins, positive
   * @return the loss
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public static Loss<TFloat32> huber(float delta) {
    Arguments.checkPositive("delta", delta);
    return meanOf(
        (tf, truth, prediction) -> {
          Operand<TFloat32> limit = tf.constant(delta);
          Operand<TFloat32> half = tf.constant(0.5f);
          Operand<TFloat32> difference = tf.math.sub(prediction, truth);
          Operand<TFloat32> size = tf.math.abs(difference);
          return tf.select(
              tf.math.lessEqual(size, limit),
              tf.math.mul(half, tf.math.square(difference)),
              tf.math.sub(tf.math.mul(limit, size), tf.constant(0.5f * delta * delta)));
        });
  }

  /**
   * The logarithm of the hyperbolic cosine of the difference: half its square where it is small,
   * its size less {@code log 2} where it is large. It does not overflow.
   *
   * @return the loss
   */
  public static Loss<TFloat32> logCosh() {
    return meanOf(
        (tf, truth, prediction) -> {
          Operand<TFloat32> difference = tf.math.sub(prediction, truth);
          Operand<TFloat32> rest = tf.math.softplus(tf.math.mul(difference, tf.constant(-2f)));
          return tf.math.sub(tf.math.add(difference, rest), tf.constant((float) Math.log(2)));
        });
  }

  /**
   * The negative log-likelihood of counts under rates, but for what does not depend on the rates:
   * {@code rate - count log(rate + 1e-7)}.
   *
   * @return the loss; its truth are counts, its prediction rates
   */
  public static Loss<TFloat32> poisson() {
    return meanOf(
        (tf, truth, prediction) ->
            tf.math.sub(
                prediction,
                tf.math.mul(truth, tf.math.log(tf.math.add(prediction, tf.constant(EPSILON))))));
  }

  /**
   * The Kullback-Leibler divergence of a predicted distribution from the true one, summed over the
   * last axis. Probabilities are kept from {@code 1e-7} to 1.
   *
   * @return the loss
   */
  public static Loss<TFloat32> klDivergence() {
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      Operand<TFloat32> least = tf.constant(EPSILON);
      Operand<TFloat32> most = tf.constant(1f);
      Operand<TFloat32> expected = tf.clipByValue(truth, least, most);
      Operand<TFloat32> actual = tf.clipByValue(prediction, least, most);
      return Reduction.sumOfLastAxis(
          tf, tf.math.mul(expected, tf.math.log(tf.math.div(expected, actual))));
    };
  }

  /**
   * The cosine of the angle between truth and prediction on the last axis, negated: -1 where they
   * point the same way, 0 where one of them is zero.
   *
   * @return the loss
   */
  public static Loss<TFloat32> cosineSimilarity() {
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      return tf.math.neg(
          Reduction.sumOfLastAxis(
              tf, tf.math.mul(direction(tf, truth), direction(tf, prediction))));
    };
  }

  /** Limited under the root: the root's gradient at 0 would be infinite. */
  private static Operand<TFloat32> direction(Ops tf, Operand<TFloat32> vectors) {
    Operand<TFloat32> squares = Reduction.sumOfLastAxis(tf, tf.math.square(vectors));
    Operand<TFloat32> limited =
        tf.math.maximum(tf.expandDims(squares, tf.constant(-1)), tf.constant(EPSILON * EPSILON));
    return tf.math.mul(vectors, tf.math.rsqrt(limited));
  }

  /**
   * The cross-entropy of independent yes-or-no variables, from probabilities: of a network that
   * ends in a sigmoid. Probabilities are kept {@code 1e-7} from 0 and 1.
   *
   * @return the loss
   */
  public static Loss<TFloat32> binaryCrossentropy() {
    return binaryCrossentropy(0);
  }

  /**
   * {@link #binaryCrossentropy()} with a truth that is moved towards a half.
   *
   * @param labelSmoothing the share of the way, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException if the smoothing is outside its range
   */
  public static Loss<TFloat32> binaryCrossentropy(float labelSmoothing) {
    Arguments.checkShare("labelSmoothing", labelSmoothing);
    return meanOf(
        (tf, truth, prediction) -> {
          Operand<TFloat32> one = tf.constant(1f);
          Operand<TFloat32> smooth = towardsHalf(tf, truth, labelSmoothing);
          Operand<TFloat32> yes = awayFromZeroAndOne(tf, prediction);
          Operand<TFloat32> no = tf.math.sub(one, yes);
          Operand<TFloat32> likelihood =
              tf.math.add(
                  tf.math.mul(smooth, tf.math.log(yes)),
                  tf.math.mul(tf.math.sub(one, smooth), tf.math.log(no)));
          return tf.math.neg(likelihood);
        });
  }

  /**
   * The cross-entropy of independent yes-or-no variables, from logits: of a network that ends
   * without a sigmoid. Neither value nor gradient loses precision where a logit is large.
   *
   * @return the loss
   */
  public static Loss<TFloat32> binaryCrossentropyFromLogits() {
    return binaryCrossentropyFromLogits(0);
  }

  /**
   * {@link #binaryCrossentropyFromLogits()} with a truth that is moved towards a half.
   *
   * @param labelSmoothing the share of the way, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException if the smoothing is outside its range
   */
  public static Loss<TFloat32> binaryCrossentropyFromLogits(float labelSmoothing) {
    Arguments.checkShare("labelSmoothing", labelSmoothing);
    return meanOf(
        (tf, truth, prediction) -> {
          // -log(sigmoid(x)) is softplus(-x) and -log(1 - sigmoid(x)) is softplus(x). A sum of what
          // is not negative can't cancel, and its gradient, sigmoid(x) - truth, is right at 0 too.
          Operand<TFloat32> smooth = towardsHalf(tf, truth, labelSmoothing);
          Operand<TFloat32> yes = tf.math.softplus(tf.math.neg(prediction));
          Operand<TFloat32> no = tf.math.softplus(prediction);
          return tf.math.add(
              tf.math.mul(smooth, yes), tf.math.mul(tf.math.sub(tf.constant(1f), smooth), no));
        });
  }

  private static Operand<TFloat32> towardsHalf(Ops tf, Operand<TFloat32> truth, float share) {
    return share == 0
        ? truth
        : tf.math.add(tf.math.mul(truth, tf.constant(1 - share)), tf.constant(0.5f * share));
  }

  static Operand<TFloat32> awayFromZeroAndOne(Ops tf, Operand<TFloat32> probabilities) {
    return tf.clipByValue(
        probabilities, tf.constant(EPSILON), tf.constant((float) (1.0 - (double) EPSILON)));
  }

  /**
   * The cross-entropy of one variable with several classes, from probabilities on the last axis: of
   * a network that ends in a softmax. They are divided by their sum and kept {@code 1e-7} from 0
   * and 1.
   *
   * @return the loss; its truth are probabilities, such as one-hot vectors
   */
  public static Loss<TFloat32> categoricalCrossentropy() {
    return categoricalCrossentropy(0);
  }

  /**
   * {@link #categoricalCrossentropy()} with a truth of which a share is spread over all classes.
   *
   * @param labelSmoothing the share, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException if the smoothing is outside its range
   */
  public static Loss<TFloat32> categoricalCrossentropy(float labelSmoothing) {
    Arguments.checkShare("labelSmoothing", labelSmoothing);
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      return CategoricalCrossentropy.ofProbabilities(
          tf, CategoricalCrossentropy.smooth(tf, truth, labelSmoothing), prediction);
    };
  }

  /**
   * The cross-entropy of one variable with several classes, from logits on the last axis: of a
   * network that ends without a softmax.
   *
   * @return the loss; its truth are probabilities, such as one-hot vectors
   */
  public static Loss<TFloat32> categoricalCrossentropyFromLogits() {
    return categoricalCrossentropyFromLogits(0);
  }

  /**
   * {@link #categoricalCrossentropyFromLogits()} with a truth of which a share is spread over all
   * classes.
   *
   * @param labelSmoothing the share, from 0 to 1
   * @return the loss
   * @throws IllegalArgumentException if the smoothing is outside its range
   */
  public static Loss<TFloat32> categoricalCrossentropyFromLogits(float labelSmoothing) {
    Arguments.checkShare("labelSmoothing", labelSmoothing);
    return (tf, truth, prediction) -> {
      Truth.checkSameShape(truth, prediction);
      return CategoricalCrossentropy.ofLogits(
          tf, CategoricalCrossentropy.smooth(tf, truth, labelSmoothing), prediction);
    };
  }

  /**
   * {@link #categoricalCrossentropy()} with classes for a truth. As in Keras, the probabilities are
   * kept {@code 1e-7} from 0 and 1 and then divided by their sum.
   *
   * @return the loss
   */
  public static Loss<TInt32> sparseCategoricalCrossentropy() {
    return (tf, labels, prediction) -> {
      Truth.checkLabels(labels, prediction);
      return CategoricalCrossentropy.ofLabelProbabilities(tf, labels, prediction);
    };
  }

  /**
   * {@link #categoricalCrossentropyFromLogits()} with classes for a truth.
   *
   * @return the loss
   */
  public static Loss<TInt32> sparseCategoricalCrossentropyFromLogits() {
    return (tf, labels, prediction) -> {
      Truth.checkLabels(labels, prediction);
      return CategoricalCrossentropy.ofLabelLogits(tf, labels, prediction);
    };
  }

  private static Map<String, Supplier<Loss<TFloat32>>> byName() {
    Map<String, Supplier<Loss<TFloat32>>> losses = new LinkedHashMap<>();
    losses.put("mse", Losses::meanSquaredError);
    losses.put("mean_squared_error", Losses::meanSquaredError);
    losses.put("bce", Losses::binaryCrossentropy);
    losses.put("binary_crossentropy", Losses::binaryCrossentropy);
    losses.put("mae", Losses::meanAbsoluteError);
    losses.put("mean_absolute_error", Losses::meanAbsoluteError);
    losses.put("categorical_crossentropy", Losses::categoricalCrossentropy);
    losses.put("huber", Losses::huber);
    losses.put("log_cosh", Losses::logCosh);
    losses.put("poisson", Losses::poisson);
    losses.put("kl_divergence", Losses::klDivergence);
    losses.put("cosine_similarity", Losses::cosineSimilarity);
    return losses;
  }

  /**
   * Finds a loss by Keras's name. Cross-entropies are those from probabilities.
   *
   * @param name {@code mse} or {@code mean_squared_error}, {@code bce} or {@code
   *     binary_crossentropy}, {@code mae} or {@code mean_absolute_error}, {@code
   *     categorical_crossentropy}, {@code huber}, {@code log_cosh}, {@code poisson}, {@code
   *     kl_divergence} or {@code cosine_similarity}
   * @return the loss
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Loss<TFloat32> of(String name) {
    Map<String, Supplier<Loss<TFloat32>>> losses = byName();
    if (!losses.containsKey(name)) {
      throw new IllegalArgumentException(
          "loss must be one of %s, but is '%s'"
              .formatted(String.join(", ", losses.keySet()), name));
    }
    return losses.get(name).get();
  }
}
