package io.latent4j.model;

import io.latent4j.data.Samples;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

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
 */
record EstimatorCase<M extends Model>(
    Estimator<M> estimator,
    Function<M, float[][]> results,
    Optional<BiFunction<M, Samples, float[][]>> transform,
    Optional<Function<Path, M>> load,
    boolean isRandom,
    boolean isNarrow) {

  static <M extends Model> EstimatorCase<M> of(
      Estimator<M> estimator, Function<M, float[][]> results) {
    return new EstimatorCase<>(
        estimator, results, Optional.empty(), Optional.empty(), false, false);
  }

  EstimatorCase<M> applied(BiFunction<M, Samples, float[][]> transform) {
    return new EstimatorCase<>(
        estimator, results, Optional.of(transform), load, isRandom, isNarrow);
  }

  EstimatorCase<M> loaded(Function<Path, M> load) {
    return new EstimatorCase<>(
        estimator, results, transform, Optional.of(load), isRandom, isNarrow);
  }

  EstimatorCase<M> random() {
    return new EstimatorCase<>(estimator, results, transform, load, true, isNarrow);
  }

  EstimatorCase<M> narrow() {
    return new EstimatorCase<>(estimator, results, transform, load, isRandom, true);
  }

  Fitted<M> fit(Samples samples, FitOptions how) {
    return new Fitted<>(this, estimator.fit(samples, how));
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
