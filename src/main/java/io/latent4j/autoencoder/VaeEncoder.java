package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers, and on top of them two that give mean and log variance of the code. */
final class VaeEncoder implements Trackable {
  /**
   * Beyond this the exponential is of no use and, without a limit, soon infinite: so it can be at
   * the first steps of samples that are not scaled.
   */
  private static final float MOST_LOG_VARIANCE = 20;

  private final Sequential trunk;
  private final Dense mean;
  private final Dense logVariance;

  VaeEncoder(Engine engine, List<Layer> layers, Shape input, int latent) {
    trunk = Sequential.of(layers).withName("encoder");
    trunk.build(engine, input.prepend(Shape.UNKNOWN_SIZE));
    mean = Dense.of(latent).withName("mean");
    mean.build(engine, trunk.outputShape());
    logVariance = Dense.of(latent).withName("log_variance");
    logVariance.build(engine, trunk.outputShape());
  }

  /** A normal distribution of the code for each sample, of independent units: (n, latent) each. */
  record Posterior(Operand<TFloat32> mean, Operand<TFloat32> logVariance) {

    /** The divergence of each unit from the standard normal distribution, in nats: (n, latent). */
    Operand<TFloat32> divergence(Ops tf) {
      Operand<TFloat32> squares = tf.math.add(tf.math.square(mean), tf.math.exp(logVariance));
      return tf.math.mul(
          tf.math.sub(squares, tf.math.add(logVariance, tf.constant(1f))), tf.constant(0.5f));
    }

    /** Codes of standard normal noise: (k, n, latent). */
    Operand<TFloat32> draw(Ops tf, Operand<TFloat32> noise) {
      Operand<TFloat32> deviation = tf.math.exp(tf.math.mul(logVariance, tf.constant(0.5f)));
      return tf.math.add(mean, tf.math.mul(deviation, noise));
    }

    /** The logarithm of prior over posterior density at codes: (k, n). */
    Operand<TFloat32> logRatio(Ops tf, Operand<TFloat32> code, Operand<TFloat32> noise) {
      Operand<TFloat32> posterior = tf.math.add(tf.math.square(noise), logVariance);
      return tf.math.mul(
          tf.reduceSum(tf.math.sub(posterior, tf.math.square(code)), tf.constant(-1)),
          tf.constant(0.5f));
    }
  }

  Posterior call(Ops tf, Operand<TFloat32> x, Mode mode) {
    Operand<TFloat32> hidden = trunk.call(tf, x, mode);
    return new Posterior(
        mean.call(tf, hidden, mode),
        tf.clipByValue(
            logVariance.call(tf, hidden, mode),
            tf.constant(-MOST_LOG_VARIANCE),
            tf.constant(MOST_LOG_VARIANCE)));
  }

  String summary() {
    return trunk.summary();
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>(trunk.children());
    children.put("mean", mean);
    children.put("log_variance", logVariance);
    return children;
  }
}
