package io.latent4j.framework;

import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.metrics.Metric;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.AbstractActivation;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.impl.AbstractLoss;
import org.tensorflow.framework.losses.impl.LossesHelper;
import org.tensorflow.framework.metrics.impl.LossMetric;
import org.tensorflow.framework.metrics.impl.MeanBaseMetricWrapper;
import org.tensorflow.framework.regularizers.AbstractRegularizer;
import org.tensorflow.framework.utils.ShapeUtils;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Makes the framework's of our pieces, for code that is written for its interfaces. Ours compute in
 * float32, so that is what they take.
 */
public final class ToFramework {
  private ToFramework() {}

  /**
   * A loss.
   *
   * @param name what it is called
   * @param loss ours, of numbers
   * @param reduction how its values become one
   * @return the framework's
   */
  public static AbstractLoss loss(String name, Loss<TFloat32> loss, Reduction reduction) {
    Objects.requireNonNull(loss, "loss");
    return new AbstractLoss(name, reduction) {
      @Override
      public <T extends TNumber> Operand<T> call(
          Ops tf,
          Operand<? extends TNumber> labels,
          Operand<T> predictions,
          Operand<T> sampleWeights) {
        Operand<TFloat32> values =
            loss.values(
                tf,
                FromFramework.floats("labels", labels),
                FromFramework.floats("predictions", predictions));
        Operand<T> typed = values.asOutput().expect(predictions.type());
        return LossesHelper.computeWeightedLoss(tf, typed, getReduction(), sampleWeights);
      }
    };
  }

  /**
   * A metric, as a mean that its variables keep.
   *
   * @param name what it is called
   * @param metric ours, of numbers
   * @param seed that of its variables
   * @return the framework's, for graphs
   */
  public static org.tensorflow.framework.metrics.Metric metric(
      String name, Metric<TFloat32> metric, long seed) {
    return new MeanOf(name, metric, seed);
  }

  private static final class MeanOf extends MeanBaseMetricWrapper<TFloat32> implements LossMetric {
    private final Metric<TFloat32> metric;

    MeanOf(String name, Metric<TFloat32> metric, long seed) {
      super(name, seed, TFloat32.class);
      this.metric = Objects.requireNonNull(metric, "metric");
      setLoss(this);
    }

    @Override
    public <T extends TNumber> Operand<T> call(
        Ops tf,
        Operand<? extends TNumber> labels,
        Operand<? extends TNumber> predictions,
        Class<T> type) {
      return metric
          .values(
              tf,
              FromFramework.floats("labels", labels),
              FromFramework.floats("predictions", predictions))
          .asOutput()
          .expect(type);
    }
  }

  /**
   * An initializer.
   *
   * @param initializer ours
   * @param seed by which it draws, as there is no engine to derive one
   * @return the framework's
   */
  public static org.tensorflow.framework.initializers.Initializer<TFloat32> initializer(
      Initializer initializer, long seed) {
    Objects.requireNonNull(initializer, "initializer");
    return (tf, dims, type) ->
        initializer.apply(tf, ShapeUtils.toShape(tf.scope(), dims), seed).asOutput().expect(type);
  }

  /**
   * An activation.
   *
   * @param activation ours
   * @return the framework's
   */
  public static AbstractActivation activation(ActivationFunction activation) {
    Objects.requireNonNull(activation, "activation");
    return new AbstractActivation() {
      @Override
      public String getName() {
        return activation.toString();
      }

      @Override
      public Map<String, Object> getConfig() {
        return Map.of(NAME_KEY, getName());
      }

      @Override
      public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> input) {
        return activation
            .apply(tf, FromFramework.floats("input", input))
            .asOutput()
            .expect(input.type());
      }
    };
  }

  /**
   * A regularizer.
   *
   * @param name what it is called
   * @param regularizer ours
   * @return the framework's
   */
  public static AbstractRegularizer regularizer(String name, Regularizer regularizer) {
    Objects.requireNonNull(regularizer, "regularizer");
    return new AbstractRegularizer(name) {
      @Override
      public <R extends TNumber> Operand<R> call(Ops tf, Operand<R> input) {
        return regularizer
            .apply(tf, FromFramework.floats("input", input))
            .asOutput()
            .expect(input.type());
      }
    };
  }

  /**
   * A constraint.
   *
   * @param constraint ours
   * @return the framework's
   */
  public static org.tensorflow.framework.constraints.Constraint constraint(Constraint constraint) {
    Objects.requireNonNull(constraint, "constraint");
    return new org.tensorflow.framework.constraints.Constraint() {
      @Override
      public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> weights) {
        return constraint
            .apply(tf, FromFramework.floats("weights", weights))
            .asOutput()
            .expect(weights.type());
      }
    };
  }
}
