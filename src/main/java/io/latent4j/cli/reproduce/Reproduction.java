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
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private record Run(OptionalDouble value, double seconds, String failure) {
    static Run failed(String reason) {
      return new Run(OptionalDouble.empty(), 0, reason);
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

  private Outcome outcome(PublishedFigure figure) throws IOException {
    List<Double> values = new ArrayList<>();
    double seconds = 0;
    Optional<String> failure = Optional.empty();
    for (int i = 0; i < seeds.count() && !host.interruption().isRequested(); i++) {
      Run run = run(figure, seeds.first() + i);
      if (run.value().isPresent()) {
        values.add(run.value().getAsDouble());
        seconds += run.seconds();
      } else {
        failure = Optional.of(run.failure());
      }
    }
    return new Outcome(
        figure,
        values.stream().mapToDouble(Double::doubleValue).toArray(),
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
    List<String> command = figure.command(epochs);
    command.addAll(figure.flagsAmong(changes));
    command.addAll(List.of("--seed", "" + seed));
    String line = String.join(" ", command);
    if (isDone(folder, line)) {
      host.message("%s, seed %d: there already".formatted(figure.name(), seed));
      return read(folder, figure);
    }
    host.message("%s, seed %d: latent4j %s".formatted(figure.name(), seed, line));
    command.addAll(figure.flagsAmong(shared));
    command.addAll(List.of("--out", folder.toString()));
    LastMessage messages = new LastMessage(host.err());
    if (run(messages, command, folder) != ExitStatus.DONE) {
      return Run.failed(messages.text());
    }
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(DONE), file -> file.write(text));
    return read(folder, figure);
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

  private static Run read(Path folder, PublishedFigure figure) throws IOException {
    Path file = folder.resolve("metrics.json");
    try {
      JsonObject metrics = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      if (metrics.has(figure.figure())) {
        double value = metrics.get(figure.figure()).getAsDouble();
        return new Run(OptionalDouble.of(value), metrics.get("seconds").getAsDouble(), "");
      }
    } catch (JsonParseException | IllegalStateException e) {
      return Run.failed("%s can't be read: %s".formatted(file, e.getMessage()));
    }
    return Run.failed("%s has no %s".formatted(file, figure.figure()));
  }
}
