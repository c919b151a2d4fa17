package io.latent4j.model;

import io.latent4j.data.Samples;

/**
 * Learns a model from samples. An estimator is its options, a record: it can't change, and may be
 * used by several threads.
 *
 * @param <M> what it gives
 */
public interface Estimator<M extends Model> extends Options {

  /**
   * What it is called in provenance, files and reports, and as a command.
   *
   * @return such as {@code fuzzy-cmeans}
   */
  String name();

  /**
   * Refuses samples that it can't learn from, before any work is done.
   *
   * @param samples the samples
   * @throws IllegalArgumentException if the samples or an option won't do; the message says which,
   *     what it must be and what it is
   * @throws IllegalStateException if the samples are closed
   */
  void check(Samples samples);

  /**
   * Learns. Samples of more than two axes are flattened, row-major, unless the estimator says
   * otherwise. When the thread is interrupted or a listener wants it, the work ends at the next
   * step, the model is the best so far and {@link Model#interrupted()}; the thread stays
   * interrupted.
   *
   * @param samples what to learn from; they are not needed any more afterwards
   * @param how how to compute, what to check on, whom to tell
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #check}, and if validation samples have another
   *     number of features
   * @throws IllegalStateException if samples are closed
   */
  M fit(Samples samples, FitOptions how);

  /**
   * Learns with the default options.
   *
   * @param samples what to learn from
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #check}
   * @throws IllegalStateException if the samples are closed
   */
  default M fit(Samples samples) {
    return fit(samples, FitOptions.defaults());
  }

  /**
   * Learns, and checks on other samples meanwhile.
   *
   * @param samples what to learn from
   * @param validation what to check on
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #fit(Samples, FitOptions)}
   * @throws IllegalStateException if samples are closed
   */
  default M fit(Samples samples, Samples validation) {
    return fit(samples, FitOptions.defaults().withValidation(validation));
  }
}
