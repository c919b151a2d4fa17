package io.latent4j.nn.layers;

import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution whose kernel has gaps. TensorFlow's CPU has no gradient of one, so each image is
 * taken apart into images of every second (third, ...) pixel, which are convolved without gaps and
 * put together again, as Python does.
 */
final class DilatedKernel {
  private final Axis height;
  private final Axis width;

  /** What is added to an axis: for the padding, and so that it can be taken apart evenly. */
  private record Axis(int dilation, int before, int after, int extra) {
    static Axis of(long size, int kernel, int dilation, Padding padding) {
      int added = padding == Padding.SAME ? dilation * (kernel - 1) : 0;
      int extra = Math.floorMod(-(size + added), dilation);
      return new Axis(dilation, added / 2, added - added / 2, extra);
    }
  }

  private DilatedKernel(Axis height, Axis width) {
    this.height = height;
    this.width = width;
  }

  static DilatedKernel of(Shape images, ConvolutionOptions options) {
    Extent kernel = options.kernel();
    Extent dilation = options.dilation();
    return new DilatedKernel(
        Axis.of(ImageShapes.height(images), kernel.height(), dilation.height(), options.padding()),
        Axis.of(ImageShapes.width(images), kernel.width(), dilation.width(), options.padding()));
  }

  /** Applies a convolution without gaps, strides or padding. */
  Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> images, UnaryOperator<Operand<TFloat32>> convolution) {
    Operand<TInt32> block = tf.constant(new int[] {height.dilation(), width.dilation()});
    int[][] paddings = {
      {height.before(), height.after() + height.extra()},
      {width.before(), width.after() + width.extra()}
    };
    int[][] crops = {{0, height.extra()}, {0, width.extra()}};
    Operand<TFloat32> apart = tf.spaceToBatchNd(images, block, tf.constant(paddings));
    return tf.batchToSpaceNd(convolution.apply(apart), block, tf.constant(crops));
  }
}
