package io.latent4j.decomposition;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model was fitted with and on.
 *
 * @param options the options
 * @param solver the solver that was used, never {@link PcaSolver#AUTO}
 * @param samples how many samples there were
 * @param features how many features each has
 * @param provenance the same for the user, with the data's name and hash
 */
record FittedPca(Pca options, PcaSolver solver, int samples, int features, Provenance provenance) {

  static FittedPca of(Pca options, PcaSolver solver, Samples samples, EngineOptions engine) {
    Map<String, Object> named =
        Map.of(
            "components", options.components(),
            "solver", solver,
            "center", options.center(),
            "whiten", options.whitening(),
            "scale", options.scaling());
    return new FittedPca(
        options,
        solver,
        samples.count(),
        samples.features(),
        Provenance.of("pca", new TreeMap<>(named), engine, samples));
  }
}
