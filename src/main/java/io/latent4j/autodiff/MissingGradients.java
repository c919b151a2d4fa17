package io.latent4j.autodiff;

import static io.latent4j.autodiff.CommonGradients.constant;
import static io.latent4j.autodiff.CommonGradients.gradients;
import static io.latent4j.autodiff.CommonGradients.sumOfLastAxis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** First-order gradients that TensorFlow's C++ lacks or gets wrong. */
final class MissingGradients {
  private MissingGradients() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("IdentityN", MissingGradients::ofIdentityN);
    rules.put("EnsureShape", g -> gradients(g, () -> g.outputGradient(0)));
    rules.put("Sign", g -> List.of());
    rules.put("Cumprod", MissingGradients::ofCumprod);
    rules.put("Erfc", g -> gradients(g, () -> ofErfc(g)));
    rules.put("LogSoftmax", g -> gradients(g, () -> ofLogSoftmax(g)));
    rules.put("SparseSoftmaxCrossEntropyWithLogits", MissingGradients::ofSparseCrossEntropy);
    // TensorFlow's own work only where the block's size is known when the gradient is built.
    rules.put("SpaceToBatchND", g -> ofRearranged(g, "BatchToSpaceND"));
    rules.put("BatchToSpaceND", g -> ofRearranged(g, "SpaceToBatchND"));
    rules.put("ImageProjectiveTransformV3", ProjectiveTransformGradient::of);
    rules.put("Conv3D", MissingGradients::ofConv3D);
    rules.put("ResourceGather", MissingGradients::ofResourceGather);
    rules.put("ResourceGatherNd", MissingGradients::ofResourceGatherNd);
  }

  private static List<Operand<?>> ofIdentityN(OperationGradient g) {
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < g.inputs(); i++) {
      gradients.add(g.outputGradient(i));
    }
    return gradients;
  }

  /** Back by the inverse, which takes the same block and turns paddings into crops. */
  private static List<Operand<?>> ofRearranged(OperationGradient g, String inverse) {
    return gradients(g, () -> g.build(inverse, g.outputGradient(0), g.input(1), g.input(2)));
  }

  private static List<Operand<?>> ofConv3D(OperationGradient g) {
    Ops tf = g.tf();
    Operand<TNumber> input = g.input(0);
    Operand<TNumber> filter = g.input(1);
    Operand<TNumber> dy = g.outputGradient(0);
    return gradients(
        g,
        () -> g.build("Conv3DBackpropInputV2", tf.shape(input), filter, dy),
        () -> g.build("Conv3DBackpropFilterV2", input, tf.shape(filter), dy));
  }

  /** Each input is a factor of the products from its place on: as in Python, it must not be 0. */
  private static List<Operand<?>> ofCumprod(OperationGradient g) {
    Ops tf = g.tf();
    boolean exclusive = Boolean.TRUE.equals(g.attribute("exclusive"));
    boolean reverse = Boolean.TRUE.equals(g.attribute("reverse"));
    Operand<TNumber> axis = g.input(1);
    return gradients(
        g,
        () ->
            tf.math.div(
                tf.math.cumsum(
                    tf.math.mul(g.output(0), g.outputGradient(0)),
                    axis,
                    Cumsum.exclusive(exclusive),
                    Cumsum.reverse(!reverse)),
                g.input(0)));
  }

  /** d erfc(x) / dx = -2 / √π exp(-x²). */
  private static Operand<TNumber> ofErfc(OperationGradient g) {
    Ops tf = g.tf();
    Operand<TNumber> x = g.input(0);
    return tf.math.mul(
        g.outputGradient(0),
        tf.math.mul(
            constant(tf, -2 / Math.sqrt(Math.PI), x), tf.math.exp(tf.math.neg(tf.math.square(x)))));
  }

  /** C++ sums over the second axis, which is the last one of matrices only. */
  private static Operand<TNumber> ofLogSoftmax(OperationGradient g) {
    Ops tf = g.tf();
    Operand<TNumber> flowing = g.outputGradient(0);
    Operand<TNumber> softmax = tf.math.exp(g.output(0));
    return tf.math.sub(flowing, tf.math.mul(softmax, sumOfLastAxis(tf, flowing)));
  }

  /**
   * The operation's second output is the gradient of its first by the logits, softmax minus the
   * one-hot label; it has a gradient of its own, for second order.
   */
  private static List<Operand<?>> ofSparseCrossEntropy(OperationGradient g) {
    return gradients(
        g,
        () -> {
          Ops tf = g.tf();
          Operand<TNumber> result = null;
          if (g.outputGradient(0) != null) {
            result = tf.math.mul(tf.expandDims(g.outputGradient(0), tf.constant(-1)), g.output(1));
          }
          if (g.outputGradient(1) != null) {
            Operand<TNumber> softmax = tf.nn.softmax(g.input(0));
            Operand<TNumber> flowing = g.outputGradient(1);
            Operand<TNumber> part =
                tf.math.mul(
                    softmax,
                    tf.math.sub(flowing, sumOfLastAxis(tf, tf.math.mul(flowing, softmax))));
            result = result == null ? part : tf.math.add(result, part);
          }
          return result;
        });
  }

  /** Adds up what flows to each row that was looked up. */
  private static List<Operand<?>> ofResourceGather(OperationGradient g) {
    if (g.attribute("batch_dims") instanceof Long batch && batch != 0) {
      return g.nativeGradient(); // there is none, which it says
    }
    return gradients(
        g,
        () -> {
          Ops tf = g.tf();
          Operand<TNumber> indices = tf.reshape(g.input(1), tf.constant(new int[] {-1}));
          Operand<TInt32> shape = tf.variableShape(g.input(0), TInt32.class);
          Operand<TInt32> one = tf.constant(new int[] {1});
          Operand<TInt32> rows = tf.slice(shape, tf.constant(new int[] {0}), one);
          Operand<TInt32> row = tf.slice(shape, one, tf.constant(new int[] {-1}));
          Operand<TNumber> flat =
              tf.reshape(
                  g.outputGradient(0),
                  tf.concat(List.of(tf.constant(new int[] {-1}), row), tf.constant(0)));
          return tf.math.unsortedSegmentSum(flat, indices, tf.squeeze(rows));
        });
  }

  private static List<Operand<?>> ofResourceGatherNd(OperationGradient g) {
    return gradients(
        g,
        () -> {
          Ops tf = g.tf();
          Operand<TNumber> indices = g.input(1);
          return tf.scatterNd(
              indices, g.outputGradient(0), tf.variableShape(g.input(0), indices.type()));
        });
  }
}
