/**
 * Restricted Boltzmann machines and deep belief networks, which are stacks of them: features
 * without labels, samples that a model makes of its own, and networks that start from both.
 *
 * <p>What is here: the machines ({@link io.latent4j.boltzmann.Rbm}), how they learn ({@link
 * io.latent4j.boltzmann.ContrastiveDivergence}), chains of Gibbs sampling and their diagnostics,
 * and how likely a machine holds samples. What is not: machines for ratings, which are
 * recommendations, and networks that are trained from random weights.
 *
 * <pre>{@code
 * Rbm rbm =
 *     Rbm.of(500)
 *         .withLearning(
 *             ContrastiveDivergence.of(1)
 *                 .withPersistent(true)
 *                 .withInit(WeightStart.NORMAL)
 *                 .withBiasFromMeans(true)
 *                 .withBinarize(Binarization.SAMPLE))
 *         .withLearningRate(0.05)
 *         .withSchedule(RateSchedule.COSINE);
 * try (RbmModel model = rbm.fit(training, validation)) {
 *   PartitionEstimate partition = model.estimateLogPartition(training, Annealing.usual());
 *   double nats =
 *       model.logLikelihood(test, partition.logPartition(), Binarization.SAMPLE, 1);
 *   float[][] digits = model.sample(GibbsSampling.of(10)).lastMeans();
 * }
 * }</pre>
 */
package io.latent4j.boltzmann;
