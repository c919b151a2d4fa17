package io.latent4j.cli.commands;

import io.latent4j.cli.run.Result;
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
 */
record DemoResult(List<Part> parts) implements Result {

  /**
   * One of them.
   *
   * @param command the command
   * @param result what it found
   * @param seconds how long it took
   */
  record Part(String command, RunResult result, double seconds) {}

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("part", "figure", "value");
    for (Part part : parts) {
      part.result().figures().forEach((name, value) -> table.row(part.command(), name, value));
      table.row(part.command(), "seconds", part.seconds());
    }
    return table;
  }

  /** The files of each part in a folder of its own, and a page with everything on top. */
  @Override
  public void writeTo(Path folder, RunProvenance provenance) throws IOException {
    MetricsFile metrics = new MetricsFile();
    Report report = Report.titled("Latent4J on " + provenance.data());
    provenance.addTo(report);
    for (Part part : parts) {
      part.result()
          .writeTo(
              folder.resolve(part.command()), provenance.ofPart(part.command(), part.seconds()));
      part.result().addFiguresTo(metrics, part.command() + "_");
      report.section(part.result().title());
      report.table(part.result().table(), "Figures");
      part.result().tellOfModel(report, Path.of(part.command()));
      part.result().illustrate(report);
    }
    provenance.addTo(metrics);
    metrics.writeTo(folder.resolve("metrics.json"));
    report.writeTo(folder.resolve("report.html"));
  }

  @Override
  public void close() {
    parts.forEach(part -> part.result().close());
  }
}
