package io.latent4j.cli.commands;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.savedmodel.TensorDescription;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * How far an output of any type of floats is from its target, as Keras computes it: in float64 for
 * outputs of float64, else in float32.
 */
enum OutputLoss {
  /** The mean of the squared differences. */
  MSE {
    @Override
    <T extends TNumber> Operand<T> distances(Ops tf, Operand<T> truth, Operand<T> prediction) {
      return tf.math.squaredDifference(prediction, truth);
    }
  },
  /** The mean cross-entropy of yes-or-no variables, with probabilities 1e-7 away from 0 and 1. */
  BCE {
    @Override
    <T extends TNumber> Operand<T> distances(Ops tf, Operand<T> truth, Operand<T> prediction) {
      Operand<T> one = number(tf, 1, truth);
      Operand<T> yes =
          tf.clipByValue(prediction, number(tf, EPSILON, truth), number(tf, 1 - EPSILON, truth));
      Operand<T> likelihood =
          tf.math.add(
              tf.math.mul(truth, tf.math.log(yes)),
              tf.math.mul(tf.math.sub(one, truth), tf.math.log(tf.math.sub(one, yes))));
      return tf.math.neg(likelihood);
    }
  };

  private static final double EPSILON = 1e-7;

  /** The type in which the target of an output is read. */
  static DataType targetType(TensorDescription output) {
    return output.type() == DataType.DT_DOUBLE ? DataType.DT_DOUBLE : DataType.DT_FLOAT;
  }

  abstract <T extends TNumber> Operand<T> distances(
      Ops tf, Operand<T> truth, Operand<T> prediction);

  /**
   * The mean over all numbers of a batch.
   *
   * @param tf the operations
   * @param name the name of the output, for messages
   * @param truth the target
   * @param output the output, of the same shape
   * @return a scalar
   */
  Operand<TFloat32> of(
      Ops tf, String name, Operand<? extends TType> truth, Operand<? extends TType> output) {
    DataType type = output.asOutput().dataType();
    return switch (type) {
      case DT_DOUBLE -> mean(tf, truth, output, TFloat64.class);
      case DT_FLOAT, DT_HALF, DT_BFLOAT16 -> mean(tf, truth, output, TFloat32.class);
      default ->
          throw new IllegalArgumentException(
              "--target must be of outputs of floats, but '%s' is %s"
                  .formatted(name, ElementTypes.name(type)));
    };
  }

  private <T extends TNumber> Operand<TFloat32> mean(
      Ops tf, Operand<? extends TType> truth, Operand<? extends TType> output, Class<T> type) {
    Operand<T> distances = distances(tf, as(tf, truth, type), as(tf, output, type));
    Operand<T> flat = tf.reshape(distances, tf.constant(new int[] {-1}));
    return as(tf, tf.math.mean(flat, tf.constant(0)), TFloat32.class);
  }

  private static <T extends TNumber> Operand<T> as(
      Ops tf, Operand<? extends TType> value, Class<T> type) {
    return value.type() == type ? value.asOutput().expect(type) : tf.dtypes.cast(value, type);
  }

  private static <T extends TNumber> Operand<T> number(Ops tf, double value, Operand<T> like) {
    boolean wide = like.type() == (Class<?>) TFloat64.class;
    return as(tf, wide ? tf.constant(value) : tf.constant((float) value), like.type());
  }
}
