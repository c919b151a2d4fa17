package io.latent4j.nn.initializers;

import io.latent4j.nn.Initializer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Starts a weight from random values whose variance is {@code scale / fan}, so that signals keep
 * their size from layer to layer.
 *
 * @param scale the scale, positive
 * @param fan what the scale is divided by
 * @param distribution how the values are distributed
 */
public record VarianceScaling(float scale, Fan fan, Distribution distribution)
    implements Initializer {

  /** The standard deviation of a standard normal variable that is truncated at -2 and 2. */
  private static final double TRUNCATED_DEVIATION = .87962566103423978;

  /** What the scale is divided by. */
  public enum Fan {
    /** The number of inputs of a unit. */
    IN("fan_in"),
    /** The number of outputs of a unit. */
    OUT("fan_out"),
    /** The mean of both. */
    AVERAGE("fan_avg");

    private final String label;

    Fan(String label) {
      this.label = label;
    }

    /** Keras's name. */
    @Override
    public String toString() {
      return label;
    }

    private double of(double in, double out) {
      return switch (this) {
        case IN -> in;
        case OUT -> out;
        case AVERAGE -> (in + out) / 2;
      };
    }
  }

  /** How the values are distributed. */
  public enum Distribution {
    /** Uniform around zero. */
    UNIFORM,
    /** Normal, without values beyond two standard deviations. */
    TRUNCATED_NORMAL,
    /** Normal. */
    UNTRUNCATED_NORMAL;

    /** Keras's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the scale.
   *
   * @param scale the scale, positive
   * @param fan what the scale is divided by
   * @param distribution how the values are distributed
   * @throws IllegalArgumentException if the scale is not positive and finite
   */
  public VarianceScaling {
    if (!(scale > 0 && Float.isFinite(scale))) {
      throw new IllegalArgumentException("scale must be positive and finite, but is " + scale);
    }
    Objects.requireNonNull(fan, "fan");
    Objects.requireNonNull(distribution, "distribution");
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Shape shape, long seed) {
    return drawing(shape).apply(tf, shape, seed);
  }

  private Initializer drawing(Shape shape) {
    double variance = scale / Math.max(1, fanOf(shape));
    return switch (distribution) {
      case UNIFORM -> {
        float limit = (float) Math.sqrt(3 * variance);
        yield new RandomUniform(-limit, limit);
      }
      case TRUNCATED_NORMAL ->
          new RandomNormal(0, (float) (Math.sqrt(variance) / TRUNCATED_DEVIATION), true);
      case UNTRUNCATED_NORMAL -> new RandomNormal(0, (float) Math.sqrt(variance), false);
    };
  }

  /** A kernel has the shape (inputs, outputs), before them the axes of a convolution's window. */
  private double fanOf(Shape shape) {
    int rank = shape.numDimensions();
    if (rank < 2) {
      return fan.of(shape.size(), shape.size());
    }
    double window = 1;
    for (int axis = 0; axis < rank - 2; axis++) {
      window *= shape.get(axis);
    }
    return fan.of(window * shape.get(rank - 2), window * shape.get(rank - 1));
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("class_name", "VarianceScaling");
    config.put("scale", scale);
    config.put("mode", fan.toString());
    config.put("distribution", distribution.toString());
    return config;
  }
}
