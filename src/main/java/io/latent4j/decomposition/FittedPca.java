package io.latent4j.decomposition;

import io.latent4j.data.Provenance;

/**
 * What a model was fitted with and on.
 *
 * @param options the options
 * @param solver the solver that was used, never {@link PcaSolver#AUTO}
 * @param samples how many samples there were
 * @param features how many features each has
 * @param provenance the same for the user, with the data's name and hash
 */
record FittedPca(Pca options, PcaSolver solver, int samples, int features, Provenance provenance) {}
