package io.latent4j.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Samples as a model sees them: scaled, flattened to rows, as float32 in Java memory. All that
 * reads scaled rows in Java reads them here, so that what is subtracted is subtracted in double
 * precision where float32 would lose digits.
 *
 * <pre>{@code
 * ScaledSamples rows = ScaledSamples.of(samples, Scaling.fit(samples, Scaling.Kind.STANDARD));
 * rows.forEachChunk((first, count, values) -> System.out.println(count + " rows from " + first));
 * }</pre>
 */
public final class ScaledSamples {

  /** Some 16 MB of floats. */
  private static final int CHUNK_VALUES = 1 << 22;

  private static final int MOST_ROWS = 4096;

  private final Samples samples;
  private final Scaling scaling;
  private final double[] origin;
  private final boolean shifted;

  private ScaledSamples(Samples samples, Scaling scaling, double... origin) {
    this.samples = samples;
    this.scaling = scaling;
    this.origin = origin;
    this.shifted = Arrays.stream(origin).anyMatch(value -> value != 0);
  }

  /** What rounding may add when a feature is scaled to [0, 1]. */
  private static final float ROUNDING = 1e-6f;

  private static final float LARGEST_BYTE = 255;

  /**
   * One value, and where it is.
   *
   * @param row the row, from 0
   * @param feature the feature, from 0
   * @param value what it is after scaling
   */
  public record Value(int row, int feature, float value) {}

  /** Takes rows that follow each other. */
  @FunctionalInterface
  public interface ChunkReader {

    /**
     * Takes the rows.
     *
     * @param first the number of the first one
     * @param count how many there are
     * @param values their scaled values, row-major; a new array each time
     */
    void read(int first, int count, float[] values);
  }

  /**
   * Looks at samples through a scaling; nothing is read yet.
   *
   * @param samples the samples, open as long as these rows are read
   * @param scaling how they are scaled
   * @return the rows
   * @throws IllegalArgumentException if the scaling is for another number of features
   */
  public static ScaledSamples of(Samples samples, Scaling scaling) {
    Objects.requireNonNull(samples, "samples");
    scaling.requireFeatures(samples.features());
    return new ScaledSamples(samples, scaling, new double[samples.features()]);
  }

  /**
   * Takes a point away from each row, after scaling and before rounding to float32.
   *
   * @param point one number for each feature, on the scale after scaling
   * @return the same rows less the point, instead of any other point
   * @throws IllegalArgumentException if there are not as many numbers as features
   */
  public ScaledSamples about(double... point) {
    if (point.length != features()) {
      throw new IllegalArgumentException(
          "point must have %d numbers, one for each feature, but has %d"
              .formatted(features(), point.length));
    }
    return new ScaledSamples(samples, scaling, point.clone());
  }

  /**
   * Takes away the means of those features that lie so far from zero that float32 would lose
   * digits: for all that depends on differences of samples only, such as distances. Other features
   * stay as they are.
   *
   * @return the same rows less these means, which {@link #origin()} tells
   * @throws IllegalStateException if the samples are closed
   */
  public ScaledSamples forDifferences() {
    // Bytes are never far from zero.
    return samples.isUint8() ? this : about(FeatureSpread.of(samples).origin(scaling));
  }

  /**
   * Returns the point that is taken away.
   *
   * @return a copy: one number for each feature, on the scale after scaling
   */
  public double[] origin() {
    return origin.clone();
  }

  /**
   * Returns the samples.
   *
   * @return the samples, not scaled
   */
  public Samples samples() {
    return samples;
  }

  /**
   * Returns how they are scaled.
   *
   * @return the scaling
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 1
   */
  public int count() {
    return samples.count();
  }

  /**
   * Returns the number of values of a row.
   *
   * @return at least 1
   */
  public int features() {
    return samples.features();
  }

