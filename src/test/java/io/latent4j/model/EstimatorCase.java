package io.latent4j.model;

import io.latent4j.data.Samples;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An estimator, and what its models can do.
 *
 * @param <M> its model
 * @param estimator the estimator
 * @param results what a model holds, whether it was fitted or loaded
 * @param transform what it makes of other samples, if it can
 * @param load reads it from a file, if it can be saved
 * @param isRandom whether the seed matters to the results
 * @param isNarrow whether many features are too many, as where all pairs of them count
 * @param isLabelled whether samples need labels; those that have none are given two in turns
 */
record EstimatorCase<M extends Model>(
    Estimator<M> estimator,
    Function<M, float[][]> results,
    Optional<BiFunction<M, Samples, float[][]>> transform,
    Optional<Function<Path, M>> load,
    boolean isRandom,
    boolean isNarrow,
    boolean isLabelled) {

  static <M extends Model> EstimatorCase<M> of(
      Estimator<M> estimator, Function<M, float[][]> results) {
    return new EstimatorCase<>(
        estimator, results, Optional.empty(), Optional.empty(), false, false, false);
  }

  EstimatorCase<M> applied(BiFunction<M, Samples, float[][]> transform) {
    return new EstimatorCase<>(
        estimator, results, Optional.of(transform), load, isRandom, isNarrow, isLabelled);
  }

  EstimatorCase<M> loaded(Function<Path, M> load) {
    return new EstimatorCase<>(
        estimator, results, transform, Optional.of(load), isRandom, isNarrow, isLabelled);
  }

  EstimatorCase<M> random() {
    return new EstimatorCase<>(estimator, results, transform, load, true, isNarrow, isLabelled);
  }

  EstimatorCase<M> narrow() {
    return new EstimatorCase<>(estimator, results, transform, load, isRandom, true, isLabelled);
  }

  EstimatorCase<M> labelled() {
    return new EstimatorCase<>(estimator, results, transform, load, isRandom, isNarrow, true);
  }

  void check(Samples samples) {
    estimator.check(prepared(samples));
  }

  Fitted<M> fit(Samples samples, FitOptions how) {
    FitOptions own = how.validation().map(held -> how.withValidation(prepared(held))).orElse(how);
    return new Fitted<>(this, estimator.fit(prepared(samples), own));
  }

  private Samples prepared(Samples samples) {
    return isLabelled && samples.labels().isEmpty()
        ? samples.withLabels(IntStream.range(0, samples.count()).map(row -> row % 2).toArray())
        : samples;
  }

  Fitted<M> load(Path folder) {
    return new Fitted<>(this, load.orElseThrow().apply(folder));
  }

  @Override
  public String toString() {
    return estimator.toString();
  }

  /** A model of an estimator. */
  record Fitted<M extends Model>(EstimatorCase<M> origin, M model) implements AutoCloseable {

    float[][] results() {
      return origin.results.apply(model);
    }

    /** What the model makes of samples; nothing if it can't make anything of them. */
    float[][] apply(Samples samples) {
      return origin.transform.map(use -> use.apply(model, samples)).orElse(new float[0][]);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
