/**
 * Threads that share rows.
 *
 * <p>Here lives {@link io.latent4j.parallel.Workers}, by which plain Java loops over samples use
 * several cores and still give the same result each time. It knows nothing of what is computed and
 * uses no other package. What does not live here: the threads in which TensorFlow computes, which
 * belong to {@code io.latent4j.engine}.
 *
 * <pre>{@code
 * double[] sums = new double[workers.parts(values.length)];
 * workers.divide(
 *     values.length,
 *     (part, from, to) -> sums[part] = Arrays.stream(values, from, to).sum());
 * double sum = Arrays.stream(sums).sum();
 * }</pre>
 */
package io.latent4j.parallel;
