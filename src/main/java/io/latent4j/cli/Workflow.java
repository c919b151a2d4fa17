package io.latent4j.cli;

import io.latent4j.data.DataSource;
import io.latent4j.data.FeatureSpread;
import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What all commands do around their own work: open the data, make sure that results can be written,
 * work, write, tell.
 *
 * @param host where the program runs
 * @param run how to run
 * @param flags more about the data
 */
record Workflow(Host host, RunFlags run, DataFlags flags) {

  /** Refuses, before any work, what a command can't do with the data. */
  interface Check {
    void of(RunData data);
  }

  /** The work of one command. */
  interface Work {
    Result run(RunData data, EngineOptions engine);
  }

  /**
   * Runs a command.
   *
   * @param command the command
   * @param source its data
   * @param usual what to hold out if nobody says
   * @param check what to make sure of first
   * @param work what to do
   * @return the exit status
   */
  int execute(
      CommandSpec command,
      DataSource source,
      Optional<? extends Validation> usual,
      Check check,
      Work work)
      throws IOException {
    EngineOptions engine = run.engineOptions();
    OutputFolder folder = run.outputFolder(command.name());
    Result result;
    RunProvenance provenance;
    try (RunData data = RunData.open(source, flags, usual, engine.seed(), host)) {
      check.of(data);
      requireDevice(engine);
      folder.requireWritable();
      if (run.isVerbose()) {
        host.message("data: " + data.all());
        data.validation().ifPresent(held -> host.message("validation: " + held));
      }
      FeatureSpread.notes(data.training(), data.scaling()).forEach(host::message);
      long start = System.nanoTime();
      result = work.run(data, engine);
      double seconds = (System.nanoTime() - start) * 1e-9;
      provenance = RunProvenance.of(command.name(), commandLine(command), data, engine, seconds);
    }
    try (Result found = result) {
      host.interruption().finish();
      RunProvenance how = provenance;
      folder.replace(path -> found.writeTo(path, how));
      return tell(found, folder);
    }
  }

  private static void requireDevice(EngineOptions engine) {
    if (engine.device().kind() == Device.Kind.GPU) {
      Flag.naming("--device", () -> GraphEngine.create(engine)).close();
    }
  }

  private int tell(Result result, OutputFolder folder) throws IOException {
    host.out().print(result.table());
    host.out().println();
    host.out().println("results in " + folder + ", all on one page in report.html");
    if (host.out().checkError()) {
      throw new IOException("standard output can't be written");
    }
    if (host.interruption().isRequested()) {
      host.message("interrupted; what was best so far is in " + folder);
      return ExitStatus.INTERRUPTED;
    }
    return ExitStatus.DONE;
  }

  private static List<String> commandLine(CommandSpec command) {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
