package io.latent4j.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The losses: means over all numbers of the batch, as Keras's {@code sum_over_batch_size}. */
public final class Losses {
  private static final float EPSILON = 1e-7f;

  private Losses() {}

  /**
   * The mean of the squared differences.
   *
   * @return the loss
   */
  public static Loss meanSquaredError() {
    return (tf, truth, prediction) -> {
      checkSameShape(truth, prediction);
      return mean(tf, tf.math.squaredDifference(prediction, truth));
    };
  }

  /**
   * The cross-entropy of independent yes-or-no variables, from probabilities: of a network that
   * ends in a sigmoid. Probabilities are kept {@code 1e-7} from 0 and 1.
   *
   * @return the loss
   */
  public static Loss binaryCrossentropy() {
    return (tf, truth, prediction) -> {
      checkSameShape(truth, prediction);
      Operand<TFloat32> one = tf.constant(1f);
      Operand<TFloat32> yes =
          tf.clipByValue(
              prediction, tf.constant(EPSILON), tf.constant((float) (1.0 - (double) EPSILON)));
      Operand<TFloat32> no = tf.math.sub(one, yes);
      Operand<TFloat32> likelihood =
          tf.math.add(
              tf.math.mul(truth, tf.math.log(yes)),
              tf.math.mul(tf.math.sub(one, truth), tf.math.log(no)));
      return tf.math.neg(mean(tf, likelihood));
    };
  }

  /**
   * The cross-entropy of independent yes-or-no variables, from logits: of a network that ends
   * without a sigmoid. Neither value nor gradient loses precision where a logit is large.
   *
   * @return the loss
   */
  public static Loss binaryCrossentropyFromLogits() {
    return (tf, truth, prediction) -> {
      checkSameShape(truth, prediction);
      // -log(sigmoid(x)) is softplus(-x) and -log(1 - sigmoid(x)) is softplus(x). A sum of what is
      // not negative can't cancel, and its gradient, sigmoid(x) - truth, is right at 0 too.
      Operand<TFloat32> yes = tf.math.softplus(tf.math.neg(prediction));
      Operand<TFloat32> no = tf.math.softplus(prediction);
      return mean(
          tf,
          tf.math.add(
              tf.math.mul(truth, yes), tf.math.mul(tf.math.sub(tf.constant(1f), truth), no)));
    };
  }

  /**
   * Finds a loss by its name.
   *
   * @param name {@code mse} or {@code mean_squared_error}, {@code bce} or {@code
   *     binary_crossentropy} (from probabilities)
   * @return the loss
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Loss of(String name) {
    return switch (name) {
      case "mse", "mean_squared_error" -> meanSquaredError();
      case "bce", "binary_crossentropy" -> binaryCrossentropy();
      default ->
          throw new IllegalArgumentException(
              "loss must be one of mse, mean_squared_error, bce, binary_crossentropy, but is '"
                  + name
                  + "'");
    };
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.reshape(values, tf.constant(new long[] {-1})), tf.constant(0));
  }

  /** TensorFlow would broadcast (n) against (n, 1) to (n, n). */
  private static void checkSameShape(Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Shape expected = truth.shape();
    Shape actual = prediction.shape();
    if (!expected.isCompatibleWith(actual)) {
      throw new IllegalArgumentException(
          "prediction must have the shape of the truth, %s, but has %s"
              .formatted(Shapes.text(expected), Shapes.text(actual)));
    }
  }
}
