package io.latent4j.framework;

import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.layers.Lambda;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.metrics.Metric;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.AbstractActivation;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.SparseCategoricalCrossentropy;
import org.tensorflow.framework.losses.impl.AbstractLoss;
import org.tensorflow.framework.metrics.impl.LossMetric;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes ours of the framework's pieces: they work in both engines, are differentiated by our tape,
 * and go into SavedModels with the layers that hold them.
 */
public final class FromFramework {
  private FromFramework() {}

  /**
   * A loss of numbers.
   *
   * @param loss the framework's, made with {@link Reduction#NONE}, as we reduce ourselves
   * @return the loss, with the framework's formula for each sample
   * @throws IllegalArgumentException if it reduces, or is {@link SparseCategoricalCrossentropy},
   *     which is for {@link #labelLoss}
   */
  public static Loss<TFloat32> loss(AbstractLoss loss) {
    if (loss instanceof SparseCategoricalCrossentropy) {
      throw new IllegalArgumentException(
          "loss must be of numbers, but is SparseCategoricalCrossentropy, which labelLoss takes");
    }
    requireValues(loss);
    return (tf, truth, prediction) ->
        rows(loss.getName(), loss.call(tf, truth, prediction, null), prediction);
  }

  /**
   * A loss of the labels of classes.
   *
   * @param loss the framework's, made with {@link Reduction#NONE} and for classes on the last axis
   * @return the loss; our tape knows its gradient, which the framework's own does not
   * @throws IllegalArgumentException if it reduces
   */
  public static Loss<TInt32> labelLoss(SparseCategoricalCrossentropy loss) {
    requireValues(loss);
    return (tf, truth, prediction) ->
        rows(loss.getName(), loss.call(tf, truth, prediction, null), prediction);
  }

  private static void requireValues(AbstractLoss loss) {
    if (loss.getReduction() != Reduction.NONE) {
      throw new IllegalArgumentException(
          "loss must be made with Reduction.NONE, as its values are reduced here, but %s is made with %s"
              .formatted(loss.getName(), loss.getReduction()));
    }
  }

  /** What a loss gives must be a value for each vector of the prediction. */
  private static Operand<TFloat32> rows(
      String name, Operand<TFloat32> values, Operand<TFloat32> prediction) {
    int expected = prediction.shape().numDimensions() - 1;
    int found = values.shape().numDimensions();
    if (found != expected && found != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "loss must give %d axes for predictions of %s, but %s gives %d"
              .formatted(expected, prediction.shape(), name, found));
    }
    return values;
  }

  /**
   * A metric that is a mean over samples, such as {@code MeanSquaredError} or {@code
   * CategoricalAccuracy}, for graphs: the framework refuses to compute metrics eagerly.
   *
   * @param metric the framework's; its own variables, which are references, are not used
   * @return the metric
   */
  public static Metric<TFloat32> metric(LossMetric metric) {
    Objects.requireNonNull(metric, "metric");
    return (tf, truth, prediction) -> metric.call(tf, truth, prediction, TFloat32.class);
  }

  /**
   * A metric of the labels of classes that is a mean over samples, such as {@code
   * SparseCategoricalAccuracy}, for graphs: the framework refuses to compute metrics eagerly.
   *
   * @param metric the framework's; its own variables, which are references, are not used
   * @return the metric
   */
  public static Metric<TInt32> labelMetric(LossMetric metric) {
    Objects.requireNonNull(metric, "metric");
    return (tf, truth, prediction) -> metric.call(tf, truth, prediction, TFloat32.class);
  }

  /**
   * An initializer.
   *
   * @param initializer the framework's; where it draws, it does so by its own seed, so that two
   *     weights of one shape start alike if they share it. Its {@code VarianceScaling}, {@code
   *     Glorot}, {@code He} and {@code LeCun} with the distribution UNIFORM draw from 0 on, not
   *     from the negative limit: take ours of these
   * @return the initializer
   */
  public static Initializer initializer(
      org.tensorflow.framework.initializers.Initializer<TFloat32> initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return new Initializer() {
      @Override
      public Operand<TFloat32> apply(Ops tf, Shape shape, long seed) {
        return initializer.call(tf, tf.constant(shape.asArray()), TFloat32.class);
      }

      @Override
      public Map<String, Object> config() {
        return named(initializer);
      }
    };
  }

  /**
   * An activation as a layer of its own, whatever its options.
   *
   * @param activation the framework's
   * @return the layer, without weights
   */
  public static Lambda activationLayer(Activation activation) {
    Objects.requireNonNull(activation, "activation");
    return Lambda.of(activation::call);
  }

  /**
   * An activation as layers take it by name.
   *
   * @param activation the framework's, with its usual options
   * @return ours that computes the same
   * @throws IllegalArgumentException if it has other options, for which there is {@link
   *     #activationLayer}, or another formula than ours
   */
  public static ActivationFunction activation(AbstractActivation activation) {
    return Activations.ours(activation);
  }

  /**
   * A regularizer.
   *
   * @param regularizer the framework's
   * @return the regularizer
   */
  public static Regularizer regularizer(
      org.tensorflow.framework.regularizers.Regularizer regularizer) {
    Objects.requireNonNull(regularizer, "regularizer");
    return new Regularizer() {
      @Override
      public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight) {
        return regularizer.call(tf, weight);
      }

      @Override
      public Map<String, Object> config() {
        return named(regularizer);
      }
    };
  }

  /**
   * A constraint.
   *
   * @param constraint the framework's
   * @return the constraint
   */
  public static Constraint constraint(org.tensorflow.framework.constraints.Constraint constraint) {
    Objects.requireNonNull(constraint, "constraint");
    return new Constraint() {
      @Override
      public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> weight) {
        return constraint.call(tf, weight);
      }

      @Override
      public Map<String, Object> config() {
        return named(constraint);
      }
    };
  }

  /**
   * The optimizer of ours that does the same by the same options. The framework's own changes
   * variables by reference, in graphs only, and some of them not the same way each time; it is not
   * used itself.
   *
   * @param optimizer the framework's
   * @return ours, unused
   * @throws IllegalArgumentException if there is none that does the same
   */
  public static Optimizer optimizer(org.tensorflow.framework.optimizers.Optimizer optimizer) {
    return Optimizers.ours(optimizer);
  }

  private static Map<String, Object> named(Object piece) {
    return Map.of("class_name", "tensorflow-framework>" + piece.getClass().getSimpleName());
  }

  /** Where the framework takes any numbers and gives the same, ours take and give floats. */
  static Operand<TFloat32> floats(String what, Operand<? extends TNumber> values) {
    if (values.type() != TFloat32.class) {
      throw new IllegalArgumentException(
          what + " must be float32, but is " + values.type().getSimpleName());
    }
    return values.asOutput().expect(TFloat32.class);
  }
}
