package io.latent4j.training;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Penalties;
import io.latent4j.nn.losses.ClassWeights;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.metrics.Metric;
import io.latent4j.nn.metrics.SummedMetric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * What a network is to learn: the loss of what it makes of the samples, and metrics that are
 * reported beside it, as Keras's {@code compile} takes them.
 *
 * <pre>{@code
 * Objective objective =
 *     Objective.ofLabels(model, Losses.sparseCategoricalCrossentropyFromLogits())
 *         .withMetric("accuracy", Metrics.sparseCategoricalAccuracy())
 *         .withClassWeights(ClassWeights.of(Map.of(3, 10f)));
 * History history = Trainer.minimizing(objective, Adam.of(0.001f)).fit(training, test, options);
 * }</pre>
 *
 * <p>Metrics are exact over all samples, whatever the batches. What layers want added to the loss
 * is part of it.
 *
 * @param <T> the type of the truth: {@link TInt32} where it is the labels, {@link TFloat32} where
 *     it is an array of numbers. Losses and metrics are for the one or the other.
 */
public final class Objective<T extends TType> implements BatchObjective {
  private final Layer model;
  private final Comparison<T> comparison;
  private final Weights weights;
  private final Map<String, Reported<T>> metrics;
  private final Map<String, SummedMetric<?>> summed;

  /**
   * How a prediction is compared with the truth of its batch.
   *
   * @param loss how far it is from it
   * @param truth where the truth is
   * @param classWeights what the classes count that the truth says
   */
  private record Comparison<T extends TType>(
      Loss<T> loss, Function<Batch, Operand<T>> truth, ByClass<T> classWeights) {
    Comparison {
      Objects.requireNonNull(loss, "loss");
    }
  }

  @FunctionalInterface
  private interface ByClass<T extends TType> {
    Operand<TFloat32> weights(ClassWeights classes, Ops tf, Operand<T> truth);
  }

  /** What samples count: an array of weights and weights of classes, each or null. */
  private record Weights(String array, ClassWeights classes) {}

  /** What is reported: a {@link BatchFunction}'s value; weights are null if all count alike. */
  @FunctionalInterface
  private interface Reported<T extends TType> {
    Operand<TFloat32> value(
        Ops tf, Operand<T> truth, Operand<TFloat32> prediction, Operand<TFloat32> weights);
  }

  private Objective(
      Layer model,
      Comparison<T> comparison,
      Weights weights,
      Map<String, Reported<T>> metrics,
      Map<String, SummedMetric<?>> summed) {
    this.model = model;
    this.comparison = comparison;
    this.weights = weights;
    this.metrics = metrics;
    this.summed = summed;
  }

  /**
   * Compares with the labels of the samples.
   *
   * @param model the network, built
   * @param loss how far a prediction is from a label
   * @return the objective, without metrics
   */
  public static Objective<TInt32> ofLabels(Layer model, Loss<TInt32> loss) {
    return comparing(model, new Comparison<>(loss, Batch::labels, ClassWeights::ofLabels));
  }

  /**
   * Compares with an array of the set.
   *
   * @param model the network, built
   * @param loss how far a prediction is from the truth
   * @param truth the name of the array: {@value TrainingSet#SAMPLES} for the samples themselves, as
   *     an autoencoder needs it
   * @return the objective, without metrics
   */
  public static Objective<TFloat32> of(Layer model, Loss<TFloat32> loss, String truth) {
    Objects.requireNonNull(truth, "truth");
    return comparing(
        model, new Comparison<>(loss, batch -> batch.floats(truth), ClassWeights::ofOneHot));
  }

  private static <T extends TType> Objective<T> comparing(Layer model, Comparison<T> comparison) {
    return new Objective<>(
        Objects.requireNonNull(model, "model"),
        comparison,
        new Weights(null, null),
        Map.of(),
        Map.of());
  }

  /**
   * This objective with a metric, in which all samples count alike.
   *
   * @param name its name in histories and logs
   * @param metric the metric, or a loss
   * @return a new objective
   * @throws IllegalArgumentException if the name is blank, taken, {@code loss}, or begins with
   *     {@code val_}
   */
  public Objective<T> withMetric(String name, Metric<T> metric) {
    Objects.requireNonNull(metric, "metric");
    return with(
        name,
        (tf, truth, found, weights) -> BatchFunction.mean(tf, metric.values(tf, truth, found)));
  }

  /**
   * This objective with a metric, in which samples count by their weights, as they do in the loss;
   * but the sum is divided by that of the weights.
   *
   * @param name its name in histories and logs
   * @param metric the metric, or a loss
   * @return a new objective
   * @throws IllegalArgumentException if the name is blank, taken, {@code loss}, or begins with
   *     {@code val_}
   */
  public Objective<T> withWeightedMetric(String name, Metric<T> metric) {
    Objects.requireNonNull(metric, "metric");
    return with(
        name,
        (tf, truth, found, weights) -> {
          Operand<TFloat32> each = metric.values(tf, truth, found);
          return weights == null ? BatchFunction.mean(tf, each) : weighed(tf, each, weights);
        });
  }

  /**
   * This objective with a metric of sums, in which all samples count alike.
   *
   * @param name its name in histories and logs
   * @param metric the metric
   * @return a new objective
   * @throws IllegalArgumentException if the name is blank, taken, {@code loss}, or begins with
   *     {@code val_}
   */
  public Objective<T> withSummedMetric(String name, SummedMetric<T> metric) {
    Objects.requireNonNull(metric, "metric");
    return with(name, (tf, truth, found, weights) -> metric.sums(tf, truth, found, null))
        .summing(name, metric);
  }

