package io.latent4j.autodiff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The gradients that almost every model uses. TensorFlow knows them too, but works out at run time
 * which axes were broadcast or reduced; where the shapes are known that takes no operation at all.
 * Where they are not, these rules leave it to TensorFlow.
 */
final class CommonGradients {
  /** So many axes at most, since all choices among them are tried. */
  private static final int MAX_REDUCED_RANK = 8;

  private CommonGradients() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Identity", g -> gradients(g, () -> g.outputGradient(0)));
    rules.put("AddV2", broadcast(g -> g.outputGradient(0), g -> g.outputGradient(0)));
    rules.put("Add", rules.get("AddV2"));
    rules.put(
        "Sub", broadcast(g -> g.outputGradient(0), g -> g.tf().math.neg(g.outputGradient(0))));
    rules.put(
        "Mul",
        broadcast(
            g -> g.tf().math.mul(g.outputGradient(0), g.input(1)),
            g -> g.tf().math.mul(g.outputGradient(0), g.input(0))));
    rules.put("RealDiv", broadcast(CommonGradients::ofDividend, CommonGradients::ofDivisor));
    rules.put("Div", rules.get("RealDiv"));
    rules.put("Neg", g -> gradients(g, () -> g.tf().math.neg(g.outputGradient(0))));
    rules.put("Square", g -> gradients(g, () -> ofSquare(g)));
    rules.put("MatMul", CommonGradients::ofMatMul);
    rules.put(
        "BiasAdd",
        g ->
            gradients(
                g, () -> g.outputGradient(0), () -> g.build("BiasAddGrad", g.outputGradient(0))));
    rules.put(
        "Relu", g -> gradients(g, () -> g.build("ReluGrad", g.outputGradient(0), g.output(0))));
    rules.put("LeakyRelu", g -> gradients(g, () -> ofLeakyRelu(g)));
    rules.put(
        "Sigmoid",
        g -> gradients(g, () -> g.build("SigmoidGrad", g.output(0), g.outputGradient(0))));
    rules.put(
        "Tanh", g -> gradients(g, () -> g.build("TanhGrad", g.output(0), g.outputGradient(0))));
    rules.put("Sum", g -> ofReduction(g, false));
    rules.put("Mean", g -> ofReduction(g, true));
    rules.put("ResizeNearestNeighbor", CommonGradients::ofNearestNeighbor);
    rules.put("Reshape", CommonGradients::ofReshape);
    rules.put("BroadcastTo", CommonGradients::ofBroadcastTo);
  }

  /**
   * By the output, which has the sign of the input: what comes before can then be fused with a
   * convolution, which TensorFlow gives up for the whole graph if the input is used. A negative
   * slope changes the sign.
   */
  private static Operand<?> ofLeakyRelu(OperationGradient g) {
    boolean keepsSign = !(g.attribute("alpha") instanceof Float slope) || slope >= 0;
    return g.build("LeakyReluGrad", g.outputGradient(0), keepsSign ? g.output(0) : g.input(0));
  }

  /**
   * Where each pixel becomes a block of as many, what flows to it is the mean of the block times
   * its size: averages of windows have a faster kernel than the operation's own gradient.
   */
  private static List<Operand<?>> ofNearestNeighbor(OperationGradient g) {
    Shape from = g.input(0).shape();
    Shape to = g.output(0).shape();
    long height = factor(from.get(1), to.get(1));
    long width = factor(from.get(2), to.get(2));
    if (height == 0 || width == 0 || Boolean.TRUE.equals(g.attribute("align_corners"))) {
      return g.nativeGradient();
    }
    return gradients(
        g,
        () -> {
          Ops tf = g.tf();
          List<Long> block = List.of(1L, height, width, 1L);
          Operand<TNumber> mean = tf.nn.avgPool(g.outputGradient(0), block, block, "VALID");
          return tf.math.mul(mean, constant(tf, height * width, mean));
        });
  }

  /** The whole number by which a size grew, or 0 if there is none. */
  private static long factor(long from, long to) {
    return from > 0 && to > 0 && to % from == 0 ? to / from : 0;
  }

  /** Evaluates those gradients that are asked for. */
  @SafeVarargs
  static List<Operand<?>> gradients(
      OperationGradient g, Supplier<? extends Operand<?>>... byInput) {
    List<Operand<?>> gradients = new ArrayList<>(byInput.length);
    for (int i = 0; i < byInput.length; i++) {
      gradients.add(g.needs(i) ? byInput[i].get() : null);
    }
    return gradients;
  }

  /** A constant of the type of an operand. */
  static Operand<TNumber> constant(Ops tf, double value, Operand<TNumber> like) {
    Class<TNumber> type = like.type();
    Operand<? extends TNumber> constant =
        (Class<?>) type == TFloat64.class ? tf.constant(value) : tf.constant((float) value);
    if (constant.type() == (Class<?>) type) {
      @SuppressWarnings("unchecked") // just checked
      Operand<TNumber> same = (Operand<TNumber>) constant;
      return same;
    }
    return tf.dtypes.cast(constant, type);
  }

  private static Operand<TNumber> ofDividend(OperationGradient g) {
    return g.tf().math.div(g.outputGradient(0), g.input(1));
  }

  /** -dy x / y² = -(dy / y) (x / y), from the quotient at hand. */
  private static Operand<TNumber> ofDivisor(OperationGradient g) {
    Ops tf = g.tf();
    return tf.math.neg(tf.math.mul(tf.math.div(g.outputGradient(0), g.input(1)), g.output(0)));
  }

  private static Operand<TNumber> ofSquare(OperationGradient g) {
    Ops tf = g.tf();
    Operand<TNumber> x = g.input(0);
    return tf.math.mul(g.outputGradient(0), tf.math.add(x, x));
  }

  private interface Part {
    Operand<TNumber> of(OperationGradient g);
  }

  /** A rule for two inputs that broadcast: each part is summed over the axes that were repeated. */
  private static GradientRule broadcast(Part first, Part second) {
    return g -> {
      Shape result = g.output(0).shape();
      Shape left = g.input(0).shape();
      Shape right = g.input(1).shape();
      if (!isKnown(left) || !isKnown(right) || !isKnown(result)) {
        return g.nativeGradient();
      }
      return gradients(
          g,
          () -> sumToShape(g.tf(), first.of(g), result, left),
          () -> sumToShape(g.tf(), second.of(g), result, right));
    };
  }

  private static boolean isKnown(Shape shape) {
    return !shape.isUnknown() && !shape.hasUnknownDimension();
  }

  private static Operand<TNumber> sumToShape(
      Ops tf, Operand<TNumber> gradient, Shape from, Shape to) {
    if (from.equals(to)) {
      return gradient;
    }
    int added = from.numDimensions() - to.numDimensions();
    int[] axes =
        IntStream.range(0, from.numDimensions())
            .filter(axis -> axis < added || to.get(axis - added) != from.get(axis))
            .toArray();
    Operand<TNumber> sum = axes.length == 0 ? gradient : tf.reduceSum(gradient, tf.constant(axes));
    if (axes.length == added) {
      return sum; // no axis of size 1 to be put back
    }
    return tf.reshape(sum, tf.constant(to.asArray()));
  }

  private static List<Operand<?>> ofMatMul(OperationGradient g) {
    Ops tf = g.tf();
    boolean transposeA = Boolean.TRUE.equals(g.attribute("transpose_a"));
    boolean transposeB = Boolean.TRUE.equals(g.attribute("transpose_b"));
    Operand<TNumber> a = g.input(0);
    Operand<TNumber> b = g.input(1);
    Operand<TNumber> dy = g.outputGradient(0);
    return gradients(
        g,
        () ->
            transposeA
                ? product(tf, b, transposeB, dy, true)
                : product(tf, dy, false, b, !transposeB),
        () ->
            transposeB
                ? product(tf, dy, true, a, transposeA)
                : product(tf, a, !transposeA, dy, false));
  }

  private static Operand<TNumber> product(
      Ops tf, Operand<TNumber> a, boolean transposeA, Operand<TNumber> b, boolean transposeB) {
    return tf.linalg.matMul(a, b, MatMul.transposeA(transposeA), MatMul.transposeB(transposeB));
  }

  /** Spreads the gradient of a sum or mean over what was summed, if the shapes tell what was. */
  private static List<Operand<?>> ofReduction(OperationGradient g, boolean mean) {
    Shape shape = g.input(0).shape();
    Shape reduced = g.output(0).shape();
    Optional<Shape> spread =
        isKnown(shape) && isKnown(reduced) ? withReducedAxes(shape, reduced) : Optional.empty();
    if (spread.isEmpty()) {
      return g.nativeGradient();
    }
    return gradients(
        g,
        () -> {
          Ops tf = g.tf();
          Operand<TNumber> dy = g.outputGradient(0);
          Operand<TNumber> each =
              mean ? tf.math.div(dy, constant(tf, (double) shape.size() / reduced.size(), dy)) : dy;
          Operand<TInt64> sizes = tf.constant(shape.asArray());
          return reduced.numDimensions() == 0
              ? tf.fill(sizes, each)
              : tf.broadcastTo(tf.reshape(each, tf.constant(spread.get().asArray())), sizes);
        });
  }

  /**
   * The shape of a reduction's result with the size 1 where it was reduced: nothing if the sizes
   * leave more than one possibility, as those of a square matrix do.
   */
  static Optional<Shape> withReducedAxes(Shape shape, Shape reduced) {
    int rank = shape.numDimensions();
    if (shape.size() == 0 || rank > MAX_REDUCED_RANK) {
      return Optional.empty();
    }
    Set<Shape> possible = new HashSet<>();
    for (int axes = 0; axes < 1 << rank; axes++) {
      long[] kept = shape.asArray();
      List<Long> dropped = new ArrayList<>();
      for (int axis = 0; axis < rank; axis++) {
        if ((axes >> axis & 1) == 1) {
          kept[axis] = 1;
        } else {
          dropped.add(kept[axis]);
        }
      }
      Shape withOnes = Shape.of(kept);
      Shape without = Shape.of(dropped.stream().mapToLong(Long::longValue).toArray());
      if (reduced.equals(withOnes) || reduced.equals(without)) {
        possible.add(withOnes);
      }
    }
    return possible.size() == 1 ? Optional.of(possible.iterator().next()) : Optional.empty();
  }

  private static List<Operand<?>> ofReshape(OperationGradient g) {
    Shape shape = g.input(0).shape();
    Operand<TNumber> dy = g.outputGradient(0);
    return gradients(
        g,
        () ->
            isKnown(shape)
                ? g.tf().reshape(dy, g.tf().constant(shape.asArray()))
                : g.tf().reshape(dy, g.tf().shape(g.input(0))));
  }

  /** TensorFlow's own gradient takes no sizes of 64 bits. */
  private static List<Operand<?>> ofBroadcastTo(OperationGradient g) {
    Shape from = g.output(0).shape();
    Shape to = g.input(0).shape();
    if (!isKnown(from) || !isKnown(to)) {
      return g.nativeGradient();
    }
    return gradients(g, () -> sumToShape(g.tf(), g.outputGradient(0), from, to));
  }

  /** The sum along the last axis, which is kept. */
  static Operand<TNumber> sumOfLastAxis(Ops tf, Operand<TNumber> x) {
    return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true));
  }
}
