package io.latent4j.cli.commands;

import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.data.LabelPair;
import io.latent4j.metrics.Contingency;
import io.latent4j.report.MetricsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j metrics}. */
@Command(
    name = "metrics",
    header = "How well two labelings agree: one JSON object on standard output.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  latent4j metrics --truth truth.npy --predicted output/kmeans/labels.npy",
      "",
      "Figures: nmi (by the arithmetic mean of the entropies), ari, accuracy (each cluster stands",
      "for one class, in the best way), purity. Labels are any integers."
    })
public final class MetricsCommand implements Callable<Integer> {

  private final Host host;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      order = 1,
      required = true,
      description = "The true labels: .npy, IDX, or a table of one column.")
  private Path truth;

  @Option(
      names = "--predicted",
      paramLabel = "FILE",
      order = 2,
      required = true,
      description = "The labels to compare with them, as many, in the same order.")
  private Path predicted;

  @Option(names = "--verbose", order = 3, description = "Say what is compared, on standard error.")
  private boolean verbose;

  @Option(
      names = RunFlags.STACKTRACE,
      order = 4,
      description = "Show where an error came from, for reports of bugs.")
  private boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      order = 5,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The command on a host. */
  public MetricsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    LabelPair pair = LabelPair.read(truth, predicted);
    int[] first = pair.first().values();
    int[] second = pair.second().values();
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "--predicted must have as many labels as --truth, %d, but %s has %d"
              .formatted(first.length, predicted, second.length));
    }
    Contingency agreement = Flag.naming("--predicted", () -> Contingency.of(first, second));
    if (verbose) {
      pair.decisions().forEach(host::message);
      host.message(agreement.toString());
    }
    MetricsFile figures = new MetricsFile();
    figures
        .put("nmi", agreement.normalizedMutualInformation())
        .put("ari", agreement.adjustedRandIndex())
        .put("accuracy", agreement.accuracy())
        .put("purity", agreement.purity());
    host.out().print(figures.toJson());
    if (host.out().checkError()) {
      throw new IOException("standard output can't be written");
    }
    return ExitStatus.DONE;
  }
}
