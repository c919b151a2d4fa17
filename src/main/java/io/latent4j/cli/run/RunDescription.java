package io.latent4j.cli.run;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import io.latent4j.model.Provenance;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How results came about.
 *
 * @param command the command
 * @param arguments the whole command line
 * @param data what {@code --data} named
 * @param samples what that holds, in words
 * @param count the number of samples
 * @param features the number of values of each
 * @param scaling how they were scaled
 * @param engine how was computed
 * @param seconds from data in memory to model and arrays
 * @param table how a table was understood, by name; empty for other data
 */
public record RunDescription(
    String command,
    List<String> arguments,
    String data,
    String samples,
    int count,
    int features,
    Scaling scaling,
    EngineOptions engine,
    double seconds,
    Map<String, Object> table) {

  /** A run on data. */
  public static RunDescription of(
      String command, List<String> arguments, RunData data, EngineOptions engine) {
    Samples all = data.all();
    return new RunDescription(
        command,
        List.copyOf(arguments),
        data.name(),
        all.toString(),
        all.count(),
        all.features(),
        data.scaling(),
        engine,
        0,
        all.table().map(TableDescription::toMap).orElse(Map.of()));
  }

  /** The same of another command, such as a part of the work. */
  public RunDescription of(String other) {
    return new RunDescription(
        other, arguments, data, samples, count, features, scaling, engine, seconds, table);
  }

  /** The same with what is known afterwards. */
  public RunDescription withEnd(Scaling actual, double took) {
    return new RunDescription(
        command, arguments, data, samples, count, features, actual, engine, took, table);
  }

  /** Adds the options of what was learned. */
  void addOptions(MetricsFile metrics, Provenance provenance) {
    provenance.options().forEach((name, value) -> metrics.put("option_" + name, value));
    if (provenance.interrupted()) {
      metrics.put("interrupted", true);
    }
  }

  /** Adds the same to the figures. */
  public void addTo(MetricsFile metrics) {
    metrics
        .put("samples", count)
        .put("features", features)
        .put("seconds", seconds)
        .put("seed", engine.seed())
        .put("data", data)
        .put("command", command)
        .put("version", Versions.current().latent4j())
        .put("scale", scaling.kind().toString());
    table.forEach(metrics::put);
    metrics.put("scale_offset", one(DoubleStream.of(scaling.offset()).boxed().toList()));
    metrics.put("scale_factor", one(floats(scaling.factor())));
  }

  /** One number for all features, or a list with one for each. */
  private static Object one(List<? extends Number> values) {
    return values.size() == 1 ? values.get(0) : values;
  }

  private static List<Float> floats(float... values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private String shown() {
    return arguments.stream()
        .map(argument -> argument.matches("\\S+") ? argument : "'" + argument + "'")
        .collect(Collectors.joining(" "));
  }

  /** Tells it in a report. */
  public void addTo(Report report) {
    Versions versions = Versions.current();
    report
        .run("Command", "latent4j " + shown())
        .run("Data", samples)
        .run("Scale", scaling.toString())
        .run("Seed", String.valueOf(engine.seed()))
        .run(
            "Computed",
            "in %s with %d threads, device %s"
                .formatted(engine.precision(), engine.threads(), engine.device()))
        .run("Took", String.format(Locale.ROOT, "%.1f s", seconds))
        .run(
            "Versions",
            "Latent4J %s, TensorFlow %s, Java %s"
                .formatted(
                    versions.latent4j(), versions.tensorflow(), Runtime.version().toString()));
  }
}
