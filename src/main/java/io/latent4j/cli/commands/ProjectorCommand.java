package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j projector}. */
@Command(
    name = "projector",
    header = "An embedding for TensorBoard's Embedding Projector.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j pca --data digits --out output/digits",
      "  latent4j projector --embedding output/digits/embedding.npy --images digits",
      "  latent4j projector --embedding code.npy --labels names.csv --out logs/code",
      "  tensorboard --logdir logs",
      "",
      "Files: projector_config.pbtxt, tensors.tsv, metadata.tsv, and sprite.png if there are images."
    })
public final class ProjectorCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--images",
      paramLabel = "SRC",
      order = 1,
      converter = DataSourceConverter.class,
      description =
          "The images that the rows of the embedding stand for, in the same order; their labels are"
              + " used if there are no --labels.")
  private DataSource images;

  @Option(
      names = "--embedding",
      paramLabel = "FILE.npy",
      order = 0,
      required = true,
      converter = DataSourceConverter.class,
      description = "The embedding, a row for each point.")
  private DataSource embedding;

  /** The command on a host. */
  public ProjectorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    ProjectorRun work = new ProjectorRun(Optional.ofNullable(images), data, host);
    return new Workflow(host, spec, run, data).execute(embedding, Optional.empty(), work);
  }
}
