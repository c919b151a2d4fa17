package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gives each channel, which is the last axis, mean zero and variance one over all else, then scales
 * and shifts it by what is learnt.
 *
 * <p>In training the statistics are those of the batch, and each call moves the moving statistics a
 * little towards them; otherwise the moving statistics are used, and a sample's output does not
 * depend on the others.
 *
 * <p>Fine: input (n, 784), (n, 28, 28, 8). Not: input (n).
 */
public final class BatchNormalization extends Layer {
  private final Options options;
  private ModelVariable<TFloat32> gamma;
  private ModelVariable<TFloat32> beta;
  private ModelVariable<TFloat32> movingMean;
  private ModelVariable<TFloat32> movingVariance;

  private record Options(float momentum, float epsilon, boolean center, boolean scale) {
    Options {
      if (!(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException("momentum must be from 0 to 1, but is " + momentum);
      }
      NormalizationChecks.epsilon(epsilon);
    }
  }

  private BatchNormalization(Options options) {
    this.options = options;
  }

  private BatchNormalization(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer with a momentum of 0.99 and an epsilon of 0.001 that scales and shifts.
   *
   * @return the layer
   */
  public static BatchNormalization of() {
    return new BatchNormalization(new Options(0.99f, 1e-3f, true, true));
  }

  private BatchNormalization with(Options changed) {
    return isNamedByUser()
        ? new BatchNormalization(name(), changed)
        : new BatchNormalization(changed);
  }

  /**
   * This layer, not built, with another momentum.
   *
   * @param momentum the share of the moving statistics that a call in training keeps, from 0 to 1
   * @return a new layer
   * @throws IllegalArgumentException if the share is outside its range
   */
  public BatchNormalization withMomentum(float momentum) {
    return with(new Options(momentum, options.epsilon, options.center, options.scale));
  }

  /**
   * This layer, not built, with another epsilon.
   *
   * @param epsilon what is added to the variance, positive
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public BatchNormalization withEpsilon(float epsilon) {
    return with(new Options(options.momentum, epsilon, options.center, options.scale));
  }

  /**
   * This layer, not built, with or without a learnt shift, beta.
   *
   * @param center whether there is one
   * @return a new layer
   */
  public BatchNormalization withCenter(boolean center) {
    return with(new Options(options.momentum, options.epsilon, center, options.scale));
  }

  /**
   * This layer, not built, with or without a learnt scale, gamma.
   *
   * @param scale whether there is one
   * @return a new layer
   */
  public BatchNormalization withScale(boolean scale) {
    return with(new Options(options.momentum, options.epsilon, options.center, scale));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public BatchNormalization withName(String name) {
    return new BatchNormalization(name, options);
  }

  /**
   * The moving mean of each channel.
   *
   * @return the variable, not trainable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> movingMean() {
    checkBuilt();
    return movingMean;
  }

  /**
   * The moving variance of each channel.
   *
   * @return the variable, not trainable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> movingVariance() {
    checkBuilt();
    return movingVariance;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    NormalizationChecks.rank(this, inputShape);
    return inputShape;
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    Shape channels = Shape.of(Shapes.last(inputShape));
    if (options.scale) {
      gamma = engine.weight("gamma", channels, Initializers.ones());
    }
    if (options.center) {
      beta = engine.weight("beta", channels, Initializers.zeros());
    }
    movingMean =
        engine.variable("moving_mean", TFloat32.class, channels, false, Initializers.zeros());
    movingVariance =
        engine.variable("moving_variance", TFloat32.class, channels, false, Initializers.ones());
  }

  /** TensorFlow's one kernel for it takes images only; all else becomes images of one pixel. */
  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (inputShape().numDimensions() == 4) {
      return ofImages(tf, input, mode);
    }
    Shape pixels = Shape.of(-1, 1, 1, Shapes.last(inputShape()));
    Operand<TFloat32> result = ofImages(tf, Shapes.reshape(tf, input, pixels), mode);
    return Shapes.reshape(tf, result, Shapes.anyBatch(outputShape()));
  }

  private Operand<TFloat32> ofImages(Ops tf, Operand<TFloat32> images, Mode mode) {
    long channels = Shapes.last(inputShape());
    Operand<TFloat32> scale = gamma == null ? filled(tf, channels, 1) : gamma.read(tf);
    Operand<TFloat32> offset = beta == null ? filled(tf, channels, 0) : beta.read(tf);
    if (mode == Mode.INFERENCE) {
      return tf.nn
          .fusedBatchNorm(
              images,
              scale,
              offset,
              movingMean.read(tf),
              movingVariance.read(tf),
              FusedBatchNorm.epsilon(options.epsilon),
              FusedBatchNorm.isTraining(false))
          .y();
    }
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> result =
        tf.nn.fusedBatchNorm(
            images,
            scale,
            offset,
            none,
            none,
            FusedBatchNorm.epsilon(options.epsilon),
            FusedBatchNorm.isTraining(true));
    move(tf, movingMean, result.batchMean());
    move(
        tf,
        movingVariance,
        tf.math.mul(result.batchVariance(), shareOfVariance(tf, images, channels)));
    return result.y();
  }

  private static Operand<TFloat32> filled(Ops tf, long size, float value) {
    return tf.fill(tf.constant(new long[] {size}), tf.constant(value));
  }

  /** TensorFlow gives the sum of squares over n - 1, Keras keeps that over n. */
  private static Operand<TFloat32> shareOfVariance(
      Ops tf, Operand<TFloat32> images, long channels) {
    Operand<TInt32> values = tf.size(images);
    Operand<TFloat32> n =
        tf.math.div(tf.dtypes.cast(values, TFloat32.class), tf.constant((float) channels));
    Operand<TFloat32> one = tf.constant(1f);
    return tf.stopGradient(tf.math.div(tf.math.maximum(tf.math.sub(n, one), one), n));
  }

  private void move(Ops tf, ModelVariable<TFloat32> moving, Operand<TFloat32> current) {
    Operand<TFloat32> kept = tf.math.mul(moving.read(tf), tf.constant(options.momentum));
    Operand<TFloat32> added = tf.math.mul(current, tf.constant(1 - options.momentum));
    moving.assign(tf, tf.math.add(kept, added));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", -1);
    map.put("momentum", options.momentum);
    map.put("epsilon", options.epsilon);
    map.put("center", options.center);
    map.put("scale", options.scale);
    return map;
  }

  @Override
  protected Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>();
    if (gamma != null) {
      map.put("gamma", gamma);
    }
    if (beta != null) {
      map.put("beta", beta);
    }
    map.put("moving_mean", movingMean);
    map.put("moving_variance", movingVariance);
    return map;
  }
}
