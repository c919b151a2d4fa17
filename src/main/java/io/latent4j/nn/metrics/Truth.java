package io.latent4j.nn.metrics;

import io.latent4j.nn.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Checks that a prediction can be compared with a truth; for losses and metrics of one's own.
 *
 * <pre>{@code
 * Metric<TFloat32> largestError =
 *     (tf, truth, prediction) -> {
 *       Truth.checkSameShape(truth, prediction);
 *       return tf.reduceMax(tf.math.abs(tf.math.sub(prediction, truth)), tf.constant(-1));
 *     };
 * }</pre>
 */
public final class Truth {
  private Truth() {}

  /**
   * Refuses a prediction that has not the shape of the truth: TensorFlow would broadcast (n)
   * against (n, 1) to (n, n).
   *
   * @param truth what should come out
   * @param prediction what comes out
   * @throws IllegalArgumentException if the shapes differ, or have no axis
   */
  public static void checkSameShape(Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Shape expected = truth.shape();
    Shape actual = prediction.shape();
    if (!expected.isCompatibleWith(actual)) {
      throw new IllegalArgumentException(
          "prediction must have the shape of the truth, %s, but has %s"
              .formatted(Shapes.text(expected), Shapes.text(actual)));
    }
    checkHasAxis(actual);
  }

  private static void checkHasAxis(Shape prediction) {
    if (!prediction.isUnknown() && prediction.numDimensions() == 0) {
      throw new IllegalArgumentException("prediction must have at least one axis, but has []");
    }
  }

  /**
   * Refuses labels that are not one for each vector of the prediction.
   *
   * @param labels the true classes
   * @param prediction what comes out: a number for each class on its last axis
   * @throws IllegalArgumentException if the labels have not the shape of the prediction without its
   *     last axis
   */
  public static void checkLabels(Operand<TInt32> labels, Operand<TFloat32> prediction) {
    Shape actual = prediction.shape();
    checkHasAxis(actual);
    Shape expected = actual.isUnknown() ? actual : actual.subShape(0, actual.numDimensions() - 1);
    if (!labels.shape().isCompatibleWith(expected)) {
      throw new IllegalArgumentException(
          "labels must have the shape of the prediction, %s, without its last axis, but have %s"
              .formatted(Shapes.text(actual), Shapes.text(labels.shape())));
    }
  }

  /**
   * How many numbers each vector has.
   *
   * @param prediction what comes out
   * @return the size of the last axis
   * @throws IllegalArgumentException if it is not known
   */
  public static long classes(Operand<TFloat32> prediction) {
    Shape shape = prediction.shape();
    if (shape.isUnknown() || Shapes.last(shape) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "prediction must have a known number of classes, but has the shape "
              + Shapes.text(shape));
    }
    return Shapes.last(shape);
  }
}
