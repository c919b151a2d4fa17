package io.latent4j.training;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What a model is trained on or evaluated with: named arrays in native memory, with one row for
 * each sample. They stay in their own type; a step gathers its rows, and scales them, where it
 * runs.
 *
 * <p>The arrays are the caller's, who keeps them open as long as the set is used.
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

  private TrainingSet(Map<String, TType> arrays, Scaling scaling, TType ownLabels) {
    this.arrays = arrays;
    this.scaling = scaling;
    this.ownLabels = ownLabels;
    this.count = checkRows(arrays);
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
