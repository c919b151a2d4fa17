package io.latent4j.data;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * How numbers are scaled before a model sees them: {@code (x - offset) * factor}, with one offset
 * and factor for all or one for each feature. What was constant becomes 0 by {@link Kind#MINMAX}
 * and {@link Kind#STANDARD}, and comes back as the constant.
 *
 * <p>The result is float32. It is computed in float32 too, unless the offset of some feature is so
 * large beside the feature's spread that float32 would lose digits ({@link #needsDouble()}); then
 * all is computed in double precision and rounded last. In Java and in TensorFlow the result is the
 * same, bit for bit.
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

  /** How many steps of float32 there must be to a standard deviation, or to a range from 0 to 1. */
  private static final double FAR = 0x1p-17;

  private final Kind kind;
  private final double[] offset;
  private final float[] factor;
  private final boolean needsDouble;

  Scaling(Kind kind, double[] offset, float[] factor) {
    this.kind = kind;
    this.offset = offset;
    this.factor = factor;
    this.needsDouble =
        IntStream.range(0, offset.length)
            .anyMatch(j -> factor[j] != 0 && isFar(offset[j], 1 / Math.abs(factor[j])));
  }

  /**
   * Tells whether float32 is too coarse at a value to tell apart what is so far from each other.
   */
  static boolean isFar(double value, double spread) {
    return spread > 0 && value != 0 && Math.ulp((float) value) > FAR * spread;
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
    return new Scaling(kind, new double[] {0}, new float[] {(float) (1 / divisor)});
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
      case MINMAX -> ScalingFit.minmax(samples);
      case STANDARD -> ScalingFit.standard(samples);
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
  public double[] offset() {
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
   * Tells whether the offset of some feature is so far from zero, beside the feature's spread, that
   * it is subtracted in double precision.
   *
   * @return true if float32 has fewer than some 130,000 steps to 1 / factor near the offset
   */
  public boolean needsDouble() {
    return needsDouble;
  }

  /** What a feature's value becomes, in double precision. */
  double scaled(double value, int feature) {
    return (value - offset[at(feature)]) * factorOf(feature);
  }

  float factorOf(int feature) {
    return factor[at(feature)];
  }

  private int at(int feature) {
    return offset.length == 1 ? 0 : feature;
  }

  /** Refuses samples of another number of features than the scaling has. */
  void requireFeatures(int features) {
    if (offset.length != 1 && offset.length != features) {
      throw new IllegalArgumentException(
          "features must be " + offset.length + ", as the scaling has, but are " + features);
    }
  }

  /**
   * Scales an operand.
   *
   * <p>In a graph, TensorFlow makes one of two constants that are subtracted one after the other,
   * in the precision that they have. So an offset that float32 does not hold is one constant of
   * float64.
   *
   * @param tf where to make the operations
   * @param x of any type of numbers and of shape (samples, features) or (samples, ...)
   * @return the scaled values, of the same shape
   * @throws IllegalArgumentException if there is an offset for each feature, and x has not as many
   */
  public Operand<TFloat32> apply(Ops tf, Operand<? extends TNumber> x) {
    if (needsDouble) {
      return cast(tf, applyInDouble(tf, x), TFloat32.class);
    }
    Operand<TFloat32> values = cast(tf, x, TFloat32.class);
    if (isIdentity()) {
      return values;
    }
    Shape shape = broadcastShape(x.shape());
    Operand<TFloat32> shifted =
        isZero(offset) ? values : tf.math.sub(values, constant(tf, floats(offset), shape));
    return tf.math.mul(shifted, constant(tf, factor, shape));
  }

  /**
   * Scales an operand in double precision, for what is to be subtracted from the scaled values
   * before they are rounded.
   *
   * @param tf where to make the operations
   * @param x of any type of numbers and of shape (samples, features) or (samples, ...)
   * @return the scaled values, of the same shape
   * @throws IllegalArgumentException if there is an offset for each feature, and x has not as many
   */
  public Operand<TFloat64> applyInDouble(Ops tf, Operand<? extends TNumber> x) {
    Operand<TFloat64> values = cast(tf, x, TFloat64.class);
    if (isIdentity()) {
      return values;
    }
    Shape shape = broadcastShape(x.shape());
    Operand<TFloat64> shifted =
        isZero(offset) ? values : tf.math.sub(values, constant(tf, offset, shape));
    return tf.math.mul(shifted, constant(tf, doubles(factor), shape));
  }

  /** Scales an operand in double precision, takes a point away from each row, and rounds then. */
  Operand<TFloat32> apply(Ops tf, Operand<? extends TNumber> x, double[] point) {
    return cast(tf, tf.math.sub(applyInDouble(tf, x), tf.constant(point)), TFloat32.class);
  }

  private static <T extends TNumber> Operand<T> cast(
      Ops tf, Operand<? extends TNumber> x, Class<T> type) {
    return x.type() == type ? x.asOutput().expect(type) : tf.dtypes.cast(x, type);
  }

  private static boolean isZero(double... values) {
    return Arrays.stream(values).allMatch(value -> value == 0);
  }

  private static float[] floats(double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  private static double[] doubles(float... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
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
    if (needsDouble) {
      Operand<TFloat64> spread =
          tf.math.mul(
              cast(tf, scaled, TFloat64.class), constant(tf, doubles(inverseFactor()), shape));
      return cast(tf, tf.math.add(spread, constant(tf, offset, shape)), TFloat32.class);
    }
    return tf.math.add(
        tf.math.mul(scaled, constant(tf, inverseFactor(), shape)),
        constant(tf, floats(offset), shape));
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

  private static Operand<TFloat64> constant(Ops tf, double[] values, Shape shape) {
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
    if (needsDouble) {
      return apply(doubles(values), new double[features]);
    }
    float[] result = new float[values.length];
    float[] shift = floats(offset);
    int mask = offset.length == 1 ? 0 : -1;
    for (int i = 0; i < values.length; i++) {
      int feature = i % features & mask;
      result[i] = (values[i] - shift[feature]) * factor[feature];
    }
    return result;
  }

  /** Scales rows in double precision, takes a point away from each, and rounds then. */
  float[] apply(double[] values, double[] point) {
    float[] result = new float[values.length];
    int mask = offset.length == 1 ? 0 : -1;
    for (int i = 0; i < values.length; i++) {
      int feature = i % point.length;
      int own = feature & mask;
      result[i] = (float) ((values[i] - offset[own]) * factor[own] - point[feature]);
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
      result[i] =
          needsDouble
              ? (float) ((double) scaled[i] * inverse[feature] + offset[feature])
              : scaled[i] * inverse[feature] + (float) offset[feature];
    }
    return result;
  }

  private void requireRows(float[] values, int features) {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          "values must be whole rows of " + features + " features, but are " + values.length);
    }
    requireFeatures(features);
  }

  private float[] inverseFactor() {
    float[] inverse = new float[factor.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = factor[i] == 0 ? 0 : 1 / factor[i];
    }
    return inverse;
  }

  /** The form in a file: numbers in the shortest decimal form that gives the same bits. */
  private record Json(String scale, double[] offset, float[] factor) {}

  /**
   * Writes the scaling as text.
   *
   * @return a JSON object with {@code scale}, {@code offset} in double precision, and {@code
   *     factor}
   */
  public String toJson() {
    return new Gson().toJson(new Json(kind.toString(), offset, factor));
  }

  /**
   * Reads the scaling from text.
   *
   * @param json what {@link #toJson()} wrote, also where the offset was still float32
   * @return the scaling
   * @throws IllegalArgumentException if the text is something else
   */
  public static Scaling fromJson(String json) {
    Json read;
    try {
      read = new Gson().fromJson(json, Json.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("scaling is no valid JSON: " + Text.reason(e), e);
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
      if (!Float.isFinite((float) read.offset[i]) || !Float.isFinite(read.factor[i])) {
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
}
