package io.latent4j.cli;

import io.latent4j.data.DataSource;
import io.latent4j.decomposition.Center;
import io.latent4j.decomposition.ComponentChoice;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j pca}. */
@Command(
    name = "pca",
    header = "Principal component analysis: the few directions along which samples vary most.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j pca --data iris --components 2",
      "  latent4j pca --data mnist --components 3 --test mnist:test",
      "  latent4j pca --data table.csv --scale standard --components 0.95 --whiten",
      "",
      "Arrays: embedding, components, mean, explained_variance, explained_variance_ratio,",
      "singular_values; figure: reconstruction_mse; pictures: scree, embedding, components.",
      "model/ is a SavedModel with the functions transform and inverse_transform."
    })
final class PcaCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--components",
      paramLabel = "K|SHARE",
      order = 1,
      defaultValue = "2",
      converter = ComponentsConverter.class,
      description =
          "How many components to keep, or, below 1, the share of variance they are to explain"
              + " (default: ${DEFAULT-VALUE}).")
  private ComponentChoice components;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      order = 2,
      defaultValue = "auto",
      converter = SolverConverter.class,
      description = "auto, svd, gram or randomized (default: ${DEFAULT-VALUE}).")
  private PcaSolver solver;

  @Option(
      names = "--center",
      paramLabel = "BY",
      order = 3,
      defaultValue = "feature",
      converter = CenterConverter.class,
      description =
          "What mean is subtracted: that of each feature, of each sample, or none (default:"
              + " ${DEFAULT-VALUE}).")
  private Center center;

  @Option(
      names = "--whiten",
      order = 4,
      description = "Scale the embedding to variance 1 along each component.")
  private boolean whiten;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 5,
      description =
          "Use the SavedModel in this folder, trained before; the other flags of"
              + " finding components are not used then.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  PcaCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    Pca settings =
        Flag.naming("--solver", () -> new Pca(components, solver, center, whiten, data.scale()));
    Workflow workflow = new Workflow(host, run, data);
    if (model != null) {
      return workflow.execute(
          spec, source, Optional.empty(), opened -> {}, new TrainedPcaRun(model));
    }
    PcaRun work = new PcaRun(settings);
    return workflow.execute(spec, source, Optional.empty(), work::check, work);
  }

  private static final class ComponentsConverter extends CheckedConverter<ComponentChoice> {
    @Override
    ComponentChoice parse(String text) {
      try {
        return text.matches("[+-]?\\d+")
            ? new ComponentChoice.Count(Integer.parseInt(text))
            : new ComponentChoice.Share(Double.parseDouble(text));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "must be a whole number of at least 1, or a share of variance above 0 and below 1,"
                + " but is '"
                + text
                + "'",
            e);
      }
    }
  }

  private static final class SolverConverter extends CheckedConverter<PcaSolver> {
    @Override
    PcaSolver parse(String text) {
      return choice(PcaSolver.values(), text);
    }
  }

  private static final class CenterConverter extends CheckedConverter<Center> {
    @Override
    Center parse(String text) {
      return choice(Center.values(), text);
    }
  }
}
