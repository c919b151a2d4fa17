package io.latent4j.manifold;

/**
 * Where t-SNE ended.
 *
 * @param positions (components, points)
 * @param divergence the Kullback-Leibler divergence there
 * @param iterations how many steps were done
 * @param method how it was computed
 */
record TsneResult(float[][] positions, double divergence, int iterations, TsneMethod method) {}
