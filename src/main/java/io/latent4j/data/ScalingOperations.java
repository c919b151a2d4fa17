package io.latent4j.data;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** A scaling as operations of TensorFlow. */
final class ScalingOperations {
  private final Scaling scaling;
  private final Ops tf;
  private final double[] offset;

  ScalingOperations(Scaling scaling, Ops tf) {
    this.scaling = scaling;
    this.tf = tf;
    this.offset = scaling.offset();
  }

  Operand<TFloat32> apply(Operand<? extends TNumber> x) {
    if (scaling.needsDouble()) {
      return cast(applyInDouble(x), TFloat32.class);
    }
    Operand<TFloat32> values = cast(x, TFloat32.class);
    if (scaling.isIdentity()) {
      return values;
    }
    Shape shape = broadcastShape(x.shape());
    Operand<TFloat32> shifted =
        isZero() ? values : tf.math.sub(values, constant(Scaling.floats(offset), shape));
    return tf.math.mul(shifted, constant(scaling.factor(), shape));
  }

  Operand<TFloat64> applyInDouble(Operand<? extends TNumber> x) {
    Operand<TFloat64> values = cast(x, TFloat64.class);
    if (scaling.isIdentity()) {
      return values;
    }
    Shape shape = broadcastShape(x.shape());
    Operand<TFloat64> shifted = isZero() ? values : tf.math.sub(values, constant(offset, shape));
    return tf.math.mul(shifted, constant(Scaling.doubles(scaling.factor()), shape));
  }

  Operand<TFloat32> invert(Operand<TFloat32> scaled) {
    if (scaling.isIdentity()) {
      return scaled;
    }
    Shape shape = broadcastShape(scaled.shape());
    float[] inverse = scaling.inverseFactor();
    if (scaling.needsDouble()) {
      Operand<TFloat64> spread =
          tf.math.mul(cast(scaled, TFloat64.class), constant(Scaling.doubles(inverse), shape));
      return cast(tf.math.add(spread, constant(offset, shape)), TFloat32.class);
    }
    return tf.math.add(
        tf.math.mul(scaled, constant(inverse, shape)), constant(Scaling.floats(offset), shape));
  }

  private <T extends TNumber> Operand<T> cast(Operand<? extends TNumber> x, Class<T> type) {
    return x.type() == type ? x.asOutput().expect(type) : tf.dtypes.cast(x, type);
  }

  private boolean isZero() {
    return Arrays.stream(offset).allMatch(value -> value == 0);
  }

  /** The shape in which offset and factor meet x: that of a sample, if it is known. */
  private Shape broadcastShape(Shape x) {
    if (offset.length == 1) {
      return Shape.scalar();
    }
    if (x.isUnknown()) {
      return Shape.of(offset.length);
    }
    if (x.numDimensions() == 2 && x.get(1) == Shape.UNKNOWN_SIZE) {
      return Shape.of(offset.length);
    }
    Shape sample = x.numDimensions() == 0 ? Shape.scalar() : x.tail();
    if (sample.hasUnknownDimension() || sample.size() != offset.length) {
      throw new IllegalArgumentException(
          "x must have " + offset.length + " features, as the scaling, but has shape " + x);
    }
    return sample;
  }

  private Operand<TFloat32> constant(float[] values, Shape shape) {
    return shape.numDimensions() == 0
        ? tf.constant(values[0])
        : tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
  }

  private Operand<TFloat64> constant(double[] values, Shape shape) {
    return shape.numDimensions() == 0
        ? tf.constant(values[0])
        : tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
  }
}
