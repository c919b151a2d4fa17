package io.latent4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A set of samples in native memory, in their own type: bytes for images, else float32. The first
 * axis counts the samples; what follows is the shape of one. All numbers are finite, also as
 * float32.
 *
 * <p>Numbers that come in double precision, as from files and {@code double[]}, stay float64 where
 * float32 would lose what tells the samples apart: times in seconds, identifiers, prices. Whatever
 * scales samples ({@link ScaledSamples}, {@link Scaling}) and every estimator subtracts from those
 * in double precision.
 *
 * <p>The methods called {@code with...} return the same samples with another description: they
 * share the memory, and closing one closes all. Whatever selects samples ({@link #take}, {@link
 * #rows}, {@link #select}, {@link #split}) copies them to memory of its own. After closing, all but
 * the description is refused.
 *
 * <pre>{@code
 * try (Samples samples = Samples.of(new float[][] {{1, 2}, {3, 4}}).withLabels(0, 1)) {
 *   float[] second = samples.row(1);
 * }
 * }</pre>
 */
public final class Samples implements AutoCloseable {

  private static final int LARGEST_JAVA_ARRAY = Integer.MAX_VALUE - 8;
  private static final double BYTE_MAXIMUM = 255;

  private final TensorMemory memory;
  private final Description description;

  /** What is known about the samples besides their values; null for what is not. */
  private record Description(
      String name, Labels labels, Double intensity, float[] coordinate, SampleOrigin origin) {

    Description named(String newName) {
      return new Description(newName, labels, intensity, coordinate, origin);
    }

    Description labelled(Labels newLabels) {
      return new Description(name, newLabels, intensity, coordinate, origin);
    }

    Description ofIntensity(double maximum) {
      return new Description(name, labels, maximum, coordinate, origin);
    }

    Description along(float[] newCoordinate) {
      return new Description(name, labels, intensity, newCoordinate, origin);
    }

    Description from(SampleOrigin newOrigin) {
      return new Description(name, labels, intensity, coordinate, newOrigin);
    }
  }

  private Samples(TensorMemory memory, Description description) {
    this.memory = memory;
    this.description = description;
  }

  /** Takes over memory whose values are known to be finite and whose shape has two axes or more. */
  static Samples owning(String name, TensorMemory memory) {
    boolean image = memory.isUint8() && ImageShape.of(memory.shape().tail()).isPresent();
    return new Samples(
        memory,
        new Description(name, null, image ? BYTE_MAXIMUM : null, null, SampleOrigin.UNKNOWN));
  }

  /**
   * Copies rows of numbers.
   *
   * @param rows one for each sample, all of one length
   * @return the samples, float32 of shape (rows, length)
   * @throws IllegalArgumentException if there are none, their lengths differ, or a number is NaN or
   *     infinite
   */
  public static Samples of(float[][] rows) {
    int features = requireRows(Arrays.stream(rows).mapToInt(row -> row.length).toArray());
    return checked(
        "samples",
        TensorMemory.create(
            false,
            Shape.of(rows.length, features),
            target -> {
              for (int i = 0; i < rows.length; i++) {
                target.write((long) i * features, rows[i], features);
              }
            }));
  }

  /**
   * Copies numbers that are already in one array.
   *
   * @param values the numbers, row-major
   * @param shape the number of samples, then the shape of one; if that is missing, each number is a
   *     sample of one feature
   * @return the samples, float32
   * @throws IllegalArgumentException if the shape is not that of the numbers, there are none, or
   *     one is NaN or infinite
   */
  public static Samples of(float[] values, Shape shape) {
    requireShapeOf(values.length, shape);
    return checked("samples", TensorMemory.of(values, atLeastTwoAxes(shape)));
  }

  /**
   * Copies rows of numbers in double precision.
   *
   * @param rows one for each sample, all of one length
   * @return the samples, of shape (rows, length); float64 where float32 would lose what tells them
   *     apart, else float32
   * @throws IllegalArgumentException if there are none, their lengths differ, or a number is NaN,
   *     infinite or too large for float32
   */
  public static Samples of(double[][] rows) {
    int features = requireRows(Arrays.stream(rows).mapToInt(row -> row.length).toArray());
    return checked(
        Shape.of(rows.length, features),
        target -> {
          for (int i = 0; i < rows.length; i++) {
            target.write((long) i * features, rows[i], features);
          }
        });
  }

  /**
   * Copies numbers in double precision that are already in one array.
   *
   * @param values the numbers, row-major
   * @param shape the number of samples, then the shape of one; if that is missing, each number is a
   *     sample of one feature
   * @return the samples; float64 where float32 would lose what tells them apart, else float32
   * @throws IllegalArgumentException if the shape is not that of the numbers, there are none, or
   *     one is NaN, infinite or too large for float32
   */
  public static Samples of(double[] values, Shape shape) {
    requireShapeOf(values.length, shape);
    return checked(atLeastTwoAxes(shape), target -> target.write(0, values, values.length));
  }

  /**
   * Takes over a tensor, without copying: from here on, closing the samples closes it.
   *
   * @param name what to call the samples
   * @param tensor a {@link TUint8}, {@link TFloat32} or {@link TFloat64} of shape (samples, ...)
   *     with two axes or more
   * @return the samples
   * @throws IllegalArgumentException if the tensor is of another type or shape, or has NaN or
   *     infinity; it then still belongs to the caller
   */
  public static Samples ofTensor(String name, TType tensor) {
    Objects.requireNonNull(name, "name");
    boolean known =
        tensor instanceof TUint8 || tensor instanceof TFloat32 || tensor instanceof TFloat64;
    if (!known || tensor.isSparse()) {
      throw new IllegalArgumentException(
          "tensor must be a dense TUint8, TFloat32 or TFloat64, but is of type "
              + tensor.dataType());
    }
    requireUsable(tensor.shape());
    if (tensor.shape().numDimensions() < 2) {
      throw new IllegalArgumentException(
          "tensor must have two axes or more, but has shape " + text(tensor.shape()));
    }
    TensorMemory memory = new TensorMemory(tensor);
    requireFinite(memory);
    return owning(name, memory);
  }

  /** Returns the length that all rows have. */
  private static int requireRows(int... lengths) {
    if (lengths.length == 0 || lengths[0] == 0) {
      throw new IllegalArgumentException("rows must have at least one row with one value");
    }
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] != lengths[0]) {
        throw new IllegalArgumentException(
            "rows must be of one length, but row 0 has "
                + lengths[0]
                + " values and row "
                + i
                + " has "
                + lengths[i]);
      }
    }
    return lengths[0];
  }

  private static void requireShapeOf(int values, Shape shape) {
    requireUsable(shape);
    if (shape.size() != values) {
      throw new IllegalArgumentException(
          "values must be as many as shape "
              + text(shape)
              + " needs, "
              + shape.size()
              + ", but are "
              + values);
    }
  }

  private static Samples checked(Shape shape, NumberMemory.Filler filler) {
    return owning(
        "samples",
        NumberMemory.create(
            shape,
            target -> {
              filler.fill(target);
              requireFinite(target.memory());
            }));
  }

  private static Samples checked(String name, TensorMemory memory) {
    try {
      requireFinite(memory);
    } catch (IllegalArgumentException e) {
      memory.close();
      throw e;
    }
    return owning(name, memory);
  }

  private static void requireFinite(TensorMemory memory) {
    OptionalLong bad = memory.firstNonFinite();
    if (bad.isPresent()) {
      long features = memory.shape().size() / memory.shape().get(0);
      throw new IllegalArgumentException(
          "samples must be finite, but "
              + place(bad.getAsLong(), features)
              + " is "
              + memory.get(bad.getAsLong()));
    }
  }

  private static void requireUsable(Shape shape) {
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension();
    if (!known || shape.numDimensions() == 0 || shape.size() == 0) {
      throw new IllegalArgumentException(
          "shape must have at least one axis and no empty or unknown one, but is " + text(shape));
    }
    if (shape.get(0) > LARGEST_JAVA_ARRAY || shape.size() / shape.get(0) > LARGEST_JAVA_ARRAY) {
      throw new IllegalArgumentException(
          "samples and features must each be at most "
              + LARGEST_JAVA_ARRAY
              + ", but the shape is "
              + text(shape));
    }
  }

  /** Returns the shape, with an axis for the one feature added if it has only one axis. */
  static Shape atLeastTwoAxes(Shape shape) {
    return shape.numDimensions() == 1 ? Shape.of(shape.get(0), 1) : shape;
  }

  /** Returns where an element is, in words. */
  static String place(long index, long features) {
    return "row " + index / features + ", column " + index % features + " (from 0)";
  }

  /** Joins two sets of the same kind; both stay open. */
  static Samples concat(Samples first, Samples second) {
    long[] dimensions = first.shape().asArray();
    dimensions[0] += second.count();
    if (!first.sampleShape().equals(second.sampleShape()) || first.type() != second.type()) {
      throw new IllegalArgumentException(
          "samples to be joined must have one type and shape, but are " + first + " and " + second);
    }
    TensorMemory joined =
        TensorMemory.create(
            first.memory.type(),
            Shape.of(dimensions),
            target -> {
              long size = first.memory.shape().size();
              first.memory.copyTo(0, target, 0, size);
              second.memory.copyTo(0, target, size, second.memory.shape().size());
            });
    Labels labels =
        first.description.labels == null || second.description.labels == null
            ? null
            : first.description.labels.followedBy(second.description.labels);
    SampleOrigin origin = first.description.origin.followedBy(second.description.origin);
    return new Samples(joined, first.description.labelled(labels).along(null).from(origin));
  }

  /**
   * Gives the samples labels.
   *
   * @param labels one integer for each sample
   * @return the same samples, sharing this one's memory
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public Samples withLabels(int... labels) {
    return withLabels(Labels.of(labels));
  }

  /**
   * Gives the samples labels.
   *
   * @param labels one for each sample
   * @return the same samples, sharing this one's memory
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public Samples withLabels(Labels labels) {
    if (labels.size() != count()) {
      throw new IllegalArgumentException(
          "labels must be as many as samples, " + count() + ", but are " + labels.size());
    }
    return new Samples(memory, description.labelled(labels));
  }

  /**
   * Gives the samples a name.
   *
   * @param name the name of the data set or file
   * @return the same samples, sharing this one's memory
   */
  public Samples withName(String name) {
    return new Samples(memory, description.named(Objects.requireNonNull(name, "name")));
  }

  /**
   * Says that the values are intensities, as those of pixels and colours are.
   *
   * @param maximum the full intensity, such as 255
   * @return the same samples, sharing this one's memory
   * @throws IllegalArgumentException if the maximum is not a positive number
   */
  public Samples withIntensityMaximum(double maximum) {
    if (!(maximum > 0) || maximum > Float.MAX_VALUE) {
      throw new IllegalArgumentException("maximum must be a positive number, but is " + maximum);
    }
    return new Samples(memory, description.ofIntensity(maximum));
  }

  /**
   * Gives the features names, which results can be told in.
   *
   * @param names one for each feature
   * @return the same samples, sharing this one's memory
   * @throws IllegalArgumentException if there are not as many as features
   */
  public Samples withFeatureNames(List<String> names) {
    if (names.size() != features()) {
      throw new IllegalArgumentException(
          "names must be as many as features, " + features() + ", but are " + names.size());
    }
    return new Samples(memory, description.from(description.origin.named(List.copyOf(names))));
  }

  /**
   * Gives the samples identifiers, which results can be told in.
   *
   * @param ids one for each sample; they need not differ
   * @return the same samples, sharing this one's memory
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public Samples withIds(List<String> ids) {
    if (ids.size() != count()) {
      throw new IllegalArgumentException(
          "ids must be as many as samples, " + count() + ", but are " + ids.size());
    }
    return new Samples(memory, description.from(description.origin.identified(List.copyOf(ids))));
  }

  /** Says where the samples come from. */
  Samples withOrigin(SampleOrigin origin) {
    return new Samples(memory, description.from(origin));
  }

  /** Notes where along a curve each sample lies. */
  Samples withCoordinate(float[] coordinate) {
    return new Samples(memory, description.along(coordinate));
  }

  /**
   * Returns the name.
   *
   * @return the name of the data set or file
   */
  public String name() {
    return description.name;
  }

  /** The type of the native memory. */
  TensorMemory.Type memoryType() {
    return memory.type();
  }

  /**
   * Returns the number of samples.
   *
   * @return the number, at least 1
   */
  public int count() {
    return (int) shape().get(0);
  }

  /**
   * Returns the shape of all.
   *
   * @return (samples, ...)
   */
  public Shape shape() {
    return memory.shape();
  }

  /**
   * Returns the shape of one sample.
   *
   * @return the shape without its first axis
   */
  public Shape sampleShape() {
    return shape().tail();
  }

  /**
   * Returns the number of values of one sample.
   *
   * @return the product of the sample's shape
   */
  public int features() {
    return (int) sampleShape().size();
  }

  /**
   * Returns the size of the image that each sample is.
   *
   * @return the size, or nothing if the samples have neither shape (height, width) nor (height,
   *     width, 1 or 3)
   */
  public Optional<ImageShape> imageShape() {
    return ImageShape.of(sampleShape());
  }

  /**
   * Returns the type of the values.
   *
   * @return {@code TUint8.class}, {@code TFloat32.class} or {@code TFloat64.class}
   */
  public Class<? extends TNumber> type() {
    return switch (memory.type()) {
      case UINT8 -> TUint8.class;
      case FLOAT32 -> TFloat32.class;
      case FLOAT64 -> TFloat64.class;
    };
  }

  boolean isUint8() {
    return memory.isUint8();
  }

  /**
   * Returns the largest value that the type can have: that of the intensities, else 255 for bytes.
   *
   * @return 255 for images of bytes and colours, 16 for digits, nothing for other numbers
   */
  public OptionalDouble maximum() {
    if (description.intensity != null) {
      return OptionalDouble.of(description.intensity);
    }
    return memory.isUint8() ? OptionalDouble.of(BYTE_MAXIMUM) : OptionalDouble.empty();
  }

  /**
   * Tells whether the values are intensities from 0 to {@link #maximum()}, as those of pixels and
   * colours are.
   *
   * @return true for images of bytes, digits and colours
   */
  public boolean intensities() {
    return description.intensity != null;
  }

  /**
   * Returns the tensor itself, which goes on belonging to the samples.
   *
   * @return of the type that {@link #type()} says, not to be closed or written to
   * @throws IllegalStateException if the samples are closed
   */
  public TType tensor() {
    return memory.tensor();
  }

  /**
   * Returns all values as floats, unscaled; those of float64 are rounded.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the samples are closed, or too many for one array
   */
  public float[] toFloats() {
    memory.requireOpen();
    long size = shape().size();
    if (size > LARGEST_JAVA_ARRAY) {
      throw new IllegalStateException(size + " values are too many for one Java array");
    }
    return floats(0, count());
  }

  /**
   * Returns the values of one sample as floats, unscaled; those of float64 are rounded.
   *
   * @param row the sample, from 0
   * @return a new array, row-major
   * @throws IllegalArgumentException if there is no such sample
   * @throws IllegalStateException if the samples are closed
   */
  public float[] row(int row) {
    requireRow("row", row);
    return floats(row, 1);
  }

  /** Returns the values of some samples in a row. */
  float[] floats(int first, int rows) {
    float[] values = new float[Math.multiplyExact(rows, features())];
    memory.read((long) first * features(), values, 0, values.length);
    return values;
  }

  /** Returns the values of some samples in a row, in double precision. */
  double[] doubles(int first, int rows) {
    double[] values = new double[Math.multiplyExact(rows, features())];
    memory.read((long) first * features(), values, 0, values.length);
    return values;
  }

  /**
   * Returns the labels as integers.
   *
   * @return a copy, one for each sample, or nothing if there are none
   */
  public Optional<int[]> labels() {
    return Optional.ofNullable(description.labels).map(Labels::values);
  }

  /**
   * Returns the labels with their names.
   *
   * @return the labels, or nothing if there are none
   */
  public Optional<Labels> namedLabels() {
    return Optional.ofNullable(description.labels);
  }

  /**
   * Returns what the features are called.
   *
   * @return a name for each feature, or nothing if they have none
   */
  public Optional<List<String>> featureNames() {
    return Optional.ofNullable(description.origin.featureNames());
  }

  /**
   * Returns what tells the samples apart, as the identifier column of a table does.
   *
   * @return one text for each sample, or nothing if they have none
   */
  public Optional<List<String>> ids() {
    return Optional.ofNullable(description.origin.ids());
  }

  /**
   * Returns the row of each sample in its source, also after some were left out or selected.
   *
   * @return a copy, one for each sample, from 0; the header of a table does not count
   */
  public int[] rowNumbers() {
    int[] rows = description.origin.rows();
    return rows == null ? IntStream.range(0, count()).toArray() : rows.clone();
  }

  /**
   * Returns how the table was understood from which the samples were read.
   *
   * @return the table, or nothing if they come from elsewhere
   */
  public Optional<TableDescription> table() {
    return Optional.ofNullable(description.origin.table());
  }

  /**
   * Returns which values were missing in the table: what stands there is by {@link MissingValues},
   * or zeros where a text was missing of which each is a feature.
   *
   * @return a copy, (samples, features), or nothing if no value was missing
   */
  public Optional<boolean[][]> missing() {
    return Optional.ofNullable(description.origin.missing())
        .map(rows -> Arrays.stream(rows).map(boolean[]::clone).toArray(boolean[][]::new));
  }

  /**
   * Returns where along a curve each sample lies, for generated sets such as the Swiss roll.
   *
   * @return a copy of the positions, one for each sample, or nothing if the data have none
   */
  public Optional<float[]> coordinate() {
    return Optional.ofNullable(description.coordinate).map(float[]::clone);
  }

  /**
   * Returns a fingerprint of the values, computed when first asked for.
   *
   * @return the SHA-256 of the bytes of the samples, 64 hexadecimal digits
   * @throws IllegalStateException if the samples are closed
   */
  public String hash() {
    return memory.hash();
  }

  /**
   * Copies the first samples.
   *
   * @param limit how many at most
   * @return the first samples, all if there are no more
   * @throws IllegalArgumentException if the limit is below 1
   * @throws IllegalStateException if the samples are closed
   */
  public Samples take(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
    }
    return rows(0, Math.min(limit, count()));
  }

  /**
   * Copies samples that follow each other.
   *
   * @param from the first, from 0
   * @param to the one behind the last
   * @return the samples between
   * @throws IllegalArgumentException if there are no such samples
   * @throws IllegalStateException if the samples are closed
   */
  public Samples rows(int from, int to) {
    if (from < 0 || to > count() || from >= to) {
      throw new IllegalArgumentException(
          "rows must be a range within 0 to "
              + count()
              + " that is not empty, but are "
              + from
              + " to "
              + to);
    }
    long features = features();
    TensorMemory copy =
        TensorMemory.create(
            memory.type(),
            sampleShape().prepend(to - from),
            target -> memory.copyTo(from * features, target, 0, (to - from) * features));
    Description described = description.from(description.origin.range(from, to));
    if (description.labels != null) {
      described = described.labelled(description.labels.range(from, to));
    }
    if (description.coordinate != null) {
      described = described.along(Arrays.copyOfRange(description.coordinate, from, to));
    }
    return new Samples(copy, described);
  }

  /**
   * Copies some samples, in the order given; a sample may come more than once.
   *
   * @param rows the samples, each from 0
   * @return the samples
   * @throws IllegalArgumentException if there is no such sample, or none is asked for
   * @throws IllegalStateException if the samples are closed
   */
  public Samples select(int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows must not be empty");
    }
    for (int i = 0; i < rows.length; i++) {
      requireRow("rows[" + i + "]", rows[i]);
    }
    long features = features();
    TensorMemory copy =
        TensorMemory.create(
            memory.type(),
            sampleShape().prepend(rows.length),
            target -> {
              for (int i = 0; i < rows.length; i++) {
                memory.copyTo(rows[i] * features, target, i * features, features);
              }
            });
    Description described = description.from(description.origin.select(rows));
    if (description.labels != null) {
      described = described.labelled(description.labels.select(rows));
    }
    if (description.coordinate != null) {
      float[] selected = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = description.coordinate[rows[i]];
      }
      described = described.along(selected);
    }
    return new Samples(copy, described);
  }

  /**
   * Draws samples for validation. Both parts keep the order of the samples.
   *
   * @param validationShare the share of the samples to be drawn, between 0 and 1; their number is
   *     rounded
   * @param seed the same seed draws the same samples
   * @return the two parts
   * @throws IllegalArgumentException if the share is not between 0 and 1, or leaves a part empty
   * @throws IllegalStateException if the samples are closed
   */
  public Split split(double validationShare, long seed) {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validation share must be above 0 and below 1, but is " + validationShare);
    }
    int count = count();
    int drawn = (int) Math.round(count * validationShare);
    if (drawn == 0 || drawn == count) {
      throw new IllegalArgumentException(
          "validation share "
              + validationShare
              + " of "
              + count
              + " samples leaves "
              + (drawn == 0 ? "none for validation" : "none for training"));
    }
    BitSet validation = draw(count, drawn, new Random(seed));
    BitSet training = (BitSet) validation.clone();
    training.flip(0, count);
    Samples rest = select(training.stream().toArray());
    try {
      return new Split(rest, select(validation.stream().toArray()));
    } catch (RuntimeException | Error e) {
      rest.close();
      throw e;
    }
  }

  /** Draws without replacement (Floyd's method: one random number for each drawn). */
  private static BitSet draw(int count, int drawn, Random random) {
    BitSet chosen = new BitSet(count);
    for (int last = count - drawn; last < count; last++) {
      int candidate = random.nextInt(last + 1);
      chosen.set(chosen.get(candidate) ? last : candidate);
    }
    return chosen;
  }

  private void requireRow(String name, int row) {
    if (row < 0 || row >= count()) {
      throw new IllegalArgumentException(
          name + " must be from 0 to " + (count() - 1) + ", but is " + row);
    }
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public void close() {
    memory.close();
  }

  private static String text(Shape shape) {
    return shape.isUnknown()
        ? "unknown"
        : LongStream.of(shape.asArray()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  @Override
  public String toString() {
    Labels labels = description.labels;
    return name()
        + ": "
        + text(shape())
        + " "
        + memory.type()
        + (labels == null ? "" : ", " + labels.distinct() + " classes")
        + (memory.isClosed() ? ", closed" : "");
  }
}
