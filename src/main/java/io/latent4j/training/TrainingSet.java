package io.latent4j.training;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.StreamedSamples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What a model is trained on or evaluated with: named arrays with one row for each sample.
 *
 * <p>Arrays in native memory stay in their own type; a step gathers its rows, and scales them,
 * where it runs. What memory does not hold is a stream: batches that are read from a file or come
 * from any {@link BatchSource}, one at a time.
 *
 * <pre>{@code
 * try (StreamedSamples stream = StreamedSamples.open(Path.of("huge.npy"))) {
 *   Scaling scaling = Scaling.none(); // or Scaling.fit(some, kind) of some that are read
 *   trainer.fit(TrainingSet.of(stream, scaling), TrainingOptions.of(10, 256));
 * }
 * }</pre>
 *
 * <p>Arrays, samples and streams are the caller's, who keeps them open as long as the set is used.
 */
public final class TrainingSet implements AutoCloseable {
  /** The name of the samples. */
  public static final String SAMPLES = "x";

  /** The name of the labels. */
  public static final String LABELS = "labels";

  private final Map<String, TType> arrays;
  private final Scaling scaling;
  private final int count;
  private final TType ownLabels;
  private final BatchSource source;

  private TrainingSet(Map<String, TType> arrays, Scaling scaling, TType ownLabels) {
    this.arrays = arrays;
    this.scaling = scaling;
    this.ownLabels = ownLabels;
    this.source = null;
    this.count = checkRows(arrays);
  }

  private TrainingSet(BatchSource source, int count, Scaling scaling) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, but is " + count);
    }
    this.arrays = Map.of();
    this.scaling = scaling;
    this.ownLabels = null;
    this.source = source;
    this.count = count;
  }

  /**
   * Samples that stay in their file, as {@value #SAMPLES}, and their labels if they have any, as
   * {@value #LABELS}. Training on them gives what training on the same samples in memory does, bit
   * for bit where float32 holds the numbers of the file.
   *
   * @param samples the samples, open as long as the set is used
   * @param scaling how a step scales them
   * @return the set
   */
  public static TrainingSet of(StreamedSamples samples, Scaling scaling) {
    return new TrainingSet(
        new StreamedBatches(samples), samples.count(), Objects.requireNonNull(scaling, "scaling"));
  }

  /**
   * Batches from anywhere, which are not scaled.
   *
   * @param count how many samples an epoch has; the source must give as many in each pass
   * @param source makes the batches
   * @return the set
   * @throws IllegalArgumentException if the count is below 1
   */
  public static TrainingSet of(int count, BatchSource source) {
    return new TrainingSet(Objects.requireNonNull(source, "source"), count, null);
  }

  /**
   * The samples, as {@value #SAMPLES}, and their labels if they have any, as {@value #LABELS}.
   *
   * @param samples the samples
   * @param scaling how a step scales them
   * @return the set
   */
  public static TrainingSet of(Samples samples, Scaling scaling) {
    Map<String, TType> arrays = new LinkedHashMap<>();
    arrays.put(SAMPLES, samples.tensor());
    TType labels = samples.labels().map(values -> (TType) TInt32.vectorOf(values)).orElse(null);
    if (labels != null) {
      arrays.put(LABELS, labels);
    }
    return new TrainingSet(arrays, Objects.requireNonNull(scaling, "scaling"), labels);
  }

  /**
   * Named arrays, which are not scaled.
   *
   * @param arrays the arrays, with as many rows each; integers become float32 when a step asks for
   *     floats
   * @return the set
   * @throws IllegalArgumentException if there is none, or their numbers of rows differ
   */
  public static TrainingSet of(Map<String, ? extends TType> arrays) {
    return new TrainingSet(new LinkedHashMap<>(arrays), null, null);
  }

  private static int checkRows(Map<String, TType> arrays) {
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException("arrays must be at least one, but there are none");
    }
    long rows = -1;
    for (Map.Entry<String, TType> array : arrays.entrySet()) {
      if (array.getValue().rank() == 0) {
        throw new IllegalArgumentException(
            "array '" + array.getKey() + "' must have rows, but is a scalar");
      }
      long own = array.getValue().shape().get(0);
      if (rows >= 0 && own != rows) {
        throw new IllegalArgumentException(
            "array '%s' must have %d rows like the others, but has %d"
                .formatted(array.getKey(), rows, own));
      }
      rows = own;
    }
    if (rows == 0) {
      throw new IllegalArgumentException("arrays must have at least one row, but have none");
    }
    return Math.toIntExact(rows);
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  Map<String, TType> arrays() {
    return arrays;
  }

  /** Where batches come from if they are not in memory. */
  Optional<BatchSource> source() {
    return Optional.ofNullable(source);
  }

  /** How samples are scaled, or null if they are not. */
  Scaling scalingOf(String array) {
    return array.equals(SAMPLES) ? scaling : null;
  }

  /** Releases what belongs to this set alone; the samples stay open. */
  @Override
  public void close() {
    if (ownLabels != null) {
      ownLabels.close();
    }
  }
}