  /**
   * This objective with a metric of sums, in which samples count by their weights.
   *
   * @param name its name in histories and logs
   * @param metric the metric
   * @return a new objective
   * @throws IllegalArgumentException if the name is blank, taken, {@code loss}, or begins with
   *     {@code val_}
   */
  public Objective<T> withWeightedSummedMetric(String name, SummedMetric<T> metric) {
    Objects.requireNonNull(metric, "metric");
    return with(name, metric::sums).summing(name, metric);
  }

  private Objective<T> summing(String name, SummedMetric<T> metric) {
    Map<String, SummedMetric<?>> all = new LinkedHashMap<>(summed);
    all.put(name, metric);
    return new Objective<>(model, comparison, weights, metrics, all);
  }

  private Objective<T> with(String name, Reported<T> reported) {
    boolean reserved = name.equals(BatchFunction.LOSS) || name.startsWith("val_");
    if (name.isBlank() || reserved || metrics.containsKey(name)) {
      throw new IllegalArgumentException(
          "name of a metric must be new, not blank, not '%s' and not begin with 'val_', but is '%s'"
              .formatted(BatchFunction.LOSS, name));
    }
    Map<String, Reported<T>> all = new LinkedHashMap<>(metrics);
    all.put(name, reported);
    return new Objective<>(model, comparison, weights, all, summed);
  }

  /**
   * This objective with a weight for each sample, in training and evaluation. As in Keras, the
   * weighed losses are divided by the number of samples.
   *
   * @param array the name of the array that has them: one for each sample, or for each value of the
   *     loss
   * @return a new objective
   */
  public Objective<T> withSampleWeights(String array) {
    Objects.requireNonNull(array, "array");
    return new Objective<>(model, comparison, new Weights(array, weights.classes), metrics, summed);
  }

  /**
   * This objective with a weight for each class, in training only, as in Keras. Weights of samples
   * are multiplied by them.
   *
   * @param classes the weights by label or, where the truth is one-hot, by place
   * @return a new objective
   */
  public Objective<T> withClassWeights(ClassWeights classes) {
    Objects.requireNonNull(classes, "classes");
    return new Objective<>(model, comparison, new Weights(weights.array, classes), metrics, summed);
  }

  /**
   * The network.
   *
   * @return the network that learns
   */
  public Layer model() {
    return model;
  }

  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch, Mode mode) {
    try (Penalties penalties = Penalties.on(model.engine())) {
      Operand<TFloat32> prediction = model.call(tf, batch.samples(), mode);
      Operand<TFloat32> factors = factors(tf, batch, mode);
      Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
      values.put(
          BatchFunction.LOSS,
          tf.math.add(loss(tf, batch, prediction, factors), penalties.total(tf)));
      metrics.forEach(
          (name, reported) ->
              values.put(
                  name, reported.value(tf, comparison.truth.apply(batch), prediction, factors)));
      return values;
    }
  }

  @Override
  public Map<String, SummedMetric<?>> summedMetrics() {
    return Collections.unmodifiableMap(summed);
  }

  private Operand<TFloat32> loss(
      Ops tf, Batch batch, Operand<TFloat32> prediction, Operand<TFloat32> factors) {
    Operand<T> truth = comparison.truth.apply(batch);
    return factors == null
        ? comparison.loss.apply(tf, truth, prediction)
        : comparison.loss.apply(tf, truth, prediction, factors);
  }

  /** What the samples of a batch count, or null if all count alike. */
  private Operand<TFloat32> factors(Ops tf, Batch batch, Mode mode) {
    Operand<TFloat32> ofSamples = weights.array == null ? null : batch.floats(weights.array);
    if (weights.classes == null || mode != Mode.TRAINING) {
      return ofSamples;
    }
    Operand<TFloat32> ofClasses =
        comparison.classWeights.weights(weights.classes, tf, comparison.truth.apply(batch));
    if (ofSamples == null) {
      return ofClasses;
    }
    int rank = Math.max(rank(ofSamples), rank(ofClasses));
    return tf.math.mul(withRank(tf, ofSamples, rank), withRank(tf, ofClasses, rank));
  }

  private static int rank(Operand<TFloat32> values) {
    return values.shape().numDimensions();
  }

  private static Operand<TFloat32> withRank(Ops tf, Operand<TFloat32> values, int rank) {
    Operand<TFloat32> expanded = values;
    for (int axis = rank(values); axis < rank; axis++) {
      expanded = tf.expandDims(expanded, tf.constant(-1));
    }
    return expanded;
  }

  /** As in Keras, a sample with one weight and many values counts with the mean of these. */
  private static Operand<TFloat32> weighed(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> factors) {
    Operand<TFloat32> each = values;
    for (int axis = rank(values); axis > rank(factors); axis--) {
      each = tf.math.mean(each, tf.constant(-1));
    }
    Operand<TFloat32> flat = flat(tf, factors);
    return BatchFunction.ratio(
        tf,
        tf.reduceSum(tf.math.mul(flat(tf, each), flat), tf.constant(0)),
        tf.reduceSum(flat, tf.constant(0)));
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> values) {
    return tf.reshape(values, tf.constant(new int[] {-1}));
  }
}
