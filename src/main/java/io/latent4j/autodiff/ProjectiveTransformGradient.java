package io.latent4j.autodiff;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient of images after a projective transform: as in Python, the gradient is transformed
 * back, and what comes from outside is zero. That is exact where pixels go to pixels (flips, shifts
 * by whole pixels) and for any shift of an image with a constant outside; elsewhere it is what
 * Python trains with, an approximation.
 */
final class ProjectiveTransformGradient {
  private static final int PARAMETERS = 8;

  private ProjectiveTransformGradient() {}

  static List<Operand<?>> of(OperationGradient g) {
    return CommonGradients.gradients(g, () -> back(g));
  }

  private static Operand<TNumber> back(OperationGradient g) {
    Ops tf = g.tf();
    Operand<TInt32> size =
        tf.slice(tf.shape(g.input(0)), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    return g.build(
        g.type(),
        g.outputGradient(0),
        inverse(tf, g.input(1).asOutput().expect(TFloat32.class)),
        size,
        tf.constant(0f));
  }

  /** Inverts the matrices of rows a b c, d e f, g h 1, by their adjugates scaled to end in 1. */
  private static Operand<TFloat32> inverse(Ops tf, Operand<TFloat32> transforms) {
    List<Output<TFloat32>> m = tf.unstack(transforms, (long) PARAMETERS, Unstack.axis(1L)).output();
    Operand<TFloat32> one = tf.onesLike(m.get(0));
    Minor minor = new Minor(tf);
    Operand<TFloat32> last = minor.of(m.get(0), m.get(4), m.get(1), m.get(3));
    List<Operand<TFloat32>> adjugate =
        List.of(
            minor.of(m.get(4), one, m.get(5), m.get(7)),
            minor.of(m.get(2), m.get(7), m.get(1), one),
            minor.of(m.get(1), m.get(5), m.get(2), m.get(4)),
            minor.of(m.get(5), m.get(6), m.get(3), one),
            minor.of(m.get(0), one, m.get(2), m.get(6)),
            minor.of(m.get(2), m.get(3), m.get(0), m.get(5)),
            minor.of(m.get(3), m.get(7), m.get(4), m.get(6)),
            minor.of(m.get(1), m.get(6), m.get(0), m.get(7)));
    return tf.stack(
        adjugate.stream().map(value -> (Operand<TFloat32>) tf.math.div(value, last)).toList(),
        Stack.axis(1L));
  }

  /** The determinant of two by two numbers: p q - r s. */
  private record Minor(Ops tf) {
    Operand<TFloat32> of(
        Operand<TFloat32> p, Operand<TFloat32> q, Operand<TFloat32> r, Operand<TFloat32> s) {
      return tf.math.sub(tf.math.mul(p, q), tf.math.mul(r, s));
    }
  }
}
