package io.latent4j.cli.reproduce;

import io.latent4j.cli.run.Result;
import io.latent4j.engine.Versions;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Report;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Published figures beside ours.
 *
 * @param outcomes in the order they are shown
 * @param seed the seed of each first run
 */
record OutcomeTable(List<Outcome> outcomes, long seed) implements Result {

  private static final String SCORES =
      "All generators on one scale, as the command score has it: means over the seeds";

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("system", "figure", "published", "ours", "seconds");
    for (Outcome outcome : outcomes) {
      PublishedFigure published = outcome.published();
      table.row(
          published.name(),
          published.figure(),
          published.published(),
          outcome.ours(),
          String.format(Locale.ROOT, "%.1f", outcome.seconds()));
    }
    return table;
  }

  private TextTable differences() {
    TextTable table = TextTable.columns("system", "command", "what differs");
    for (Outcome outcome : outcomes) {
      PublishedFigure published = outcome.published();
      table.row(published.name(), published.line(), outcome.difference());
    }
    return table;
  }

  /** The generators on one scale: all figures of those that have more than one. */
  Optional<TextTable> scores() {
    List<Outcome> scored = outcomes.stream().filter(outcome -> !outcome.more().isEmpty()).toList();
    if (scored.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = scored.get(0).published().more();
    List<String> columns = new ArrayList<>(List.of("system", scored.get(0).published().figure()));
    columns.addAll(names);
    TextTable table = TextTable.columns(columns.toArray(new String[0]));
    for (Outcome outcome : scored) {
      List<Object> row = new ArrayList<>();
      row.add(outcome.published().name());
      row.add(short4(outcome.mean()));
      names.forEach(
          name -> {
            OptionalDouble mean = outcome.mean(name);
            row.add(mean.isPresent() ? short4(mean.getAsDouble()) : "");
          });
      table.row(row.toArray());
    }
    return Optional.of(table);
  }

  private static String short4(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  @Override
  public void writeTo(Path folder) throws IOException {
    MetricsFile metrics = new MetricsFile();
    for (Outcome outcome : outcomes) {
      String name = outcome.published().name();
      if (outcome.values().length > 0) {
        metrics.put(name, outcome.mean());
        metrics.put(name + "_deviation", outcome.deviation());
        metrics.put(name + "_seeds", outcome.values().length);
      }
      outcome
          .published()
          .more()
          .forEach(
              more -> outcome.mean(more).ifPresent(value -> metrics.put(name + "_" + more, value)));
      metrics.put(name + "_published", outcome.published().published());
      metrics.put(name + "_difference", outcome.difference());
      metrics.put(name + "_seconds", outcome.seconds());
      outcome.failure().ifPresent(reason -> metrics.put(name + "_failure", reason));
    }
    metrics
        .put("seconds", outcomes.stream().mapToDouble(Outcome::seconds).sum())
        .put("seed", seed)
        .put("command", "reproduce")
        .put("version", Versions.current().latent4j())
        .writeTo(folder.resolve("metrics.json"));
    Report report =
        Report.titled("Published figures, and ours")
            .table(table(), "Mean and standard deviation over the seeds");
    scores().ifPresent(scores -> report.table(scores, SCORES));
    report
        .table(differences(), "What was run, and what differs from the published run")
        .writeTo(folder.resolve("report.html"));
  }

  @Override
  public void close() {
    // There is no native memory.
  }
}
