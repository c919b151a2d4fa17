package io.latent4j.cli.commands;

import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.reproduce.PublishedFigure;
import io.latent4j.cli.reproduce.PublishedFigures;
import io.latent4j.cli.reproduce.Reproduction;
import io.latent4j.cli.reproduce.Reproduction.Seeds;
import io.latent4j.cli.run.Result;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j reproduce}. */
@Command(
    name = "reproduce",
    header = "Runs published settings, and writes what was published beside what comes out.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j reproduce --list",
      "  latent4j reproduce --only pca,k-means --seeds 3",
      "  latent4j reproduce --only score-rbm,score-vae,score-gan",
      "",
      "Each run has a folder of its own, output/reproduce/NAME/seed-N. What is complete is not run",
      "again, and training goes on where it was interrupted. A run that fails is told in the table.",
      "The names score-… are generators: each is trained, generates, and is scored beside the data",
      "by the command score, which gives a table of all on one scale."
    })
public final class ReproduceCommand implements Callable<Integer> {

  private final Host host;
  private final Reproduction.Program program;

  @Mixin private RunFlags run;

  @Option(names = "--list", order = 1, description = "Only show what there is to run.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "NAME,...",
      order = 2,
      split = ",",
      description = "Run only these (default: all).")
  private List<String> only;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      order = 3,
      converter = IntegerConverter.Positive.class,
      description = "Train so many epochs, in place of the published number; the table says so.")
  private Integer epochs;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      order = 4,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description = "Run each with so many seeds, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 5,
      converter = IntegerConverter.Positive.class,
      description = "Use the first N samples only, to try it out; the table says so.")
  private Integer limit;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      order = 6,
      description = "The folder where data sets are kept, as for the other commands.")
  private Path directory;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      order = 7,
      description = "Where data sets are downloaded from, as for the other commands.")
  private String mirror;

  /**
   * The command on a host.
   *
   * @param program runs the command of each line
   */
  public ReproduceCommand(Host host, Reproduction.Program program) {
    this.host = host;
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    List<PublishedFigure> figures =
        only == null
            ? PublishedFigures.all()
            : Flag.naming("--only", () -> PublishedFigures.named(only));
    if (list) {
      figures.forEach(
          figure -> host.out().println("%s: latent4j %s".formatted(figure.name(), figure.line())));
      return ExitStatus.DONE;
    }
    Path out = run.out("reproduce");
    try (Result table = reproduction(out).of(figures)) {
      host.out().println(table.table());
      Reproduction.scores(table).ifPresent(scores -> host.out().println(scores));
      host.out().println("results in %s, all on one page in report.html".formatted(out));
      if (host.interruption().isRequested()) {
        host.message("interrupted; the same command goes on from here");
        return ExitStatus.INTERRUPTED;
      }
      return Reproduction.hasFailures(table) ? ExitStatus.FAILED : ExitStatus.DONE;
    }
  }

  private Reproduction reproduction(Path out) {
    EngineOptions engine = run.engineOptions();
    List<String> shared = new ArrayList<>(List.of("--no-reconstructions"));
    shared.addAll(List.of("--threads", "" + engine.threads(), "--device", "" + engine.device()));
    if (directory != null) {
      shared.addAll(List.of("--data-dir", directory.toString()));
    }
    if (mirror != null) {
      shared.addAll(List.of("--mirror", mirror));
    }
    List<String> changes = new ArrayList<>();
    if (limit != null) {
      changes.addAll(List.of("--limit", limit.toString()));
    }
    if (engine.precision() != Precision.FLOAT32) {
      changes.addAll(List.of("--precision", engine.precision().toString()));
    }
    return new Reproduction(
        host,
        program,
        out,
        new Seeds(engine.seed(), seeds),
        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
        changes,
        shared);
  }
}
