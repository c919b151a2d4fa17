package io.latent4j.cli.run;

import io.latent4j.engine.ModelFunction;
import io.latent4j.model.Model;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Report;
import io.latent4j.report.Scatter3d;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command found, and the files that it becomes.
 *
 * @param title what it is, for the report
 * @param results what was found
 * @param model what was learned, closed with this
 * @param isNew whether the model was learned in this run, and is to be saved
 * @param run how it came about
 */
public record RunResult(
    String title, Results results, Optional<Model> model, boolean isNew, RunDescription run)
    implements Result {

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("figure", "value");
    results.figures().forEach(table::row);
    return table;
  }

  @Override
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Results.FileWriter> file : results.files().entrySet()) {
      boolean isFolder = file.getKey().startsWith("./");
      file.getValue().writeTo(isFolder ? folder : folder.resolve(file.getKey()));
    }
    for (var illustration : results.illustrations()) {
      illustration.picture().writeTo(folder.resolve(illustration.name() + ".png"));
    }
    if (isSaved()) {
      model.orElseThrow().save(folder.resolve("model"));
    }
    results.models().forEach((name, other) -> other.save(folder.resolve(name)));
    metrics().writeTo(folder.resolve("metrics.json"));
    Report report = Report.titled(title).figures(metrics("", new MetricsFile()));
    run.addTo(report);
    describeIn(report, Path.of(""));
    report.writeTo(folder.resolve("report.html"));
  }

  private boolean isSaved() {
    return isNew && model.flatMap(Model::savable).isPresent();
  }

  private MetricsFile metrics() {
    MetricsFile metrics = metrics("", new MetricsFile());
    model.ifPresent(learned -> run.addOptions(metrics, learned.provenance()));
    run.addTo(metrics);
    return metrics;
  }

  /** Adds the figures to others, with something before their names. */
  public MetricsFile metrics(String prefix, MetricsFile metrics) {
    results.figures().forEach((name, value) -> metrics.put(prefix + name, value));
    return metrics;
  }

  /** Tells in a report where the model is and what it offers, and shows the pictures. */
  public void describeIn(Report report, Path folder) {
    if (isSaved()) {
      String functions =
          model.orElseThrow().savable().orElseThrow().functions().stream()
              .map(ModelFunction::name)
              .collect(Collectors.joining(", "));
      String place = folder.resolve("model").toString().replace('\\', '/');
      report.text("%s/ is a SavedModel with the functions %s.".formatted(place, functions));
    }
    for (var illustration : results.illustrations()) {
      if (illustration.picture() instanceof Scatter3d plot) {
        report.scatter3d(plot, illustration.caption());
      } else {
        report.picture(illustration.picture(), illustration.caption());
      }
    }
    results.tables().forEach((caption, table) -> report.table(table, caption));
  }

  @Override
  public void close() {
    model.ifPresent(Model::close);
    results.close();
  }
}
