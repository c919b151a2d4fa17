package io.latent4j.autodiff;

import static io.latent4j.autodiff.CommonGradients.constant;
import static io.latent4j.autodiff.CommonGradients.gradients;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The gradients of TensorFlow's gradient operations, of which its C++ knows hardly any. In each,
 * {@code g} is what flows in, {@code dy} what the gradient operation was given, {@code y} and
 * {@code x} the output and input of the operation it belongs to.
 */
final class SecondOrderGradients {
  private SecondOrderGradients() {}

  static void addTo(Map<String, GradientRule> rules) {
    // f(y, dy) with the output first
    rules.put("TanhGrad", ofOutput(SecondOrderGradients::tanh));
    rules.put("SigmoidGrad", ofOutput(SecondOrderGradients::sigmoid));
    rules.put("ReciprocalGrad", ofOutput(SecondOrderGradients::reciprocal));
    rules.put("InvGrad", ofOutput(SecondOrderGradients::reciprocal));
    rules.put("SqrtGrad", ofOutput(SecondOrderGradients::sqrt));
    rules.put("RsqrtGrad", ofOutput(SecondOrderGradients::rsqrt));
    // f(dy, x or y) with the gradient first
    rules.put("SoftplusGrad", ofGradient(SecondOrderGradients::softplus));
    rules.put("SoftsignGrad", ofGradient(SecondOrderGradients::softsign));
    rules.put("EluGrad", ofGradient(SecondOrderGradients::whereNegative));
    rules.put("SeluGrad", ofGradient(SecondOrderGradients::whereNegative));
    // piecewise linear: no gradient by the features
    rules.put("ReluGrad", ofGradient(null));
    rules.put("Relu6Grad", ofGradient(null));
    rules.put("LeakyReluGrad", ofGradient(null));

    rules.put("BiasAddGrad", SecondOrderGradients::ofBiasAddGrad);
    rules.put("MaxPoolGrad", SecondOrderGradients::ofMaxPoolGrad);
    rules.put("MaxPoolGradV2", SecondOrderGradients::ofMaxPoolGradV2);
    rules.put(
        "AvgPoolGrad",
        g -> gradients(g, () -> null, () -> g.build("AvgPool", g.outputGradient(0))));
    rules.put("ResizeNearestNeighborGrad", r -> ofResizeGrad(r, "ResizeNearestNeighbor"));
    rules.put("ResizeBilinearGrad", r -> ofResizeGrad(r, "ResizeBilinear"));
    rules.put("FusedBatchNormGradV3", new CompositeGradient(new FusedBatchNormGradient()));
    rules.put("StridedSliceGrad", SecondOrderGradients::ofStridedSliceGrad);
    rules.put("Conv2DBackpropFilter", g -> ofBackpropFilter(g, "Conv2D"));
    rules.put(
        "DepthwiseConv2dNativeBackpropFilter", g -> ofBackpropFilter(g, "DepthwiseConv2dNative"));
    rules.put(
        "DepthwiseConv2dNativeBackpropInput", g -> ofBackpropInput(g, "DepthwiseConv2dNative"));
  }

  private interface Derivative {
    Operand<TNumber> of(Ops tf, Operand<TNumber> value, Operand<TNumber> gTimesDy);
  }

  /** For f(y, dy), linear in dy: the derivative by dy is f(y, g) again. */
  private static GradientRule ofOutput(Derivative byOutput) {
    return r -> {
      Ops tf = r.tf();
      Operand<TNumber> g = r.outputGradient(0);
      return gradients(
          r,
          () -> byOutput.of(tf, r.input(0), tf.math.mul(g, r.input(1))),
          () -> r.build(r.type(), r.input(0), g));
    };
  }

  /** For f(dy, v), linear in dy: the derivative by dy is f(g, v) again. */
  private static GradientRule ofGradient(Derivative byValue) {
    return r -> {
      Ops tf = r.tf();
      Operand<TNumber> g = r.outputGradient(0);
      return gradients(
          r,
          () -> r.build(r.type(), g, r.input(1)),
          () -> byValue == null ? null : byValue.of(tf, r.input(1), tf.math.mul(g, r.input(0))));
    };
  }

  /** f = dy (1 - y²). */
  private static Operand<TNumber> tanh(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.math.mul(constant(tf, -2, y), tf.math.mul(gDy, y));
  }

