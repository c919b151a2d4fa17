package io.latent4j.cli.commands;

import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j savedmodel}, the commands for models from anywhere. */
@Command(
    name = "savedmodel",
    header = "Shows, runs and trains SavedModels, such as those that Python saved.",
    customSynopsis = "latent4j savedmodel show|run|train DIR [OPTIONS]%n",
    synopsisHeading = "Usage: ",
    commandListHeading = "%nCommands:%n",
    sortOptions = false)
public final class SavedModelCommand implements Callable<Integer> {

  /** The folder below {@code output} and what metrics.json calls the command. */
  static final String NAME = "savedmodel";

  private final Host host;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private SavedModelCommand(Host host) {
    this.host = host;
  }

  /** The command with its subcommands. */
  public static CommandLine commandLine(Host host) {
    return new CommandLine(new SavedModelCommand(host))
        .addSubcommand(new SavedModelShowCommand(host))
        .addSubcommand(SavedModelRunCommand.commandLine(host))
        .addSubcommand(SavedModelTrainCommand.commandLine(host));
  }

  /** There was no command. */
  @Override
  public Integer call() {
    spec.commandLine().usage(host.err());
    return ExitStatus.WRONG_INPUT;
  }
}
