package io.latent4j.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Samples that stay in their file, an {@code .npy} of any numeric type, because memory does not
 * hold them: rows are read when they are asked for.
 *
 * <pre>{@code
 * try (StreamedSamples all = StreamedSamples.open(Path.of("huge.npy"))) {
 *   StreamedSamples training = all.rows(0, all.count() - 10_000);
 *   StreamedSamples validation = all.rows(all.count() - 10_000, all.count());
 *   try (Samples few = training.read(0, 1, 2)) {
 *     System.out.println(few);
 *   }
 * }
 * }</pre>
 *
 * <p>Reading is fast where the file fits into the operating system's cache, or is on a disk without
 * moving parts; the order in which rows are asked for is the caller's. The file must not change
 * while it is open.
 */
public final class StreamedSamples implements AutoCloseable {

  private final String name;
  private final RowFile file;
  private final int first;
  private final int count;
  private final Optional<int[]> labels;

  private StreamedSamples(String name, RowFile file, int first, int count, Optional<int[]> labels) {
    this.name = name;
    this.file = file;
    this.first = first;
    this.count = count;
    this.labels = labels;
  }

  /**
   * Opens a file; nothing but its header is read.
   *
   * @param npy the file, in C order; the first axis counts the samples
   * @return the samples, to be closed
   * @throws DataFileException if the file is missing, is not as long as its header says, is in
   *     Fortran order, or is of a type that is no number
   */
  public static StreamedSamples open(Path npy) {
    RowFile file = RowFile.open(npy);
    return new StreamedSamples(
        String.valueOf(npy.getFileName()),
        file,
        0,
        Math.toIntExact(file.dimensions()[0]),
        Optional.empty());
  }

  /**
   * Gives the samples labels, which are kept in memory.
   *
   * @param labels one for each sample
   * @return the same samples with labels; what is read has them too
   * @throws IllegalArgumentException if they are not as many as the samples
   */
  public StreamedSamples withLabels(int... labels) {
    if (labels.length != count) {
      throw new IllegalArgumentException(
          "labels must be one for each of " + count + " samples, but are " + labels.length);
    }
    return new StreamedSamples(name, file, first, count, Optional.of(labels.clone()));
  }

  /**
   * A part of the samples, such as those to validate with.
   *
   * @param from the first row
   * @param to the row behind the last
   * @return the part, which needs not be closed and can be used until the whole is closed
   * @throws IllegalArgumentException if the part is empty or reaches beyond the samples
   */
  public StreamedSamples rows(int from, int to) {
    if (from < 0 || from >= to || to > count) {
      throw new IllegalArgumentException(
          "rows must be at least one between 0 and %d, but are %d to %d"
              .formatted(count, from, to));
    }
    return new StreamedSamples(
        name, file, first + from, to - from, labels.map(all -> Arrays.copyOfRange(all, from, to)));
  }

  /**
   * Reads rows into memory.
   *
   * @param rows which, in any order, from 0; rows that follow each other are read at once
   * @return the rows in this order, to be closed: uint8 if that is the file's type, else float32,
   *     or float64 where float32 would lose what tells the rows apart
   * @throws IllegalArgumentException if there is none, or one is not among the samples
   * @throws DataFileException if they can't be read, or have NaN or infinity
   * @throws IllegalStateException if the samples are closed
   */
  public Samples read(int... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows must be at least one, but there are none");
    }
    for (int row : rows) {
      if (row < 0 || row >= count) {
        throw new IllegalArgumentException(
            "rows must be from 0 to %d, but one is %d".formatted(count - 1, row));
      }
    }
    Samples samples = Samples.owning(name, memoryOf(rows));
    return labels.isPresent() ? samples.withLabels(labelsOf(labels.get(), rows)) : samples;
  }

  private TensorMemory memoryOf(int... rows) {
    Shape shape = shape(rows.length);
    return file.exactInFloat32()
        ? TensorMemory.create(
            file.isUint8(),
            shape,
            target ->
                eachRun(rows, (from, number, to) -> file.read(first + from, number, target, to)))
        : NumberMemory.create(
            shape,
            target ->
                eachRun(rows, (from, number, to) -> file.read(first + from, number, target, to)));
  }

  /** Takes rows that follow each other in the file, and where the first of them belongs. */
  private interface RunReader {
    void read(int from, int number, int to);
  }

  private static void eachRun(int[] rows, RunReader reader) {
    int end;
    for (int start = 0; start < rows.length; start = end) {
      end = start + 1;
      while (end < rows.length && rows[end] == rows[end - 1] + 1) {
        end++;
      }
      reader.read(rows[start], end - start, start);
    }
  }

  private static int[] labelsOf(int[] all, int[] rows) {
    int[] some = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = all[rows[i]];
    }
    return some;
  }

  private Shape shape(int rows) {
    long[] dimensions = file.dimensions().clone();
    dimensions[0] = rows;
    return Samples.atLeastTwoAxes(Shape.of(dimensions));
  }

  /**
   * Returns the name.
   *
   * @return the file's name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the number of samples.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  /**
   * Returns the shape of all samples.
   *
   * @return the number of samples, then the sizes of a sample, at least one
   */
  public Shape shape() {
    return shape(count);
  }

  /**
   * Returns the labels.
   *
   * @return a copy of what {@link #withLabels} gave, or nothing
   */
  public Optional<int[]> labels() {
    return labels.map(int[]::clone);
  }

  /** Closes the file, for all parts of it. */
  @Override
  public void close() {
    file.close();
  }

  @Override
  public String toString() {
    return name + ": " + shape() + " in its file";
  }
}
