package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gives the numbers along the last axis mean zero and variance one, then scales and shifts them by
 * what is learnt. Training and inference are the same.
 *
 * <p>Fine: input (n, 784), (n, 28, 28, 8). Not: input (n).
 */
public final class LayerNormalization extends Layer {
  private final Options options;
  private ModelVariable<TFloat32> gamma;
  private ModelVariable<TFloat32> beta;

  private record Options(float epsilon, boolean center, boolean scale) {
    Options {
      NormalizationChecks.epsilon(epsilon);
    }
  }

  private LayerNormalization(Options options) {
    this.options = options;
  }

  private LayerNormalization(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer with an epsilon of 0.001 that scales and shifts.
   *
   * @return the layer
   */
  public static LayerNormalization of() {
    return new LayerNormalization(new Options(1e-3f, true, true));
  }

  private LayerNormalization with(Options changed) {
    return isNamedByUser()
        ? new LayerNormalization(name(), changed)
        : new LayerNormalization(changed);
  }

  /**
   * This layer, not built, with another epsilon.
   *
   * @param epsilon what is added to the variance, positive
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public LayerNormalization withEpsilon(float epsilon) {
    return with(new Options(epsilon, options.center, options.scale));
  }

  /**
   * This layer, not built, with or without a learnt shift, beta.
   *
   * @param center whether there is one
   * @return a new layer
   */
  public LayerNormalization withCenter(boolean center) {
    return with(new Options(options.epsilon, center, options.scale));
  }

  /**
   * This layer, not built, with or without a learnt scale, gamma.
   *
   * @param scale whether there is one
   * @return a new layer
   */
  public LayerNormalization withScale(boolean scale) {
    return with(new Options(options.epsilon, options.center, scale));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public LayerNormalization withName(String name) {
    return new LayerNormalization(name, options);
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    NormalizationChecks.rank(this, inputShape);
    return inputShape;
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    Shape features = Shape.of(Shapes.last(inputShape));
    if (options.scale) {
      gamma = engine.weight("gamma", features, Initializers.ones());
    }
    if (options.center) {
      beta = engine.weight("beta", features, Initializers.zeros());
    }
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TInt32> last = tf.constant(new int[] {inputShape().numDimensions() - 1});
    Operand<TFloat32> centred = tf.math.sub(input, tf.math.mean(input, last, Mean.keepDims(true)));
    Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), last, Mean.keepDims(true));
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant(options.epsilon)));
    Operand<TFloat32> result = tf.math.mul(centred, inverse);
    if (gamma != null) {
      result = tf.math.mul(result, gamma.read(tf));
    }
    return beta == null ? result : tf.math.add(result, beta.read(tf));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", List.of(-1));
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
    return map;
  }
}
