package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.report.LinePlot;
import io.latent4j.som.SavableMap;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomGrid;
import io.latent4j.som.SomMapping;
import io.latent4j.som.SomModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Trains a self-organising map on the data of a run, and shows it.
 *
 * @param settings the map
 * @param host where the program runs
 * @param verbose whether to print the model
 */
record SomRun(SelfOrganizingMap settings, Host host, boolean verbose) implements Workflow.Work {

  /** Refuses weights that no array can hold. */
  void check(RunData data) {
    SomGrid grid = settings.grid();
    int most = Integer.MAX_VALUE / 8 / data.all().features();
    if (grid.neurons() > most) {
      throw new IllegalArgumentException(
          "--grid must have at most %d neurons for data of %d features, but has %d"
              .formatted(most, data.all().features(), grid.neurons()));
    }
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    SomModel model = fit(data.training(), engine);
    if (verbose) {
      host.err().println(model.summary());
    }
    SomMapping all = data.training() == data.all() ? model.mapping() : model.map(data.all());
    RunResult result = new RunResult("Self-organising map of " + data.name());
    addErrors(result, "", model.mapping());
    data.validation().ifPresent(held -> addErrors(result, "val_", model.map(held)));
    data.test().ifPresent(test -> addErrors(result, "test_", model.map(test)));
    result.figure("iterations", model.history().length);
    addArrays(result, model, all);
    data.separateValidation().ifPresent(held -> addWinners(result, "val_winners", model.map(held)));
    new MapPictures(model, all, data.all()).addTo(result);
    addCurve(result, model.history());
    SavableMap savable = model.savable();
    result.model(savable, savable::close);
    return result;
  }

  private SomModel fit(Samples samples, EngineOptions engine) {
    try (PassProgress progress = new PassProgress(host, settings.iterations())) {
      return host.interruption().stoppable(() -> settings.fit(samples, engine, progress));
    }
  }

  private static void addErrors(RunResult result, String prefix, SomMapping mapping) {
    result
        .figure(prefix + "quantization_error", mapping.quantizationError())
        .figure(prefix + "topographic_error", mapping.topographicError());
  }

  private static void addArrays(RunResult result, SomModel model, SomMapping all) {
    int rows = model.grid().rows();
    int columns = model.grid().columns();
    float[][][] weights = model.weights();
    float[] flat = new float[rows * columns * model.features()];
    for (int neuron = 0; neuron < rows * columns; neuron++) {
      System.arraycopy(
          weights[neuron / columns][neuron % columns],
          0,
          flat,
          neuron * model.features(),
          model.features());
    }
    result.array("weights", flat, rows, columns, model.features());
    addWinners(result, "winners", all);
    Rows.of(model.uMatrix()).addTo(result, "u_matrix");
    result.array("hits", flat(all.hits()), rows, columns);
  }

  private static void addWinners(RunResult result, String name, SomMapping mapping) {
    result.array(name, flat(mapping.winners()), mapping.count(), 2);
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static void addCurve(RunResult result, double[] history) {
    if (history.length > 0) {
      result.picture(
          "learning_curve",
          LinePlot.titled("Quantization error of each pass")
              .axes("pass", "mean distance")
              .series("quantization error", passes(history.length), history),
          "The mean distance of the samples to their winners in each pass");
    }
  }

  private static double[] passes(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }
}
