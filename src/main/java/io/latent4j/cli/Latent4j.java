package io.latent4j.cli;

import io.latent4j.cli.commands.AutoencoderCommand;
import io.latent4j.cli.commands.DbnCommand;
import io.latent4j.cli.commands.DecCommand;
import io.latent4j.cli.commands.DemoCommand;
import io.latent4j.cli.commands.DqnCommand;
import io.latent4j.cli.commands.ElbowCommand;
import io.latent4j.cli.commands.FuzzyCMeansCommand;
import io.latent4j.cli.commands.GanCommand;
import io.latent4j.cli.commands.GmmCommand;
import io.latent4j.cli.commands.HdbscanCommand;
import io.latent4j.cli.commands.HierarchicalCommand;
import io.latent4j.cli.commands.IsomapCommand;
import io.latent4j.cli.commands.KMeansCommand;
import io.latent4j.cli.commands.LleCommand;
import io.latent4j.cli.commands.MetricsCommand;
import io.latent4j.cli.commands.PcaCommand;
import io.latent4j.cli.commands.ProjectorCommand;
import io.latent4j.cli.commands.QLearningCommand;
import io.latent4j.cli.commands.RbmCommand;
import io.latent4j.cli.commands.RecommendCommand;
import io.latent4j.cli.commands.ReproduceCommand;
import io.latent4j.cli.commands.SavedModelCommand;
import io.latent4j.cli.commands.ScoreCommand;
import io.latent4j.cli.commands.SomCommand;
import io.latent4j.cli.commands.TsneCommand;
import io.latent4j.cli.commands.UmapCommand;
import io.latent4j.cli.commands.VaeCommand;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Interruption;
import io.latent4j.cli.host.StandardError;
import io.latent4j.cli.host.StandardOutput;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program {@code latent4j}: from data in files to results in files. */
@Command(
    name = "latent4j",
    header = "Unsupervised deep learning on data in files.",
    synopsisHeading = "Usage: ",
    customSynopsis = "latent4j COMMAND [OPTIONS]%n",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%n",
    sortOptions = false,
    versionProvider = VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j demo",
      "  latent4j pca --data iris --components 2",
      "  latent4j autoencoder --data digits --layers 128,32",
      "",
      "latent4j COMMAND --help tells all about a command. Exit status: 0 done, 1 the work failed,",
      "2 the command line or an input is wrong, 130 interrupted."
    })
public final class Latent4j implements Callable<Integer> {

  private static final String VERBOSE = "--verbose";
  private static final int HELP_WIDTH = 100;

  private final Host host;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Latent4J, TensorFlow and Java.")
  private boolean version;

  Latent4j(Host host) {
    this.host = host;
  }

  /**
   * Runs the program; ends the virtual machine unless all went well.
   *
   * @param arguments the command line
   */
  public static void main(String... arguments) {
    // Pictures are drawn in memory; a display, if there is one, might not answer.
    System.setProperty("java.awt.headless", "true");
    int status;
    try (StandardError standardError = StandardError.open();
        Interruption interruption = Interruption.bySignals(standardError.stream())) {
      Host host =
          new Host(
              new StandardOutput(System.out),
              standardError.stream(),
              standardError.isTerminal(),
              standardError::columns,
              interruption,
              standardError::hideNativeOutput);
      status = new Latent4j(host).run(arguments);
    }
    // On success whoever called, such as Maven, goes on.
    if (status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  /** Runs a command line, and returns the exit status. */
  int run(String... arguments) {
    CommandLine program =
        new CommandLine(this)
            .addSubcommand(new DemoCommand(host))
            .addSubcommand(new PcaCommand(host))
            .addSubcommand(new KMeansCommand(host))
            .addSubcommand(new FuzzyCMeansCommand(host))
            .addSubcommand(new GmmCommand(host))
            .addSubcommand(new HdbscanCommand(host))
            .addSubcommand(new HierarchicalCommand(host))
            .addSubcommand(new ElbowCommand(host))
            .addSubcommand(new SomCommand(host))
            .addSubcommand(new TsneCommand(host))
            .addSubcommand(new UmapCommand(host))
            .addSubcommand(new IsomapCommand(host))
            .addSubcommand(new LleCommand(host))
            .addSubcommand(new RbmCommand(host))
            .addSubcommand(new DbnCommand(host))
            .addSubcommand(new RecommendCommand(host))
            .addSubcommand(new AutoencoderCommand(host))
            .addSubcommand(new VaeCommand(host))
            .addSubcommand(new DecCommand(host))
            .addSubcommand(new GanCommand(host))
            .addSubcommand(new QLearningCommand(host))
            .addSubcommand(new DqnCommand(host))
            .addSubcommand(new ScoreCommand(host))
            .addSubcommand(
                new ReproduceCommand(host, (inner, line) -> new Latent4j(inner).run(line)))
            .addSubcommand(new ProjectorCommand(host))
            .addSubcommand(new MetricsCommand(host))
            .addSubcommand(SavedModelCommand.commandLine(host))
            .addSubcommand(new CommandLine.HelpCommand())
            .addSubcommand(new AutoComplete.GenerateCompletion())
            .setOut(new PrintWriter(host.out(), true))
            .setErr(new PrintWriter(host.err(), true))
            .setExpandAtFiles(false)
            .setUsageHelpWidth(HELP_WIDTH)
            .setExecutionStrategy(this::execute)
            .setParameterExceptionHandler((e, all) -> refuse(e, all))
            .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command, arguments));
    try {
      return program.execute(arguments);
    } catch (Error e) {
      return fail(e, program, arguments);
    }
  }

  private int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    if (!command.hasMatchedOption(VERBOSE)) {
      host.hideNativeOutput().run();
    }
    int status = new CommandLine.RunLast().execute(parsed);
    host.tellNotes();
    return status;
  }

  private int refuse(ParameterException e, String... arguments) {
    host.refuse(UsageError.message(e));
    trace(e, arguments);
    return ExitStatus.WRONG_INPUT;
  }

  private int fail(Throwable e, CommandLine command, String... arguments) {
    Failure failure = Failure.of(e, command.getCommandSpec());
    host.refuse(failure.message());
    trace(e, arguments);
    return failure.status();
  }

  private void trace(Throwable e, String... arguments) {
    if (Arrays.asList(arguments).contains(RunFlags.STACKTRACE)) {
      e.printStackTrace(host.err());
    }
  }

  /** There was no command. */
  @Override
  public Integer call() {
    spec.commandLine().usage(host.err());
    return ExitStatus.WRONG_INPUT;
  }
}
