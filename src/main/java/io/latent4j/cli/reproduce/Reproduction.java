package io.latent4j.cli.reproduce;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.OutputFolder;
import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.files.WholeFile;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Runs of published settings, each in a folder of its own, and the table of all. A run that is
 * complete isn't done again, and one that trained by steps goes on where it was ended.
 *
 * @param host where to tell how it goes
 * @param program runs command lines
 * @param out the folder of all
 * @param seeds with which seeds to run each
 * @param epochs the number of epochs, where it isn't the published one
 * @param changes flags for every run that change what comes out, and are told as differences
 * @param shared flags for every run that don't
 */
public record Reproduction(
    Host host,
    Program program,
    Path out,
    Seeds seeds,
    OptionalInt epochs,
    List<String> changes,
    List<String> shared) {

  private static final String DONE = "reproduced.txt";
  private static final String METRICS = "metrics.json";

  /** Runs command lines as if they had been typed. */
  @FunctionalInterface
  public interface Program {

    /** Runs one, and returns its exit status. */
    int run(Host host, String... arguments);
  }

  /**
   * Seeds one after the other.
   *
   * @param first the first
   * @param count how many
   */
  public record Seeds(long first, int count) {}

  private record Run(
      OptionalDouble value, Map<String, Double> more, double seconds, String failure) {
    static Run failed(String reason) {
      return new Run(OptionalDouble.empty(), Map.of(), 0, reason);
    }
  }

  /**
   * Runs settings, and writes the table anew after each.
   *
   * @param figures what to reproduce
   * @return the table; it ends where the program was interrupted
   */
  public Result of(List<PublishedFigure> figures) throws IOException {
    OutputFolder folder = new OutputFolder(out);
    folder.requireWritable();
    List<Outcome> outcomes = new ArrayList<>();
    OutcomeTable table = new OutcomeTable(outcomes, seeds.first());
    for (PublishedFigure figure : figures) {
      Outcome outcome = outcome(figure);
      if (host.interruption().isRequested()) {
        break;
      }
      outcomes.add(outcome);
      folder.replace(table::writeTo);
    }
    return table;
  }

  /** Whether any of a table's runs failed. */
  public static boolean hasFailures(Result table) {
    return ((OutcomeTable) table)
        .outcomes().stream().anyMatch(outcome -> outcome.failure().isPresent());
  }

  /** A table's generators on one scale, if there are any. */
  public static Optional<TextTable> scores(Result table) {
    return ((OutcomeTable) table).scores();
  }

  private Outcome outcome(PublishedFigure figure) throws IOException {
    List<Double> values = new ArrayList<>();
    List<Map<String, Double>> more = new ArrayList<>();
    double seconds = 0;
    Optional<String> failure = Optional.empty();
    for (int i = 0; i < seeds.count() && !host.interruption().isRequested(); i++) {
      Run run = run(figure, seeds.first() + i);
      if (run.value().isPresent()) {
        values.add(run.value().getAsDouble());
        seconds += run.seconds();
        if (!figure.more().isEmpty()) {
          more.add(run.more());
        }
      } else {
        failure = Optional.of(run.failure());
      }
    }
    return new Outcome(
        figure,
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        more,
        seconds,
        failure,
        difference(figure));
  }

  private String difference(PublishedFigure figure) {
    List<String> words = new ArrayList<>();
    if (!figure.protocol().isEmpty()) {
      words.add(figure.protocol());
    }
    if (figure.isChangedBy(epochs)) {
      words.add("only %d epochs".formatted(epochs.getAsInt()));
    }
    List<String> told = figure.flagsAmong(changes);
    if (!told.isEmpty()) {
      words.add("run with " + String.join(" ", told));
    }
    return String.join("; ", words);
  }

  private Run run(PublishedFigure figure, long seed) throws IOException {
    Path folder = out.resolve(figure.name()).resolve("seed-" + seed);
    String name = "%s, seed %d".formatted(figure.name(), seed);
    List<String> command = figure.command(epochs);
    command.addAll(figure.flagsAmong(changes));
    command.addAll(List.of("--seed", "" + seed));
    if (figure.then().isEmpty()) {
      Optional<String> failure = complete(name, command, figure, folder);
      return failure.map(Run::failed).orElseGet(() -> read(folder, figure, 0));
    }
    Path made = folder.resolve("generator");
    Optional<String> failure = complete(name, command, figure, made);
    if (failure.isEmpty()) {
      // By the usual seed, whatever that of the generator: all are on one scale.
      List<String> then = figure.then(made);
      then.addAll(figure.flagsAmong(changes));
      failure = complete(name, then, figure, folder);
    }
    return failure.map(Run::failed).orElseGet(() -> read(folder, figure, seconds(made)));
  }

  /** Runs a command unless it is complete already; tells why it failed, if it did. */
  private Optional<String> complete(
      String name, List<String> command, PublishedFigure figure, Path folder) throws IOException {
    String line = String.join(" ", command);
    if (isDone(folder, line)) {
      host.message("%s: there already".formatted(name));
      return Optional.empty();
    }
    host.message("%s: latent4j %s".formatted(name, line));
    List<String> whole = new ArrayList<>(command);
    whole.addAll(figure.flagsAmong(shared));
    whole.addAll(List.of("--out", folder.toString()));
    LastMessage messages = new LastMessage(host.err());
    if (run(messages, whole, folder) != ExitStatus.DONE) {
      return Optional.of(messages.text());
    }
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(DONE), file -> file.write(text));
    return Optional.empty();
  }

  /** Goes on with a training that is of the same settings, and begins anew otherwise. */
  private int run(LastMessage messages, List<String> command, Path folder) {
    if (TrainingFolder.in(folder).hasTraining()) {
      int status = program.run(quiet(messages), with(command, "--resume"));
      return status == ExitStatus.WRONG_INPUT
          ? program.run(quiet(messages), with(command, "--force"))
          : status;
    }
    return program.run(quiet(messages), with(command));
  }

  private static String[] with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  /** The host without results: these are in the table. */
  private Host quiet(LastMessage messages) {
    return new Host(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        new PrintStream(messages, true, StandardCharsets.UTF_8),
        host.isTerminal(),
        host.columns(),
        host.interruption(),
        host.hideNativeOutput());
  }

  private static boolean isDone(Path folder, String line) throws IOException {
    Path done = folder.resolve(DONE);
    return Files.exists(done) && Files.readString(done).equals(line);
  }

  private static Run read(Path folder, PublishedFigure figure, double earlier) {
    Path file = folder.resolve(METRICS);
    try {
      JsonObject metrics = metrics(folder);
      if (metrics.has(figure.figure())) {
        double value = metrics.get(figure.figure()).getAsDouble();
        Map<String, Double> more = new LinkedHashMap<>();
        figure.more().stream()
            .filter(metrics::has)
            .forEach(name -> more.put(name, metrics.get(name).getAsDouble()));
        double seconds = earlier + metrics.get("seconds").getAsDouble();
        return new Run(OptionalDouble.of(value), more, seconds, "");
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return Run.failed("%s can't be read: %s".formatted(file, e.getMessage()));
    }
    return Run.failed("%s has no %s".formatted(file, figure.figure()));
  }

  /** What a run took, by its figures; 0 if these can't be read. */
  private static double seconds(Path folder) {
    try {
      return metrics(folder).get("seconds").getAsDouble();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return 0;
    }
  }

  private static JsonObject metrics(Path folder) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve(METRICS))).getAsJsonObject();
  }
}
