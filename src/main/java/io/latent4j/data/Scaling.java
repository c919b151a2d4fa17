package io.latent4j.data;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How numbers are scaled before a model sees them: {@code (x - offset) * factor}, in float32, with
 * one offset and factor for all or one for each feature. What was constant becomes 0 by {@link
 * Kind#MINMAX} and {@link Kind#STANDARD}, and comes back as the constant.
 */
public final class Scaling {

  /** The ways to find offset and factor. */
  public enum Kind {
    /** Images of bytes, digits and colours by {@link #UNIT}, all else as it is. */
    AUTO,
    /** As it is. */
    NONE,
    /** Divided by the largest value of the type. */
    UNIT,
    /** Each feature from 0 to 1. */
    MINMAX,
    /** Each feature of mean 0 and variance 1 (with divisor n). */
    STANDARD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int CHUNK_VALUES = 1 << 18;

  private final Kind kind;
  private final float[] offset;
  private final float[] factor;

  private Scaling(Kind kind, float[] offset, float[] factor) {
    this.kind = kind;
    this.offset = offset;
    this.factor = factor;
  }

  /**
   * Returns the scaling that leaves everything as it is.
   *
   * @return the identity
   */
  public static Scaling none() {
    return uniform(Kind.NONE, 1);
  }

  private static Scaling uniform(Kind kind, double divisor) {
    return new Scaling(kind, new float[] {0}, new float[] {(float) (1 / divisor)});
  }

  /**
   * Finds offset and factor for samples.
   *
   * @param samples what to scale
   * @param kind how
   * @return the scaling, which fits all samples of as many features
   * @throws IllegalArgumentException if the kind is {@link Kind#UNIT} and the samples' type has no
   *     largest value, or a feature's range is too large or too small for float32
   * @throws IllegalStateException if the samples are closed
   */
  public static Scaling fit(Samples samples, Kind kind) {
    return switch (kind) {
      case NONE -> none();
      case AUTO -> uniform(kind, samples.intensities() ? samples.maximum().orElseThrow() : 1);
      case UNIT ->
          uniform(
              kind,
              samples
                  .maximum()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "scale unit needs samples with a largest value (images of bytes,"
                                  + " digits, colors), but "
                                  + samples.name()
                                  + " has none")));
      case MINMAX -> Statistics.of(samples).minmax();
      case STANDARD -> Statistics.of(samples).standard();
    };
  }

  /**
   * Returns how offset and factor were found.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns what is subtracted.
   *
   * @return a copy: one number for all, or one for each feature
   */
  public float[] offset() {
    return offset.clone();
  }

  /**
   * Returns by what is multiplied.
   *
   * @return a copy, as long as the offset; 0 for features that are constant
   */
  public float[] factor() {
    return factor.clone();
  }

  /**
   * Tells whether everything is left as it is.
   *
   * @return true if so
   */
  public boolean isIdentity() {
    return offset.length == 1 && offset[0] == 0 && factor[0] == 1;
  }

  /**
   * Scales an operand.
   *
   * @param tf where to make the operations
   * @param x of shape (samples, features) or (samples, ...)
   * @return the scaled values, of the same shape
   * @throws IllegalArgumentException if there is an offset for each feature, and x has not as many
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
    if (isIdentity()) {
      return x;
    }
    Shape shape = broadcastShape(x.shape());
    Operand<TFloat32> shifted = isZero(offset) ? x : tf.math.sub(x, constant(tf, offset, shape));
    return tf.math.mul(shifted, constant(tf, factor, shape));
  }

  private static boolean isZero(float... values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes an operand back to the scale of the samples.
   *
   * @param tf where to make the operations
   * @param scaled of shape (samples, features) or (samples, ...)
   * @return the values before scaling, of the same shape
   * @throws IllegalArgumentException if there is an offset for each feature, and the operand has
   *     not as many
   */
  public Operand<TFloat32> invert(Ops tf, Operand<TFloat32> scaled) {
    if (isIdentity()) {
      return scaled;
    }
    Shape shape = broadcastShape(scaled.shape());
    return tf.math.add(
        tf.math.mul(scaled, constant(tf, inverseFactor(), shape)), constant(tf, offset, shape));
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

  private static Operand<TFloat32> constant(Ops tf, float[] values, Shape shape) {
    return shape.numDimensions() == 0
        ? tf.constant(values[0])
        : tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
  }

  /**
   * Scales an array.
   *
   * @param values row-major, each row of {@code features} values; left as it is
   * @param features the number of features
   * @return the scaled values
   * @throws IllegalArgumentException if the values are no whole rows, or there is an offset for
   *     each feature, and it is not {@code features}
   */
  public float[] apply(float[] values, int features) {
    requireRows(values, features);
    float[] result = new float[values.length];
    int mask = offset.length == 1 ? 0 : -1;
    for (int i = 0; i < values.length; i++) {
      int feature = i % features & mask;
      result[i] = (values[i] - offset[feature]) * factor[feature];
    }
    return result;
  }

  /**
   * Takes an array back to the scale of the samples.
   *
   * @param scaled row-major, each row of {@code features} values; left as it is
   * @param features the number of features
   * @return the values before scaling
   * @throws IllegalArgumentException if the values are no whole rows, or there is an offset for
   *     each feature, and it is not {@code features}
   */
  public float[] invert(float[] scaled, int features) {
    requireRows(scaled, features);
    float[] inverse = inverseFactor();
    float[] result = new float[scaled.length];
    int mask = offset.length == 1 ? 0 : -1;
    for (int i = 0; i < scaled.length; i++) {
      int feature = i % features & mask;
      result[i] = scaled[i] * inverse[feature] + offset[feature];
    }
    return result;
  }

  private void requireRows(float[] values, int features) {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          "values must be whole rows of " + features + " features, but are " + values.length);
    }
    if (offset.length != 1 && offset.length != features) {
      throw new IllegalArgumentException(
          "features must be " + offset.length + ", as the scaling has, but are " + features);
    }
  }

  private float[] inverseFactor() {
    float[] inverse = new float[factor.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = factor[i] == 0 ? 0 : 1 / factor[i];
    }
    return inverse;
  }

  /** The form in a file: numbers in the shortest decimal form that gives the same float32. */
  private record Json(String scale, float[] offset, float[] factor) {}

  /**
   * Writes the scaling as text.
   *
   * @return a JSON object with {@code scale}, {@code offset} and {@code factor}
   */
  public String toJson() {
    return new Gson().toJson(new Json(kind.toString(), offset, factor));
  }

  /**
   * Reads the scaling from text.
   *
   * @param json what {@link #toJson()} wrote
   * @return the scaling
   * @throws IllegalArgumentException if the text is something else
   */
  public static Scaling fromJson(String json) {
    Json read;
    try {
      read = new Gson().fromJson(json, Json.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("scaling is no valid JSON: " + e.getMessage(), e);
    }
    if (read == null || read.scale == null || read.offset == null || read.factor == null) {
      throw new IllegalArgumentException("scaling must have scale, offset and factor");
    }
    if (read.offset.length == 0 || read.offset.length != read.factor.length) {
      throw new IllegalArgumentException(
          "scaling must have as many factors as offsets, at least one, but has "
              + read.factor.length
              + " and "
              + read.offset.length);
    }
    for (int i = 0; i < read.offset.length; i++) {
      if (!Float.isFinite(read.offset[i]) || !Float.isFinite(read.factor[i])) {
        throw new IllegalArgumentException(
            "scaling must be finite, but offset and factor "
                + i
                + " are "
                + read.offset[i]
                + " and "
                + read.factor[i]);
      }
    }
    return new Scaling(kind(read.scale), read.offset, read.factor);
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scale must be one of "
                        + Arrays.toString(Kind.values())
                        + ", but is "
                        + Text.quote(name)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scaling that
        && kind == that.kind
        && Arrays.equals(offset, that.offset)
        && Arrays.equals(factor, that.factor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, Arrays.hashCode(offset), Arrays.hashCode(factor));
  }

  @Override
  public String toString() {
    return offset.length == 1
        ? kind + ": (x - " + offset[0] + ") * " + factor[0]
        : kind + " of " + offset.length + " features";
  }

  /** Minimum, maximum, mean and deviation of each feature, in two passes in double precision. */
  private record Statistics(float[] min, float[] max, double[] mean, double[] deviation) {

    static Statistics of(Samples samples) {
      int features = samples.features();
      float[] min = samples.row(0);
      float[] max = min.clone();
      double[] mean = new double[features];
      double[] deviation = new double[features];
      eachRow(
          samples,
          (values, start) -> {
            for (int j = 0; j < features; j++) {
              float value = values[start + j];
              min[j] = Math.min(min[j], value);
              max[j] = Math.max(max[j], value);
              mean[j] += value;
            }
          });
      for (int j = 0; j < features; j++) {
        mean[j] /= samples.count();
      }
      eachRow(
          samples,
          (values, start) -> {
            for (int j = 0; j < features; j++) {
              double distance = values[start + j] - mean[j];
              deviation[j] += distance * distance;
            }
          });
      for (int j = 0; j < features; j++) {
        deviation[j] = Math.sqrt(deviation[j] / samples.count());
      }
      return new Statistics(min, max, mean, deviation);
    }

    private interface RowReader {
      void accept(float[] values, int start);
    }

    private static void eachRow(Samples samples, RowReader reader) {
      int features = samples.features();
      int chunk = Math.max(1, CHUNK_VALUES / features);
      for (int first = 0; first < samples.count(); first += chunk) {
        int rows = Math.min(chunk, samples.count() - first);
        float[] values = samples.floats(first, rows);
        for (int row = 0; row < rows; row++) {
          reader.accept(values, row * features);
        }
      }
    }

    Scaling minmax() {
      float[] factor = new float[min.length];
      for (int j = 0; j < factor.length; j++) {
        if (min[j] == max[j]) {
          continue;
        }
        factor[j] = (float) (1 / ((double) max[j] - min[j]));
        requireUsable(j, factor[j], max[j] - min[j]);
        // Rounding must not take the largest value beyond 1.
        while ((max[j] - min[j]) * factor[j] > 1) {
          factor[j] = Math.nextDown(factor[j]);
        }
      }
      return new Scaling(Kind.MINMAX, min, factor);
    }

    Scaling standard() {
      float[] offset = new float[mean.length];
      float[] factor = new float[mean.length];
      for (int j = 0; j < factor.length; j++) {
        offset[j] = min[j] == max[j] ? min[j] : (float) mean[j];
        if (min[j] < max[j]) {
          factor[j] = (float) (1 / deviation[j]);
          requireUsable(j, factor[j], Math.max(max[j] - offset[j], offset[j] - min[j]));
        }
      }
      return new Scaling(Kind.STANDARD, offset, factor);
    }

    private void requireUsable(int feature, float factor, float range) {
      if (!Float.isFinite(factor) || factor < Float.MIN_NORMAL || !Float.isFinite(range)) {
        throw new IllegalArgumentException(
            "feature "
                + feature
                + " (from 0) can't be scaled in float32: it goes from "
                + min[feature]
                + " to "
                + max[feature]);
      }
    }
  }
}
