package io.latent4j.training;

import io.latent4j.engine.Engine;
import io.latent4j.nn.Mode;
import io.latent4j.nn.metrics.SummedMetric;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Computes loss and metrics over sets of any size, a batch at a time. Nothing of a set stays in the
 * engine, so memory is that of a batch.
 *
 * <pre>{@code
 * Evaluator evaluator =
 *     Evaluator.of(
 *         Objective.ofLabels(model, Losses.sparseCategoricalCrossentropyFromLogits())
 *             .withMetric("accuracy", Metrics.sparseCategoricalAccuracy()));
 * Map<String, Double> figures = evaluator.evaluate(test, 1024); // {loss=…, accuracy=…}
 * }</pre>
 *
 * <p>Interrupting the thread ends the work between two batches with a {@link CancellationException}
 * and clears the thread's interrupt status.
 */
public final class Evaluator {
  private final StreamedFunction function;
  private final Map<String, SummedMetric<?>> summed;

  private Evaluator(Engine engine, BatchFunction evaluation) {
    Objects.requireNonNull(evaluation, "evaluation");
    summed = evaluation.summedMetrics();
    function =
        new StreamedFunction(
            Objects.requireNonNull(engine, "engine"), "evaluate", evaluation::apply);
  }

  /**
   * Evaluates an objective as it is in use, without class weights.
   *
   * @param objective the objective
   * @return the evaluator
   */
  public static Evaluator of(Objective<?> objective) {
    return of(
        objective.model().engine(),
        new SummingFunction(
            (tf, batch) -> objective.apply(tf, batch, Mode.INFERENCE), objective.summedMetrics()));
  }

  /**
   * Evaluates any function of a batch.
   *
   * @param engine where the model lives
   * @param evaluation what is computed; it changes nothing
   * @return the evaluator
   */
  public static Evaluator of(Engine engine, BatchFunction evaluation) {
    return new Evaluator(engine, evaluation);
  }

  /**
   * Evaluates.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @return loss and metrics over all samples by name; numbers that are not finite are returned too
   * @throws IllegalArgumentException if the samples do not fit the function, or the batch size is
   *     not positive
   * @throws CancellationException if the thread is interrupted
   */
  public Map<String, Double> evaluate(TrainingSet set, int batchSize) {
    return evaluate(set, batchSize, BatchListener.none());
  }

  /**
   * Evaluates.
   *
   * @param set the samples
   * @param batchSize how many at a time; at least 1
   * @param listener is told after each batch
   * @return loss and metrics over all samples by name; numbers that are not finite are returned too
   * @throws IllegalArgumentException if the samples do not fit the function, or the batch size is
   *     not positive
   * @throws CancellationException if the thread is interrupted
   */
  public Map<String, Double> evaluate(TrainingSet set, int batchSize, BatchListener listener) {
    MeanMetrics means = new MeanMetrics();
    function.forEachBatch(
        set,
        batchSize,
        listener,
        (outputs, from, size) -> means.add(Contribution.of(outputs, size, Set.of(), summed)));
    return means.values();
  }
}