  /**
   * Scales rows in a graph, and takes the point away.
   *
   * @param tf where to make the operations
   * @param x samples as they are, of shape (samples, features)
   * @return what {@link #rows} has of them
   */
  public Operand<TFloat32> apply(Ops tf, Operand<? extends TNumber> x) {
    return shifted ? scaling.apply(tf, x, origin) : scaling.apply(tf, x);
  }

  /**
   * Reads one row.
   *
   * @param row which, from 0
   * @return a new array
   * @throws IllegalArgumentException if there is no such row
   * @throws IllegalStateException if the samples are closed
   */
  public float[] row(int row) {
    return rows(row, 1);
  }

  /**
   * Reads rows that follow each other.
   *
   * @param first the first, from 0
   * @param count how many
   * @return a new array, row-major
   * @throws IllegalArgumentException if there are no such rows
   * @throws IllegalStateException if the samples are closed
   */
  public float[] rows(int first, int count) {
    if (first < 0 || count < 1 || first > count() - count) {
      throw new IllegalArgumentException(
          "rows must be within 0 to %d, but are %d from %d".formatted(count() - 1, count, first));
    }
    return shifted || scaling.needsDouble()
        ? scaling.apply(samples.doubles(first, count), origin)
        : scaling.apply(samples.floats(first, count), features());
  }

  /**
   * Reads some rows.
   *
   * @param rows which, in any order, each from 0
   * @return a new array, row-major
   * @throws IllegalArgumentException if there is no such row, or they are too many for one array
   * @throws IllegalStateException if the samples are closed
   */
  public float[] select(int... rows) {
    float[] selected = new float[arrayLength(rows.length)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(row(rows[i]), 0, selected, i * features(), features());
    }
    return selected;
  }

  /**
   * Reads all rows.
   *
   * @return a new array, row-major
   * @throws IllegalArgumentException if they are too many for one array
   * @throws IllegalStateException if the samples are closed
   */
  public float[] all() {
    float[] all = new float[arrayLength(count())];
    forEachChunk(
        (first, count, values) ->
            System.arraycopy(values, 0, all, first * features(), values.length));
    return all;
  }

  private int arrayLength(int rows) {
    long length = (long) rows * features();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "rows must fit into one Java array, but are %d of %d values".formatted(rows, features()));
    }
    return (int) length;
  }

  /**
   * Looks for a value that is no probability, but for rounding.
   *
   * @return the first that is not between 0 and 1, or nothing
   * @throws IllegalStateException if the samples are closed
   */
  public Optional<Value> firstOutsideUnit() {
    if (areBytesWithinUnit()) {
      return Optional.empty();
    }
    int most = chunkRows();
    for (int first = 0; first < count(); first += most) {
      float[] values = rows(first, Math.min(most, count() - first));
      for (int i = 0; i < values.length; i++) {
        if (!isWithinUnit(values[i])) {
          return Optional.of(new Value(first + i / features(), i % features(), values[i]));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether no byte could be outside, as of most images, so that they need not be read. */
  private boolean areBytesWithinUnit() {
    if (shifted || !samples.isUint8() || scaling.factor().length != 1) {
      return false;
    }
    float[] extremes = scaling.apply(new float[] {0, LARGEST_BYTE}, 1);
    return isWithinUnit(extremes[0]) && isWithinUnit(extremes[1]);
  }

  private static boolean isWithinUnit(float value) {
    return value >= -ROUNDING && value <= 1 + ROUNDING;
  }

  private int chunkRows() {
    return Math.max(1, Math.min(MOST_ROWS, CHUNK_VALUES / features()));
  }

  /**
   * Reads all rows, from the first to the last, a chunk of some 16 MB at a time.
   *
   * @param reader takes the chunks
   * @throws IllegalStateException if the samples are closed
   */
  public void forEachChunk(ChunkReader reader) {
    int most = chunkRows();
    for (int first = 0; first < count(); first += most) {
      int count = Math.min(most, count() - first);
      reader.read(first, count, rows(first, count));
    }
  }

  @Override
  public String toString() {
    return samples + ", scaled by " + scaling;
  }
}