  /** f = dy y (1 - y). */
  private static Operand<TNumber> sigmoid(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.math.mul(gDy, tf.math.sub(constant(tf, 1, y), tf.math.add(y, y)));
  }

  /** f = -dy y². */
  private static Operand<TNumber> reciprocal(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.math.mul(constant(tf, -2, y), tf.math.mul(gDy, y));
  }

  /** f = dy / (2 y). */
  private static Operand<TNumber> sqrt(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.math.mul(constant(tf, -0.5, y), tf.math.div(gDy, tf.math.square(y)));
  }

  /** f = -dy y³ / 2. */
  private static Operand<TNumber> rsqrt(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.math.mul(constant(tf, -1.5, y), tf.math.mul(gDy, tf.math.square(y)));
  }

  /** f = dy s(x), and s' = s (1 - s). */
  private static Operand<TNumber> softplus(Ops tf, Operand<TNumber> x, Operand<TNumber> gDy) {
    Operand<TNumber> s = tf.math.sigmoid(x);
    return tf.math.mul(gDy, tf.math.mul(s, tf.math.sub(constant(tf, 1, x), s)));
  }

  /** f = dy / (1 + |x|)². */
  private static Operand<TNumber> softsign(Ops tf, Operand<TNumber> x, Operand<TNumber> gDy) {
    Operand<TNumber> d = tf.math.add(constant(tf, 1, x), tf.math.abs(x));
    Operand<TNumber> slope =
        tf.math.div(
            tf.math.mul(constant(tf, -2, x), tf.math.sign(x)), tf.math.mul(d, tf.math.square(d)));
    return tf.math.mul(gDy, slope);
  }

  /** f = dy (y + c) where y is negative, and a multiple of dy elsewhere. */
  private static Operand<TNumber> whereNegative(Ops tf, Operand<TNumber> y, Operand<TNumber> gDy) {
    return tf.select(tf.math.less(y, constant(tf, 0, y)), gDy, tf.zerosLike(gDy));
  }

  private static List<Operand<?>> ofBiasAddGrad(OperationGradient r) {
    return gradients(
        r, () -> r.build("BiasAdd", r.tf().zerosLike(r.input(0)), r.outputGradient(0)));
  }

  private static List<Operand<?>> ofMaxPoolGrad(OperationGradient r) {
    return gradients(
        r,
        () -> null,
        () -> null,
        () -> r.build("MaxPoolGradGrad", r.input(0), r.input(1), r.outputGradient(0)));
  }

  private static List<Operand<?>> ofMaxPoolGradV2(OperationGradient r) {
    return gradients(
        r,
        () -> null,
        () -> null,
        () ->
            r.build(
                "MaxPoolGradGradV2",
                r.input(0),
                r.input(1),
                r.outputGradient(0),
                r.input(3),
                r.input(4)));
  }

  /** Linear in the first input, which has the size of the result of the forward operation. */
  private static List<Operand<?>> ofResizeGrad(OperationGradient r, String forward) {
    Ops tf = r.tf();
    return gradients(
        r,
        () -> {
          Operand<TInt32> one = tf.constant(new int[] {1});
          Operand<TInt32> size = tf.slice(tf.shape(r.input(0)), one, tf.constant(new int[] {2}));
          return r.build(forward, r.outputGradient(0), size);
        });
  }

  private static List<Operand<?>> ofStridedSliceGrad(OperationGradient r) {
    return gradients(
        r,
        () -> null,
        () -> null,
        () -> null,
        () -> null,
        () -> r.build("StridedSlice", r.outputGradient(0), r.input(1), r.input(2), r.input(3)));
  }

  /** The gradient by the filter is bilinear in the input and in what flows back. */
  private static List<Operand<?>> ofBackpropFilter(OperationGradient r, String forward) {
    Operand<TNumber> g = r.outputGradient(0);
    return gradients(
        r,
        () -> r.build(forward + "BackpropInput", r.tf().shape(r.input(0)), g, r.input(2)),
        () -> null,
        () -> r.build(forward, r.input(0), g));
  }

  /** The gradient by the input is bilinear in the filter and in what flows back. */
  private static List<Operand<?>> ofBackpropInput(OperationGradient r, String forward) {
    Operand<TNumber> g = r.outputGradient(0);
    return gradients(
        r,
        () -> null,
        () -> r.build(forward + "BackpropFilter", g, r.tf().shape(r.input(1)), r.input(2)),
        () -> r.build(forward, g, r.input(1)));
  }
}
