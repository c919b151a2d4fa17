/**
 * What is reported beside a loss while a network is trained, computed in its graph.
 *
 * <p>Most are means over samples, {@link io.latent4j.nn.metrics.Metric}; others are functions of
 * sums over all of them, {@link io.latent4j.nn.metrics.SummedMetric}.
 *
 * <p>Not here: measures of clusters and of labels that are arrays, which are in {@code
 * io.latent4j.metrics}.
 *
 * <pre>{@code
 * Operand<TFloat32> accuracy =
 *     Metrics.sparseCategoricalAccuracy().apply(tf, labels, model.call(tf, x, Mode.INFERENCE));
 * }</pre>
 */
package io.latent4j.nn.metrics;
