package io.latent4j.cli;

import com.google.gson.Gson;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
 * @param seconds from data in memory to result
 */
record RunProvenance(
    String command,
    List<String> arguments,
    String data,
    String samples,
    int count,
    int features,
    Scaling scaling,
    EngineOptions engine,
    double seconds) {

  static RunProvenance of(
      String command, List<String> arguments, RunData data, EngineOptions engine, double seconds) {
    Samples all = data.all();
    return new RunProvenance(
        command,
        List.copyOf(arguments),
        data.name(),
        all.toString(),
        all.count(),
        all.features(),
        data.scaling(),
        engine,
        seconds);
  }

  /** The same for a part of the work. */
  RunProvenance ofPart(String part, double partSeconds) {
    return new RunProvenance(
        part, arguments, data, samples, count, features, scaling, engine, partSeconds);
  }

  /** The same with another scale. */
  RunProvenance withScaling(Scaling actual) {
    return new RunProvenance(
        command, arguments, data, samples, count, features, actual, engine, seconds);
  }

  void addTo(MetricsFile metrics) {
    metrics
        .put("samples", count)
        .put("features", features)
        .put("seconds", seconds)
        .put("seed", engine.seed())
        .put("data", data)
        .put("command", command)
        .put("version", Versions.current().latent4j())
        .put("scale", scaling.kind().toString());
    if (scaling.offset().length == 1) {
      metrics.put("scale_offset", scaling.offset()[0]);
      metrics.put("scale_factor", scaling.factor()[0]);
    } else {
      // One for each feature: the object is flat, so they stand in a string, as a JSON array.
      metrics.put("scale_offset", new Gson().toJson(scaling.offset()));
      metrics.put("scale_factor", new Gson().toJson(scaling.factor()));
    }
  }

  private String shown() {
    return arguments.stream()
        .map(argument -> argument.matches("\\S+") ? argument : "'" + argument + "'")
        .collect(Collectors.joining(" "));
  }

  void addTo(Report report) {
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
