package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.training.TrainingSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The samples of a fit as a machine is trained on them: those to learn from, and those held out
 * with as many of the former beside them, whose free energies are compared.
 */
final class RbmSets implements AutoCloseable {
  static final String BESIDE = "beside";
  static final String BESIDE_LABELS = "beside_labels";

  private final TrainingSet training;
  private final Optional<TrainingSet> held;
  private final Optional<Samples> beside;
  private final Map<String, TType> own = new LinkedHashMap<>();

  private RbmSets(Samples samples, Optional<Samples> validation, boolean withLabels) {
    Map<String, TType> arrays = new LinkedHashMap<>();
    add(arrays, TrainingSet.SAMPLES, TrainingSet.LABELS, samples, withLabels);
    training = TrainingSet.of(arrays);
    beside = validation.map(other -> samples.select(spread(other.count(), samples.count())));
    held = validation.map(other -> set(other, beside.orElseThrow(), withLabels));
  }

  static RbmSets of(Samples samples, Optional<Samples> validation, boolean withLabels) {
    return new RbmSets(samples, validation, withLabels);
  }

  private TrainingSet set(Samples samples, Samples others, boolean withLabels) {
    Map<String, TType> arrays = new LinkedHashMap<>();
    add(arrays, TrainingSet.SAMPLES, TrainingSet.LABELS, samples, withLabels);
    add(arrays, BESIDE, BESIDE_LABELS, others, withLabels);
    return TrainingSet.of(arrays);
  }

  private void add(
      Map<String, TType> arrays, String name, String labels, Samples samples, boolean withLabels) {
    arrays.put(name, samples.tensor());
    if (withLabels) {
      TType numbers = TInt32.vectorOf(samples.labels().orElseThrow());
      own.put(own.size() + labels, numbers);
      arrays.put(labels, numbers);
    }
  }

  /** So many rows of a set, as evenly over it as can be. */
  private static int[] spread(int count, int of) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) ((long) i * of / count);
    }
    return rows;
  }

  TrainingSet training() {
    return training;
  }

  Optional<TrainingSet> held() {
    return held;
  }

  @Override
  public void close() {
    own.values().forEach(TType::close);
    beside.ifPresent(Samples::close);
  }
}
