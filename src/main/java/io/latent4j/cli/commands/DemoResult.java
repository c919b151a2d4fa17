package io.latent4j.cli.commands;

import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Report;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of several commands on the same data.
 *
 * @param parts in the order they are shown
 * @param run how they came about
 */
record DemoResult(List<RunResult> parts, RunDescription run) implements Result {

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("part", "figure", "value");
    for (RunResult part : parts) {
      String command = part.run().command();
      part.results().figures().forEach((name, value) -> table.row(command, name, value));
      table.row(command, "seconds", part.run().seconds());
    }
    return table;
  }

  /** The files of each part in a folder of its own, and a page with everything on top. */
  @Override
  public void writeTo(Path folder) throws IOException {
    double seconds = parts.stream().mapToDouble(part -> part.run().seconds()).sum();
    RunDescription whole = run.withEnd(run.scaling(), seconds);
    MetricsFile metrics = new MetricsFile();
    Report report = Report.titled("Latent4J on " + run.data());
    whole.addTo(report);
    for (RunResult part : parts) {
      String command = part.run().command();
      part.writeTo(folder.resolve(command));
      part.metrics(command + "_", metrics);
      report.section(part.title());
      report.table(part.table(), "Figures");
      part.describeIn(report, Path.of(command));
    }
    whole.addTo(metrics);
    metrics.writeTo(folder.resolve("metrics.json"));
    report.writeTo(folder.resolve("report.html"));
  }

  @Override
  public void close() {
    parts.forEach(RunResult::close);
  }
}
