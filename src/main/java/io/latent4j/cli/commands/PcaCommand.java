package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Centering;
import io.latent4j.decomposition.ComponentChoice;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.decomposition.PcaSolver;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.PcaPictures;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class PcaCommand extends ModelCommand<PcaModel> {

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
  private Centering center;

  @Option(
      names = "--whiten",
      order = 4,
      description = "Scale the embedding to variance 1 along each component.")
  private boolean whiten;

  /** The command on a host. */
  public PcaCommand(Host host) {
    super(host);
  }

  @Override
  Pca estimator() {
    return new Pca(components, solver, center, whiten, data.scale());
  }

  @Override
  PcaModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return PcaModel.load(folder);
  }

  @Override
  String title(String name) {
    return "Principal components of " + name;
  }

  @Override
  View view(PcaModel model, RunData opened) {
    return new View() {
      private FloatArray embedding;

      @Override
      void arrays(Samples samples, Results to) {
        FloatArray found = FloatArray.of(samples, model::transform);
        if (samples == opened.all()) {
          embedding = found;
        }
        to.array("embedding", found);
      }

      @Override
      void ownArrays(Results to) {
        to.array("components", FloatArray.of(model.components()));
        to.array("mean", isApplied() ? model.mean(opened.all()) : model.mean());
        to.array("explained_variance", model.explainedVariance());
        if (!isApplied()) {
          to.array("explained_variance_ratio", model.explainedVarianceRatio());
          to.array("singular_values", model.singularValues());
        }
      }

      @Override
      void figures(Samples samples, Results to) {
        to.figure("reconstruction_mse", model.reconstructionError(samples));
      }

      @Override
      void rest(Results to) {
        to.figure("components", model.componentCount());
        if (!isApplied()) {
          to.figure("explained_variance_share", model.explainedVarianceShare());
          to.figure("solver", model.solver().toString());
        }
        PcaPictures pictures = new PcaPictures(model, opened.all());
        pictures.embeddings(embedding).forEach(to::picture);
        if (!isApplied()) {
          to.picture(pictures.scree());
          pictures.components().ifPresent(to::picture);
        }
      }
    };
  }

  private static final class ComponentsConverter extends CheckedConverter<ComponentChoice> {
    @Override
    public ComponentChoice parse(String text) {
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

  private static final class SolverConverter extends ChoiceConverter<PcaSolver> {
    SolverConverter() {
      super(PcaSolver.values());
    }
  }

  private static final class CenterConverter extends ChoiceConverter<Centering> {
    CenterConverter() {
      super(Centering.values());
    }
  }
}
