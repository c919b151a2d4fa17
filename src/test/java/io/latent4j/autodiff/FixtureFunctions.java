package io.latent4j.autodiff;

import io.latent4j.engine.Operands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** The functions of {@code gradients.json}, by name, written with {@link Ops}. */
final class FixtureFunctions {

  /** A function of the inputs of a case. */
  @FunctionalInterface
  interface Function {
    Operand<TFloat32> apply(Ops tf, Inputs in);
  }

  private interface Unary {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x);
  }

  private interface Binary {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y);
  }

  private interface Reduction {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TInt32> axes, boolean keep);
  }

  /** The inputs of a case by name. */
  record Inputs(Operands operands) {
    Operand<TFloat32> get(String name) {
      return operands.floats(name);
    }

    Operand<TFloat32> x() {
      return get("x");
    }

    Operand<TFloat32> y() {
      return get("y");
    }

    Operand<TFloat32> w() {
      return get("w");
    }
  }

  private final Map<String, Function> functions = new HashMap<>();

  FixtureFunctions() {
    addNetworks();
    addElementwise();
    addReductions();
    addShapes();
    addProducts();
    addImages();
    addLosses();
    addSecondOrder();
    addThirdOrder();
  }

  Function get(String name) {
    Function function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function for case '" + name + "'");
    }
    return function;
  }

  private void put(String name, Function function) {
    if (functions.put(name, function) != null) {
      throw new IllegalStateException("two functions for case '" + name + "'");
    }
  }

  /** sum(w * f(inputs)). */
  private void weighted(String name, Function f) {
    put(name, (tf, in) -> sum(tf, tf.math.mul(in.w(), f.apply(tf, in))));
  }

  /** sum(w * f(inputs)²). */
  private void weightedSquare(String name, Function f) {
    weighted(name, (tf, in) -> tf.math.square(f.apply(tf, in)));
  }

  // ------------------------------------------------------------------ building blocks

  static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, axes(tf, x));
  }

  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, axes(tf, x));
  }

  private static Operand<TInt32> axes(Ops tf, Operand<?> x) {
    return tf.constant(IntStream.range(0, x.shape().numDimensions()).toArray());
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }

  private static Operand<TFloat32> plus(Ops tf, Operand<TFloat32> x, double constant) {
    return tf.math.add(x, tf.constant((float) constant));
  }

  private static Operand<TFloat32> times(Ops tf, Operand<TFloat32> x, double constant) {
    return tf.math.mul(x, tf.constant((float) constant));
  }

  private static Operand<TFloat32> matmul(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    return tf.linalg.matMul(x, y);
  }

  private static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    return tf.math.mul(times(tf, x, 0.5), plus(tf, tf.math.erf(times(tf, x, 1 / Math.sqrt(2))), 1));
  }

  private static Operand<TFloat32> leakyRelu(Ops tf, Operand<TFloat32> x) {
    return tf.nn.leakyRelu(x, LeakyRelu.alpha(0.2f));
  }

  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels) {
    return tf.nn.softmaxCrossEntropyWithLogits(logits, labels).loss();
  }

  private static Operand<TFloat32> sigmoidCrossEntropy(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> z) {
    return tf.math.add(
        tf.math.sub(tf.nn.relu(x), tf.math.mul(x, z)),
        tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(x)))));
  }

  private static Operand<TFloat32> conv(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> k, long stride, String padding) {
    return tf.nn.conv2d(x, k, List.of(1L, stride, stride, 1L), padding);
  }

  private static Operand<TFloat32> depthwise(Ops tf, Operand<TFloat32> x, Operand<TFloat32> k) {
    return tf.nn.depthwiseConv2dNative(x, k, List.of(1L, 1L, 1L, 1L), "SAME");
  }

  private static Operand<TFloat32> convTranspose(
      Ops tf, int[] sizes, Operand<TFloat32> k, Operand<TFloat32> x) {
    return tf.nn.conv2dBackpropInput(tf.constant(sizes), k, x, List.of(1L, 2L, 2L, 1L), "SAME");
  }

  private static Operand<TFloat32> maxPool(
      Ops tf, Operand<TFloat32> x, int window, int stride, String padding) {
    return tf.nn.maxPool(
        x, ints(tf, 1, window, window, 1), ints(tf, 1, stride, stride, 1), padding);
  }

  private static Operand<TFloat32> avgPool(
      Ops tf, Operand<TFloat32> x, long window, long stride, String padding) {
    return tf.nn.avgPool(
        x, List.of(1L, window, window, 1L), List.of(1L, stride, stride, 1L), padding);
  }

  /** (x - mean) / sqrt(variance + 0.001). */
  private static Operand<TFloat32> normalized(Ops tf, Operand<TFloat32> x, int... axes) {
    Operand<TFloat32> centred = tf.math.sub(x, tf.math.mean(x, tf.constant(axes)));
    Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), tf.constant(axes));
    return tf.math.mul(centred, tf.math.rsqrt(plus(tf, variance, 1e-3)));
  }

  private static Operand<TFloat32> fusedBatchNorm(
      Ops tf, Inputs in, Operand<TFloat32> mean, Operand<TFloat32> variance, boolean training) {
    return tf.nn
        .fusedBatchNorm(
            in.x(),
            in.get("scale"),
            in.get("offset"),
            mean,
            variance,
            FusedBatchNorm.epsilon(1e-3f),
            FusedBatchNorm.isTraining(training))
        .y();
  }

  private static Operand<TFloat32> fusedBatchNormTraining(Ops tf, Inputs in) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    return fusedBatchNorm(tf, in, none, none, true);
  }

  // ------------------------------------------------------------------ the cases

  private static Map<String, Unary> activations() {
    Map<String, Unary> activations = new HashMap<>();
    activations.put("relu", (tf, x) -> tf.nn.relu(x));
    activations.put("relu6", (tf, x) -> tf.nn.relu6(x));
    activations.put("leaky_relu", FixtureFunctions::leakyRelu);
    activations.put("elu", (tf, x) -> tf.nn.elu(x));
    activations.put("selu", (tf, x) -> tf.nn.selu(x));
    activations.put("softplus", (tf, x) -> tf.math.softplus(x));
    activations.put("softsign", (tf, x) -> tf.nn.softsign(x));
    activations.put("sigmoid", (tf, x) -> tf.math.sigmoid(x));
    activations.put("tanh", (tf, x) -> tf.math.tanh(x));
    activations.put("gelu", FixtureFunctions::gelu);
    activations.put("softmax", (tf, x) -> tf.nn.softmax(x));
    return activations;
  }

  private static Operand<TFloat32> network(Ops tf, Inputs in, Unary activation) {
    Operand<TFloat32> hidden =
        activation.apply(tf, tf.math.add(matmul(tf, in.x(), in.get("w1")), in.get("b1")));
    return tf.math.add(matmul(tf, hidden, in.get("w2")), in.get("b2"));
  }

  private void addNetworks() {
    activations()
        .forEach(
            (name, activation) -> {
              put(
                  "mlp_" + name,
                  (tf, in) ->
                      mean(tf, crossEntropy(tf, network(tf, in, activation), in.get("labels"))));
              put("penalty_dense_" + name, (tf, in) -> network(tf, in, activation));
            });
    put(
        "penalty_conv",
        (tf, in) -> {
          Operand<TFloat32> hidden =
              leakyRelu(tf, tf.math.add(conv(tf, in.x(), in.get("k"), 2, "SAME"), in.get("b")));
          return matmul(tf, tf.reshape(hidden, ints(tf, 2, 64)), in.get("w2"));
        });
    for (int steps : new int[] {1, 2, 5}) {
      put(
          "loop_" + steps,
          (tf, in) -> {
            Operand<TFloat32> h = in.x();
            for (int step = 0; step < steps; step++) {
              h = tf.math.tanh(matmul(tf, h, in.get("k")));
            }
            return sum(tf, tf.math.square(h));
          });
    }
    put("vae", FixtureFunctions::variationalAutoencoder);
  }

  private static Operand<TFloat32> variationalAutoencoder(Ops tf, Inputs in) {
    Operand<TFloat32> hidden = tf.math.softplus(matmul(tf, in.x(), in.get("w1")));
    Operand<TFloat32> mean = matmul(tf, hidden, in.get("w2"));
    Operand<TFloat32> logVariance = matmul(tf, hidden, in.get("w3"));
    Operand<TFloat32> code =
        tf.math.add(mean, tf.math.mul(tf.math.exp(times(tf, logVariance, 0.5)), in.get("noise")));
    Operand<TFloat32> output = matmul(tf, code, in.get("w4"));
    Operand<TFloat32> divergence =
        sum(
            tf,
            tf.math.sub(
                tf.math.sub(plus(tf, logVariance, 1), tf.math.square(mean)),
                tf.math.exp(logVariance)));
    return tf.math.sub(
        sum(tf, sigmoidCrossEntropy(tf, output, in.x())), times(tf, divergence, 0.5));
  }

  private static Map<String, Unary> unaries() {
    Map<String, Unary> unaries = new HashMap<>();
    unaries.put("abs", (tf, x) -> tf.math.abs(x));
    unaries.put("acos", (tf, x) -> tf.math.acos(x));
    unaries.put("asin", (tf, x) -> tf.math.asin(x));
    unaries.put("atan", (tf, x) -> tf.math.atan(x));
    unaries.put("cos", (tf, x) -> tf.math.cos(x));
    unaries.put("cosh", (tf, x) -> tf.math.cosh(x));
    unaries.put("erf", (tf, x) -> tf.math.erf(x));
    unaries.put("exp", (tf, x) -> tf.math.exp(x));
    unaries.put("expm1", (tf, x) -> tf.math.expm1(x));
    unaries.put("identity", (tf, x) -> tf.identity(x));
    unaries.put("lgamma", (tf, x) -> tf.math.lgamma(x));
    unaries.put("log", (tf, x) -> tf.math.log(x));
    unaries.put("log1p", (tf, x) -> tf.math.log1p(x));
    unaries.put("negative", (tf, x) -> tf.math.neg(x));
    unaries.put("reciprocal", (tf, x) -> tf.math.reciprocal(x));
    unaries.put("rsqrt", (tf, x) -> tf.math.rsqrt(x));
    unaries.put("sign", (tf, x) -> tf.math.sign(x));
    unaries.put("sin", (tf, x) -> tf.math.sin(x));
    unaries.put("sinh", (tf, x) -> tf.math.sinh(x));
    unaries.put("sqrt", (tf, x) -> tf.math.sqrt(x));
    unaries.put("square", (tf, x) -> tf.math.square(x));
    unaries.put("tan", (tf, x) -> tf.math.tan(x));
    return unaries;
  }

  private static Map<String, Binary> binaries() {
    Map<String, Binary> binaries = new HashMap<>();
    binaries.put("add", (tf, x, y) -> tf.math.add(x, y));
    binaries.put("divide", (tf, x, y) -> tf.math.div(x, y));
    binaries.put("divide_no_nan", (tf, x, y) -> tf.math.divNoNan(x, y));
    binaries.put("maximum", (tf, x, y) -> tf.math.maximum(x, y));
    binaries.put("minimum", (tf, x, y) -> tf.math.minimum(x, y));
    binaries.put("multiply", (tf, x, y) -> tf.math.mul(x, y));
    binaries.put("pow", (tf, x, y) -> tf.math.pow(x, y));
    binaries.put("squared_difference", (tf, x, y) -> tf.math.squaredDifference(x, y));
    binaries.put("subtract", (tf, x, y) -> tf.math.sub(x, y));
    return binaries;
  }

  private void addElementwise() {
    unaries().forEach((name, f) -> weighted("unary_" + name, (tf, in) -> f.apply(tf, in.x())));
    binaries()
        .forEach(
            (name, f) -> {
              for (String shapes : List.of("same", "row", "column", "both", "scalar")) {
                weighted("binary_" + name + "_" + shapes, (tf, in) -> f.apply(tf, in.x(), in.y()));
              }
            });
    put(
        "used_twice",
        (tf, in) -> sum(tf, tf.math.add(tf.math.mul(tf.math.mul(in.x(), in.x()), in.w()), in.x())));
    put(
        "stop_gradient",
        (tf, in) -> sum(tf, tf.math.mul(in.x(), tf.stopGradient(tf.math.square(in.x())))));
    weighted(
        "clip_by_value", (tf, in) -> tf.clipByValue(in.x(), tf.constant(-0.5f), tf.constant(0.7f)));
    weighted(
        "clip_by_norm",
        (tf, in) -> {
          Operand<TFloat32> y = tf.math.square(in.x());
          Operand<TFloat32> norm = tf.math.sqrt(sum(tf, tf.math.square(y)));
          return tf.math.div(times(tf, y, 1.5), tf.math.maximum(norm, tf.constant(1.5f)));
        });
    weighted("cumsum_plain", (tf, in) -> tf.math.cumsum(in.x(), tf.constant(1)));
    weighted(
        "cumsum_exclusive",
        (tf, in) -> tf.math.cumsum(in.x(), tf.constant(1), Cumsum.exclusive(true)));
    weighted(
        "cumsum_reverse", (tf, in) -> tf.math.cumsum(in.x(), tf.constant(1), Cumsum.reverse(true)));
    weighted(
        "cast",
        (tf, in) ->
            tf.dtypes.cast(tf.math.square(tf.dtypes.cast(in.x(), TFloat64.class)), TFloat32.class));
  }

  private static Map<String, Reduction> reductions() {
    Map<String, Reduction> reductions = new HashMap<>();
    reductions.put("sum", (tf, x, axes, k) -> tf.reduceSum(x, axes, ReduceSum.keepDims(k)));
    reductions.put("mean", (tf, x, axes, k) -> tf.math.mean(x, axes, Mean.keepDims(k)));
    reductions.put("max", (tf, x, axes, k) -> tf.reduceMax(x, axes, ReduceMax.keepDims(k)));
    reductions.put("min", (tf, x, axes, k) -> tf.reduceMin(x, axes, ReduceMin.keepDims(k)));
    reductions.put("prod", (tf, x, axes, k) -> tf.reduceProd(x, axes, ReduceProd.keepDims(k)));
    return reductions;
  }

  private void addReductions() {
    reductions()
        .forEach(
            (name, f) -> {
              String start = "reduce_" + name;
              weighted(start + "_all", (tf, in) -> f.apply(tf, in.x(), ints(tf, 0, 1, 2), false));
              weighted(start + "_first", (tf, in) -> f.apply(tf, in.x(), ints(tf, 0), false));
              weighted(start + "_outer", (tf, in) -> f.apply(tf, in.x(), ints(tf, 0, 2), false));
              weighted(start + "_last_kept", (tf, in) -> f.apply(tf, in.x(), ints(tf, -1), true));
            });
    put("reductions_together", FixtureFunctions::reductionsTogether);
  }

  private static Operand<TFloat32> reductionsTogether(Ops tf, Inputs in) {
    Operand<TFloat32> a = in.get("a");
    Operand<TFloat32> b = in.get("b");
    Operand<TFloat32> first =
        tf.math.div(tf.math.mul(tf.math.pow(a, tf.constant(2f)), b), in.get("c"));
    Operand<TFloat32> last = tf.math.mul(tf.math.exp(tf.math.neg(b)), tf.math.log(a));
    Operand<TFloat32> m = tf.math.add(tf.math.sub(first, tf.math.maximum(a, b)), last);
    return tf.math.addN(
        List.of(
            sum(tf, tf.reduceMax(m, ints(tf, 1))),
            mean(tf, m),
            sum(tf, tf.math.sqrt(tf.reduceSum(tf.math.square(m), ints(tf, 0)))),
            times(tf, tf.reduceProd(tf.math.mean(m, ints(tf, 0)), ints(tf, 0)), 0.1),
            times(tf, sum(tf, tf.math.abs(m)), 0.1),
            tf.reduceMin(m, ints(tf, 0, 1))));
  }

  private void addShapes() {
    weightedSquare(
        "gather_repeated", (tf, in) -> tf.gather(in.x(), ints(tf, 0, 2, 2, 3), tf.constant(0)));
    weightedSquare("gather_columns", (tf, in) -> tf.gather(in.x(), ints(tf, 2, 0), tf.constant(1)));
    weightedSquare(
        "gather_matrix_of_indices",
        (tf, in) -> tf.gather(in.x(), tf.constant(new int[][] {{0, 1}, {1, 3}}), tf.constant(0)));
    weightedSquare(
        "gather_nd",
        (tf, in) -> tf.gatherNd(in.x(), tf.constant(new int[][] {{0, 1}, {3, 2}, {0, 1}})));
    weightedSquare("concat_rows", (tf, in) -> tf.concat(List.of(in.x(), in.y()), tf.constant(0)));
    weightedSquare(
        "concat_last", (tf, in) -> tf.concat(List.of(in.x(), in.y(), in.x()), tf.constant(-1)));
    weightedSquare("slice", (tf, in) -> tf.slice(in.x(), ints(tf, 1, 0), ints(tf, 2, 3)));
    weightedSquare(
        "strided_slice",
        (tf, in) -> tf.stridedSlice(in.x(), ints(tf, 1, 0), ints(tf, 4, 2), ints(tf, 2, 1)));
    weightedSquare(
        "strided_slice_backwards",
        (tf, in) -> tf.stridedSlice(in.x(), ints(tf, 3, 2), ints(tf, -5, 0), ints(tf, -1, -1)));
    weightedSquare(
        "strided_slice_axes",
        (tf, in) -> tf.stridedSlice(in.x(), Indices.at(1), Indices.newAxis(), Indices.all()));
    weightedSquare("tile", (tf, in) -> tf.tile(in.x(), ints(tf, 2, 3)));
    weightedSquare("pad", (tf, in) -> pad(tf, in.x(), new int[][] {{1, 0}, {2, 1}}));
    weightedSquare(
        "pad_reflected",
        (tf, in) -> tf.mirrorPad(in.x(), tf.constant(new int[][] {{1, 1}, {2, 0}}), "REFLECT"));
    weightedSquare("stack_axis_1", (tf, in) -> tf.stack(List.of(in.x(), in.y()), Stack.axis(1L)));
    weightedSquare(
        "unstack",
        (tf, in) -> {
          Unstack<TFloat32> rows = tf.unstack(in.x(), 4L);
          return tf.math.add(
              tf.math.mul(rows.output().get(0), rows.output().get(2)), rows.output().get(3));
        });
    weightedSquare(
        "split",
        (tf, in) -> {
          List<? extends Operand<TFloat32>> parts = tf.split(tf.constant(0), in.x(), 2L).output();
          return tf.math.mul(parts.get(0), tf.math.exp(parts.get(1)));
        });
    weightedSquare(
        "split_one_used",
        (tf, in) -> tf.splitV(in.x(), ints(tf, 1, 2), tf.constant(1), 2L).output().get(1));
    weightedSquare(
        "where",
        (tf, in) ->
            tf.select(
                tf.math.greater(in.x(), tf.constant(0.2f)),
                tf.math.mul(in.x(), in.y()),
                tf.math.add(in.x(), in.y())));
    weightedSquare(
        "where_broadcast",
        (tf, in) -> tf.select(tf.constant(new boolean[] {true, false, true}), in.x(), in.y()));
    weightedSquare("transpose", (tf, in) -> tf.linalg.transpose(in.x(), ints(tf, 1, 0)));
    weightedSquare(
        "transpose_three_axes", (tf, in) -> tf.linalg.transpose(in.x(), ints(tf, 2, 0, 1)));
    weightedSquare("reshape", (tf, in) -> tf.reshape(in.x(), ints(tf, 2, 6)));
    weightedSquare(
        "expand_and_squeeze",
        (tf, in) ->
            tf.squeeze(
                tf.math.add(
                    tf.expandDims(in.x(), tf.constant(0)), tf.expandDims(in.y(), tf.constant(1))),
                Squeeze.axis(List.of(0L))));
    weightedSquare("reverse", (tf, in) -> tf.reverse(in.x(), ints(tf, 0)));
    weightedSquare("broadcast_to", (tf, in) -> tf.broadcastTo(in.x(), ints(tf, 4, 3)));
    weightedSquare(
        "unsorted_segment_sum",
        (tf, in) -> tf.math.unsortedSegmentSum(in.x(), ints(tf, 2, 0, 2, 1), tf.constant(3)));
  }

  private static Operand<TFloat32> pad(Ops tf, Operand<TFloat32> x, int[][] paddings) {
    return tf.pad(x, tf.constant(paddings), tf.constant(0f));
  }

  private void addProducts() {
    product("plain", false, false);
    product("transpose_a", true, false);
    product("transpose_b", false, true);
    product("transpose_both", true, true);
    weighted("batch_matmul", (tf, in) -> tf.train.batchMatMul(in.x(), in.y(), TFloat32.class));
    weighted(
        "batch_matmul_broadcast", (tf, in) -> tf.train.batchMatMul(in.x(), in.y(), TFloat32.class));
    weighted(
        "batch_matmul_adjoint",
        (tf, in) ->
            tf.train.batchMatMul(
                in.x(), in.y(), TFloat32.class, BatchMatMul.adjX(true), BatchMatMul.adjY(true)));
    einsum("product", "ij,jk->ik");
    einsum("batch", "bij,bkj->bik");
    einsum("sum_over_batch", "bi,bj->ij");
    einsum("last_axis", "abi,ij->abj");
  }

  private void product(String label, boolean transposeA, boolean transposeB) {
    weighted(
        "matmul_" + label,
        (tf, in) ->
            tf.linalg.matMul(
                in.x(), in.y(), MatMul.transposeA(transposeA), MatMul.transposeB(transposeB)));
  }

  private void einsum(String label, String equation) {
    weighted("einsum_" + label, (tf, in) -> tf.linalg.einsum(List.of(in.x(), in.y()), equation));
  }

  private void addImages() {
    for (String padding : List.of("SAME", "VALID")) {
      for (long stride : new long[] {1, 2}) {
        weighted(
            "conv2d_%s_stride_%d".formatted(padding.equals("SAME") ? "same" : "valid", stride),
            (tf, in) -> tf.nn.biasAdd(conv(tf, in.x(), in.get("k"), stride, padding), in.get("b")));
      }
    }
    weighted(
        "conv2d_transpose",
        (tf, in) -> convTranspose(tf, new int[] {2, 6, 6, 2}, in.get("k"), in.x()));
    weighted("depthwise_conv2d", (tf, in) -> depthwise(tf, in.x(), in.get("k")));
    weighted("max_pool_same", (tf, in) -> maxPool(tf, in.x(), 2, 2, "SAME"));
    weighted("max_pool_overlapping", (tf, in) -> maxPool(tf, in.x(), 3, 1, "VALID"));
    weighted("avg_pool_same", (tf, in) -> avgPool(tf, in.x(), 2, 2, "SAME"));
    weighted("avg_pool_overlapping", (tf, in) -> avgPool(tf, in.x(), 3, 1, "VALID"));
    weighted("resize_nearest", (tf, in) -> resizeNearest(tf, in.x(), 6));
    weighted(
        "resize_bilinear",
        (tf, in) ->
            tf.image.resizeBilinear(in.x(), ints(tf, 6, 6), ResizeBilinear.halfPixelCenters(true)));
    put(
        "conv_autoencoder",
        (tf, in) -> {
          Operand<TFloat32> hidden =
              tf.nn.relu(tf.math.add(conv(tf, in.x(), in.get("k1"), 1, "SAME"), in.get("b1")));
          hidden = maxPool(tf, hidden, 2, 2, "SAME");
          Operand<TFloat32> output =
              tf.math.add(
                  convTranspose(tf, new int[] {2, 8, 8, 1}, in.get("k2"), hidden), in.get("b2"));
          return mean(tf, tf.math.square(tf.math.sub(tf.math.sigmoid(output), in.x())));
        });
  }

  private static Operand<TFloat32> resizeNearest(Ops tf, Operand<TFloat32> x, int size) {
    return tf.image.resizeNearestNeighbor(
        x, ints(tf, size, size), ResizeNearestNeighbor.halfPixelCenters(true));
  }

  private void addLosses() {
    weighted("softmax", (tf, in) -> tf.nn.softmax(in.x()));
    weighted("log_softmax", (tf, in) -> tf.nn.logSoftmax(in.x()));
    weighted("softmax_cross_entropy", (tf, in) -> crossEntropy(tf, in.x(), in.get("labels")));
    weighted(
        "sparse_softmax_cross_entropy",
        (tf, in) ->
            tf.nn
                .sparseSoftmaxCrossEntropyWithLogits(
                    in.x(), in.operands().get("labels", TInt32.class))
                .loss());
    weighted("sigmoid_cross_entropy", (tf, in) -> sigmoidCrossEntropy(tf, in.x(), in.get("z")));
    put("l2_loss", (tf, in) -> tf.nn.l2Loss(in.x()));
    weighted(
        "batch_norm_moments",
        (tf, in) ->
            tf.math.add(tf.math.mul(normalized(tf, in.x(), 0), in.get("scale")), in.get("offset")));
    weighted("fused_batch_norm_training", FixtureFunctions::fusedBatchNormTraining);
    weighted(
        "fused_batch_norm_inference",
        (tf, in) -> fusedBatchNorm(tf, in, in.get("mean"), in.get("variance"), false));
  }

  private void second(String name, Unary f) {
    put("second_" + name, (tf, in) -> f.apply(tf, in.x()));
  }

  private void addSecondOrder() {
    for (String name :
        List.of("tanh", "sigmoid", "softplus", "elu", "selu", "leaky_relu", "gelu", "softsign")) {
      second(name, activations().get(name));
    }
    for (String name :
        List.of("exp", "expm1", "log", "log1p", "sqrt", "rsqrt", "reciprocal", "sin", "cos")) {
      second(name, unaries().get(name));
    }
    second("erf", unaries().get("erf"));
    second("square", unaries().get("square"));
    second("relu6", (tf, x) -> tf.nn.relu6(tf.math.square(x)));
    second("abs", (tf, x) -> tf.math.abs(plus(tf, tf.math.mul(x, x), -1)));
    second("div", (tf, x) -> tf.math.div(tf.constant(1f), x));
    second("div_both", (tf, x) -> tf.math.div(x, plus(tf, tf.math.square(x), 1)));
    second("pow", (tf, x) -> tf.math.pow(x, tf.constant(3f)));
    second("pow_exponent", (tf, x) -> tf.math.pow(tf.constant(2f), x));
    second("maximum", (tf, x) -> tf.math.maximum(tf.math.mul(x, x), times(tf, x, 1.2)));
    second("minimum", (tf, x) -> tf.math.minimum(tf.math.mul(x, x), times(tf, x, 1.2)));
    second(
        "clip", (tf, x) -> tf.clipByValue(tf.math.mul(x, x), tf.constant(0.6f), tf.constant(1.8f)));
    second(
        "where", (tf, x) -> tf.select(tf.math.greater(x, tf.constant(1f)), tf.math.mul(x, x), x));
    second("softmax", (tf, x) -> tf.nn.softmax(x));
    second("log_softmax", (tf, x) -> tf.nn.logSoftmax(x));
    put("second_softmax_cross_entropy", (tf, in) -> crossEntropy(tf, in.x(), in.get("labels")));
    put("second_sigmoid_cross_entropy", (tf, in) -> sigmoidCrossEntropy(tf, in.x(), in.get("z")));
    addSecondOrderOfImages();
    addSecondOrderOfShapes();
  }

  private void addSecondOrderOfImages() {
    second("max_pool", (tf, x) -> maxPool(tf, x, 2, 2, "SAME"));
    second("avg_pool", (tf, x) -> avgPool(tf, x, 2, 2, "SAME"));
    put("second_conv2d_by_filter", (tf, in) -> conv(tf, in.y(), in.x(), 1, "SAME"));
    put("second_conv2d_by_images", (tf, in) -> conv(tf, in.x(), in.get("k"), 1, "SAME"));
    put(
        "second_conv2d_tanh_strided",
        (tf, in) -> tf.math.tanh(conv(tf, in.x(), in.get("k"), 2, "SAME")));
    put("second_depthwise_conv2d", (tf, in) -> depthwise(tf, in.x(), in.get("k")));
    put("second_bias_add", (tf, in) -> tf.math.square(tf.nn.biasAdd(in.y(), in.x())));
    second("resize_nearest", (tf, x) -> tf.math.square(resizeNearest(tf, x, 4)));
    put(
        "second_batch_norm_moments",
        (tf, in) -> tf.math.mul(normalized(tf, in.x(), 0, 1, 2), in.w()));
    put("second_fused_batch_norm", (tf, in) -> tf.math.mul(fusedBatchNormTraining(tf, in), in.w()));
  }

  private void addSecondOrderOfShapes() {
    second("matmul", (tf, x) -> tf.linalg.matMul(x, x, MatMul.transposeB(true)));
    second(
        "batch_matmul",
        (tf, x) -> tf.train.batchMatMul(x, x, TFloat32.class, BatchMatMul.adjY(true)));
    second("einsum", (tf, x) -> tf.linalg.einsum(List.of(x, x), "ij,kj->ik"));
    second("reduce_sum", (tf, x) -> tf.reduceSum(tf.math.mul(x, x), ints(tf, 0)));
    second("reduce_mean", (tf, x) -> tf.math.mean(tf.math.mul(x, x), ints(tf, 1)));
    second("reduce_max", (tf, x) -> tf.reduceMax(tf.math.mul(x, x), ints(tf, 1)));
    second("reduce_prod", (tf, x) -> tf.reduceProd(x, ints(tf, 1)));
    second("cumsum", (tf, x) -> tf.math.cumsum(tf.math.square(x), tf.constant(1)));
    second(
        "slice",
        (tf, x) ->
            tf.math.mul(
                tf.stridedSlice(x, ints(tf, 0, 0), ints(tf, 4, 2), ints(tf, 1, 1)),
                tf.stridedSlice(x, ints(tf, 0, 1), ints(tf, 4, 3), ints(tf, 1, 1))));
    second("gather", (tf, x) -> tf.math.square(tf.gather(x, ints(tf, 0, 2, 2), tf.constant(0))));
    second("concat", (tf, x) -> tf.concat(List.of(x, tf.math.mul(x, x)), tf.constant(0)));
    second("tile", (tf, x) -> tf.math.square(tf.tile(x, ints(tf, 2, 1))));
    second(
        "transpose",
        (tf, x) ->
            tf.math.mul(
                tf.linalg.transpose(x, ints(tf, 1, 0)),
                tf.stridedSlice(x, Indices.at(0), Indices.at(0))));
    second("pad", (tf, x) -> tf.math.square(pad(tf, x, new int[][] {{1, 1}, {0, 2}})));
    second("stack", (tf, x) -> tf.stack(List.of(x, tf.math.mul(x, x)), Stack.axis(1L)));
  }

  private void third(String name, Unary f) {
    put("third_" + name, (tf, in) -> f.apply(tf, in.x()));
  }

  private void addThirdOrder() {
    third("x_to_the_4", (tf, x) -> tf.math.mul(tf.math.mul(tf.math.mul(x, x), x), x));
    third("pow_4", (tf, x) -> tf.math.pow(x, tf.constant(4f)));
    third("sin_exp", (tf, x) -> tf.math.mul(tf.math.sin(x), tf.math.exp(x)));
    third("tanh", activations().get("tanh"));
    third("sigmoid", activations().get("sigmoid"));
    third("softplus", activations().get("softplus"));
    third("log", unaries().get("log"));
    third("reciprocal", (tf, x) -> tf.math.div(tf.constant(1f), x));
  }
}
