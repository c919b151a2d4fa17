package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.engine.EngineOptions;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneModel;
import io.latent4j.metrics.Trustworthiness;

/**
 * Embeds the data of a run by t-SNE, and shows them.
 *
 * @param settings how to embed
 * @param host where the program runs
 */
record TsneRun(Tsne settings, Host host) implements Workflow.Work {

  private static final int MOST_FEATURES = 50;
  private static final int TRUSTED_NEIGHBORS = 5;
  private static final int MOST_RANKED = 10_000;
  private static final int DRAWN_OF_MORE = 5_000;

  /** Refuses a perplexity that is too high for the samples. */
  void check(RunData data) {
    Flag.namingFirstWord(() -> settings.check(data.all().count()), "perplexity");
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    RunResult result = new RunResult("t-SNE of " + data.name());
    Samples samples = data.all();
    Rows embedding =
        samples.features() <= MOST_FEATURES
            ? embed(settings, samples, data, engine, result)
            : embedReduced(samples, data, engine, result);
    embedding.addTo(result, "embedding");
    addTrustworthiness(result, samples, embedding, engine);
    new ManifoldPictures("t-SNE", samples).addTo(result, embedding);
    return result;
  }

  private Rows embedReduced(Samples samples, RunData data, EngineOptions engine, RunResult result) {
    int kept = Math.min(MOST_FEATURES, samples.count());
    result.figure("reduced_to", kept);
    Tsne unscaled = settings.withScaling(Scaling.Kind.NONE);
    try (PcaModel pca = Pca.of(kept).withScaling(settings.scaling()).fit(samples, engine);
        Samples reduced = reduced(pca, samples)) {
      TsneModel model = fit(unscaled, reduced, engine);
      data.separateValidation()
          .ifPresent(
              held -> {
                try (Samples other = reduced(pca, held)) {
                  Rows.of(model.transform(other)).addTo(result, "val_embedding");
                }
              });
      return described(model, result);
    }
  }

  private static Samples reduced(PcaModel pca, Samples samples) {
    return Samples.of(pca.transform(samples)).withName(samples.name());
  }

  private Rows embed(
      Tsne options, Samples samples, RunData data, EngineOptions engine, RunResult result) {
    TsneModel model = fit(options, samples, engine);
    data.separateValidation()
        .ifPresent(held -> Rows.of(model.transform(held)).addTo(result, "val_embedding"));
    return described(model, result);
  }

  private TsneModel fit(Tsne options, Samples samples, EngineOptions engine) {
    try (TsneProgress progress = new TsneProgress(host, options.iterations())) {
      return host.interruption().stoppable(() -> options.fit(samples, engine, progress));
    }
  }

  private Rows described(TsneModel model, RunResult result) {
    result.figure("components", settings.components());
    result.figure("perplexity", settings.perplexity());
    result.figure("kl_divergence", model.klDivergence());
    result.figure("iterations", model.iterations());
    result.figure("method", model.method().toString());
    return Rows.of(model.embedding());
  }

  /** Of the data themselves, not of what they were reduced to. */
  private void addTrustworthiness(
      RunResult result, Samples samples, Rows embedding, EngineOptions engine) {
    int count = samples.count();
    int neighbors = Math.min(TRUSTED_NEIGHBORS, (count - 1) / 2);
    if (neighbors == 0) {
      result.figure("trustworthiness", 1.0); // two samples: nothing can be out of order
      return;
    }
    float[] rows =
        ScaledSamples.of(samples, Scaling.fit(samples, settings.scaling())).forDifferences().all();
    result.figure(
        "trustworthiness",
        Trustworthiness.sampled(
            rows,
            samples.features(),
            embedding.values(),
            embedding.columns(),
            neighbors,
            count <= MOST_RANKED ? count : DRAWN_OF_MORE,
            engine.seed(),
            engine.threads()));
  }
}
