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
 * @param flags how to unroll
 * @param limits refuses numbers of samples
 * @param fit does it
 */
record UnrollingRun(
    String method,
    NeighborFlags flags,
    IntConsumer limits,
    BiFunction<Samples, EngineOptions, Embedding> fit)
    implements Workflow.Work {

  private static final String[] FLAGS = {"components", "neighbors"};

  /** Refuses more neighbours or components than there can be. */
  void check(RunData data) {
    Flag.namingFirstWord(() -> limits.accept(data.all().count()), FLAGS);
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    Embedding embedding = Flag.namingFirstWord(() -> fit.apply(data.all(), engine), FLAGS);
    Rows rows = Rows.of(embedding.values());
    RunResult result = new RunResult(method + " of " + data.name());
    rows.addTo(result, "embedding");
    result.figure("components", flags.components());
    result.figure("neighbors", flags.neighbors());
    new ManifoldPictures(method, data.all()).addTo(result, rows);
    return result;
  }
}
