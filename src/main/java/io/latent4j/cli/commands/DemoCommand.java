package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.engine.EngineOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j demo}. */
@Command(
    name = "demo",
    header = "Shows what there is, on data that come with the program, in about a minute.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j demo",
      "  latent4j demo --out somewhere --seed 7",
      "",
      "Each part has a folder of its own below output/demo; report.html there shows them all."
    })
public final class DemoCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      defaultValue = "digits",
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION + " (default: ${DEFAULT-VALUE})")
  private DataSource source;

  /** The command on a host. */
  public DemoCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    return new Workflow(host, spec, run, data)
        .execute(source, Optional.of(Validation.USUAL_SHARE), new Parts());
  }

  /**
   * The parts, one after the other: commands with flags, on the same data. Their training is over
   * so soon that it need not be saved.
   */
  private final class Parts implements Workflow.Work {
    private final List<EstimatorCommand<?>> commands =
        List.of(
            part(new PcaCommand(host), "--components", "3"),
            part(new KMeansCommand(host), "--clusters", "10"),
            part(new TsneCommand(host)),
            part(
                new DecCommand(host).unsaved(),
                "--layers",
                "256,128,10",
                "--pretrain-epochs",
                "30",
                "--batch",
                "64"),
            part(
                new AutoencoderCommand(host).unsaved(),
                "--layers",
                "256,128,64,2",
                "--activation",
                "elu",
                "--epochs",
                "150",
                "--batch",
                "64",
                "--patience",
                "30"),
            part(
                new VaeCommand(host).unsaved(),
                "--hidden",
                "256",
                "--latent",
                "8",
                "--epochs",
                "60",
                "--batch",
                "64",
                "--learning-rate",
                "0.002"));

    private <C extends EstimatorCommand<?>> C part(C command, String... flags) {
      List<String> all = new ArrayList<>(List.of(flags));
      all.addAll(List.of("--data", source.spec(), "--scale", data.scale().toString()));
      if (run.isVerbose()) {
        all.add("--verbose");
      }
      EngineOptions engine = run.engineOptions();
      all.addAll(List.of("--seed", "" + engine.seed(), "--threads", "" + engine.threads()));
      new CommandLine(command).parseArgs(all.toArray(new String[0]));
      return command;
    }

    @Override
    public void check(RunData opened) {
      commands.forEach(command -> command.check(opened));
    }

    @Override
    public Result run(RunData opened, RunDescription description) {
      List<RunResult> done = new ArrayList<>();
      try {
        for (EstimatorCommand<?> command : commands) {
          String name = command.spec.name();
          host.message(name);
          done.add(command.run(opened, description.of(name)));
        }
        return new DemoResult(done, description);
      } catch (RuntimeException | Error e) {
        done.forEach(RunResult::close);
        throw e;
      }
    }
  }
}
