package io.latent4j.cli.run;

import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What commands do around their own work that learn from a simulator instead of data: make sure
 * that results can be written, work, write, tell.
 *
 * @param host where the program runs
 * @param command the command
 * @param run how to run
 */
public record SimulatedRun(Host host, CommandSpec command, RunFlags run) {

  /**
   * Runs a command.
   *
   * @param name what the simulator is called
   * @param words the same with more about it
   * @param steps how many steps are made in it
   * @param values how many values an observation has
   * @param work what to do
   * @return the exit status
   */
  public int execute(
      String name, String words, int steps, int values, Function<RunDescription, Result> work)
      throws IOException {
    EngineOptions engine = run.engineOptions();
    Workflow.requireDevice(engine);
    OutputFolder folder = new OutputFolder(run.out(command.name()));
    folder.requireWritable();
    RunDescription description =
        new RunDescription(
            command.name(),
            List.copyOf(command.root().commandLine().getParseResult().originalArgs()),
            name,
            words,
            steps,
            values,
            Scaling.none(),
            engine,
            0,
            Map.of());
    return new Delivery(host, folder).of(work.apply(description));
  }
}
