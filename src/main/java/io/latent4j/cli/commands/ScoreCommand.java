package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.data.TableDescription;
import io.latent4j.model.SavedParts;
import io.latent4j.score.ScoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j score}. */
@Command(
    name = "score",
    header = "How good generated images or vectors are, beside real ones.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j score --real mnist --generated output/gan/generated.npy",
      "  latent4j score --real photos --generated fakes --features autoencoder",
      "  latent4j score --real iris --generated mine.csv --features none",
      "",
      "Arrays: nearest (n), for each generated sample the row of the nearest real one.",
      "Figures: frechet, frechet_floor (one half of the real from the other), frechet_ratio,",
      "one_nn_accuracy (0.5 is best), copied, precision, recall, density, coverage; with a classifier",
      "class_entropy, smallest_class_share, mean_confidence, classifier_accuracy; and frechet_NAME of",
      "real samples and of known faults: real, missing_class, blurred, noise."
    })
public final class ScoreCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--real",
      paramLabel = "SRC",
      order = 0,
      required = true,
      converter = DataSourceConverter.class,
      description =
          "The real samples, as --data takes them in other commands; what is said of labels, --limit"
              + " and the label of a table is said of them.")
  private DataSource real;

  @Option(
      names = "--generated",
      paramLabel = "SRC",
      order = 1,
      required = true,
      converter = DataSourceConverter.class,
      description = "The generated samples, of the same size, on the scale of the real ones.")
  private DataSource generated;

  @Option(
      names = "--features",
      paramLabel = "KIND",
      order = 2,
      converter = KindConverter.class,
      description =
          "In what they are compared: the features of a classifier of the real samples, those of an"
              + " autoencoder, or none, the samples themselves (default: classifier if the real"
              + " samples have labels, else autoencoder). A network is trained once and kept in"
              + " --data-dir.")
  private String features;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 3,
      description = "A classifier already trained, a SavedModel with predict and encode.")
  private Path model;

  @Option(
      names = "--neighbors",
      paramLabel = "K",
      order = 4,
      defaultValue = "5",
      converter = IntegerConverter.Positive.class,
      description =
          "The neighbour that bounds a neighbourhood, for precision, recall, density and coverage"
              + " (default: ${DEFAULT-VALUE}).")
  private int neighbors;

  /** The command on a host. */
  public ScoreCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    ScoreOptions options = ScoreOptions.defaults().withNeighbors(neighbors);
    ScoreRun work = new ScoreRun(generated, features, model, options, data, run, host);
    Optional<TableDescription> trainedOn =
        Optional.ofNullable(model).flatMap(path -> SavedParts.table(path, "classifier"));
    return new Workflow(host, spec, run, data).execute(real, Optional.empty(), trainedOn, work);
  }

  private static final class KindConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      return choice(new String[] {"classifier", "autoencoder", "none"}, text);
    }
  }
}
