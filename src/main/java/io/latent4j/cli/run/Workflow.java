package io.latent4j.cli.run;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.ScaleChoice;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.data.DataSource;
import io.latent4j.data.FeatureSpread;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What all commands do around their own work: open the data, make sure that results can be written,
 * work, write, tell.
 *
 * @param host where the program runs
 * @param command the command
 * @param run how to run
 * @param flags more about the data
 */
public record Workflow(Host host, CommandSpec command, RunFlags run, DataFlags flags) {

  /** The work of one command. */
  public interface Work {

    /** Refuses, before anything is done, what can't be done with the data. */
    void check(RunData data);

    /** Does it. */
    Result run(RunData data, RunDescription description);
  }

  /**
   * Runs a command.
   *
   * @param source its data
   * @param usual what to hold out if nobody says
   * @param work what to do
   * @return the exit status
   */
  public int execute(DataSource source, Optional<? extends Validation> usual, Work work)
      throws IOException {
    return execute(source, usual, Optional.empty(), work);
  }

  /**
   * Runs a command that may apply a model.
   *
   * @param source its data
   * @param usual what to hold out if nobody says
   * @param trainedOn the table that the model was trained on, if it is one; then the data, if they
   *     are a table, must have the same features
   * @param work what to do
   * @return the exit status
   */
  public int execute(
      DataSource source,
      Optional<? extends Validation> usual,
      Optional<TableDescription> trainedOn,
      Work work)
      throws IOException {
    requireModelToScale();
    EngineOptions engine = run.engineOptions();
    OutputFolder folder = new OutputFolder(run.out(command.name()));
    Result result;
    try (RunData data = RunData.open(source, flags, usual, trainedOn, engine.seed(), host)) {
      work.check(data);
      requireDevice(engine);
      folder.requireWritable();
      if (run.isVerbose()) {
        host.message("data: " + data.all());
        data.validation().ifPresent(held -> host.message("validation: " + held));
        data.all().table().ifPresent(table -> host.message("table: " + table));
      }
      FeatureSpread.notes(data.training(), data.scaling()).forEach(host::message);
      result = work.run(data, RunDescription.of(command.name(), commandLine(), data, engine));
    }
    return new Delivery(host, folder).of(result);
  }

  /**
   * Runs a command on data that are no samples, which were opened and checked already.
   *
   * @param work what to do
   * @return the exit status
   */
  public int execute(Supplier<? extends Result> work) throws IOException {
    OutputFolder folder = new OutputFolder(run.out(command.name()));
    requireDevice(run.engineOptions());
    folder.requireWritable();
    return new Delivery(host, folder).of(work.get());
  }

  /**
   * Describes a run on data that are no samples.
   *
   * @param data what {@code --data} named
   * @param words what that holds
   * @param count how many there are
   * @param features how many values each may have
   */
  public RunDescription describe(String data, String words, int count, int features) {
    return new RunDescription(
        command.name(),
        List.copyOf(commandLine()),
        data,
        words,
        count,
        features,
        Scaling.none(),
        run.engineOptions(),
        0,
        Map.of());
  }

  private void requireModelToScale() {
    CommandLine line = command.commandLine();
    if (flags.scaleChoice() == ScaleChoice.MODEL
        && !line.getParseResult().hasMatchedOption("--model")) {
      throw new ParameterException(
          line, "--scale model needs a trained model, --model DIR, but there is none");
    }
  }

  static void requireDevice(EngineOptions engine) {
    if (engine.device().kind() == Device.Kind.GPU) {
      Flag.naming("--device", () -> GraphEngine.create(engine)).close();
    }
  }

  private List<String> commandLine() {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
