package io.latent4j.nn.initializers;

import io.latent4j.nn.Initializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Starts a weight from normal random values, truncated at two standard deviations or not. */
record RandomNormal(float mean, float standardDeviation, boolean truncated) implements Initializer {

  RandomNormal {
    if (!Float.isFinite(mean)) {
      throw new IllegalArgumentException("mean must be finite, but is " + mean);
    }
    if (!(standardDeviation > 0 && Float.isFinite(standardDeviation))) {
      throw new IllegalArgumentException(
          "standardDeviation must be positive and finite, but is " + standardDeviation);
    }
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Shape shape, long seed) {
    Operand<? extends TNumber> sizes = tf.constant(shape.asArray());
    Operand<? extends TNumber> seeds = tf.constant(new long[] {seed, 0});
    Operand<TFloat32> standard =
        truncated
            ? tf.random.statelessTruncatedNormal(sizes, seeds)
            : tf.random.statelessRandomNormal(sizes, seeds);
    return tf.math.add(tf.math.mul(standard, tf.constant(standardDeviation)), tf.constant(mean));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", truncated ? "TruncatedNormal" : "RandomNormal");
    config.put("mean", mean);
    config.put("stddev", standardDeviation);
    return config;
  }
}
