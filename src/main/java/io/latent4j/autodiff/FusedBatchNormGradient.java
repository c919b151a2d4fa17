package io.latent4j.autodiff;

import static io.latent4j.autodiff.CommonGradients.constant;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * {@code FusedBatchNormGradV3} in single steps. Its inputs are what flows back, the features, the
 * scale, and the mean and variance, which count where it is not training; its outputs are the
 * gradients by the features, the scale and the offset.
 */
final class FusedBatchNormGradient implements CompositeGradient.Composition {
  private static final float DEFAULT_EPSILON = 1e-4f;

  @Override
  public List<Operand<TNumber>> outputs(
      OperationGradient operation, List<Operand<TNumber>> inputs) {
    Ops tf = operation.tf();
    boolean training = !Boolean.FALSE.equals(operation.attribute("is_training"));
    Channels channels = new Channels(tf, "NCHW".equals(operation.attribute("data_format")));
    Class<TNumber> features = inputs.get(1).type();
    Class<TNumber> statistics = inputs.get(2).type(); // float32, even if the features are not

    Operand<TNumber> dy = tf.dtypes.cast(inputs.get(0), statistics);
    Operand<TNumber> x = tf.dtypes.cast(inputs.get(1), statistics);
    Operand<TNumber> scale = channels.spread(inputs.get(2));
    Operand<TNumber> mean = training ? channels.mean(x) : channels.spread(inputs.get(3));
    Operand<TNumber> centred = tf.math.sub(x, mean);
    Operand<TNumber> variance =
        training ? channels.mean(tf.math.square(centred)) : channels.spread(inputs.get(4));
    Operand<TNumber> epsilon = constant(tf, epsilon(operation), scale);
    Operand<TNumber> inverse = tf.math.rsqrt(tf.math.add(variance, epsilon));
    Operand<TNumber> normal = tf.math.mul(centred, inverse);

    Operand<TNumber> flowing = dy;
    if (training) { // back through mean and variance
      Operand<TNumber> along = tf.math.mul(normal, channels.mean(tf.math.mul(dy, normal)));
      flowing = tf.math.sub(tf.math.sub(dy, channels.mean(dy)), along);
    }
    return List.of(
        tf.dtypes.cast(tf.math.mul(tf.math.mul(scale, inverse), flowing), features),
        channels.sum(tf.math.mul(dy, normal)),
        channels.sum(dy));
  }

  private static float epsilon(OperationGradient operation) {
    return operation.attribute("epsilon") instanceof Float set ? set : DEFAULT_EPSILON;
  }

  /** What is done channel by channel. */
  private record Channels(Ops tf, boolean first) {
    private Operand<TInt32> otherAxes() {
      return tf.constant(first ? new int[] {0, 2, 3} : new int[] {0, 1, 2});
    }

    Operand<TNumber> mean(Operand<TNumber> x) {
      return tf.math.mean(x, otherAxes(), Mean.keepDims(true));
    }

    Operand<TNumber> sum(Operand<TNumber> x) {
      return tf.reduceSum(x, otherAxes());
    }

    /** Makes a vector of channels broadcast with the features. */
    Operand<TNumber> spread(Operand<TNumber> perChannel) {
      return first ? tf.reshape(perChannel, tf.constant(new int[] {-1, 1, 1})) : perChannel;
    }
  }
}
