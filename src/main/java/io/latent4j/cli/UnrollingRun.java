package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.manifold.Embedding;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/**
 * Unrolls the data of a run, and shows them before and after.
 *
 * @param method its name
 * @param limits refuses numbers of samples
 * @param fit does it
 */
record UnrollingRun(
    String method, IntConsumer limits, BiFunction<Samples, EngineOptions, Embedding> fit)
    implements Workflow.Work {

  /** Refuses more neighbours or components than there can be. */
  void check(RunData data) {
    ManifoldPictures.namingFlags(() -> limits.accept(data.all().count()));
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    RunResult result = new RunResult(method + " of " + data.name());
    Embedding embedding = fit.apply(data.all(), engine);
    Rows rows = Rows.of(embedding.values());
    rows.addTo(result, "embedding");
    result.figure("components", rows.columns());
    result.figure("neighbors", embedding.provenance().options().get("neighbors"));
    new ManifoldPictures(method, data.all()).addTo(result, rows);
    return result;
  }
}
