package io.latent4j.cli;

import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.Samples;
import io.latent4j.decomposition.ComponentChoice;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.engine.EngineOptions;
import io.latent4j.pictures.EmbeddingPictures;
import io.latent4j.pictures.ImagePictures;
import io.latent4j.report.BarPlot;
import java.util.stream.IntStream;

/**
 * Finds the principal components of the data of a run, and shows them.
 *
 * @param settings how to find them
 */
record PcaRun(Pca settings) implements Workflow.Work {

  /** Refuses more components than there can be. */
  void check(RunData data) {
    Samples samples = data.training();
    int most = Math.min(samples.count(), samples.features());
    if (settings.components() instanceof ComponentChoice.Count count && count.components() > most) {
      throw new IllegalArgumentException(
          "--components must be at most %d, the smaller of samples, %d, and features, %d, but is %d"
              .formatted(most, samples.count(), samples.features(), count.components()));
    }
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    return RunResult.of(
        "Principal components of " + data.name(), result -> find(data, engine, result));
  }

  private void find(RunData data, EngineOptions engine, RunResult result) {
    PcaModel model = Flag.namingFirstWord(() -> settings.fit(data.training(), engine));
    result.model(model, model::close);
    addFigures(result, model, data);
    Rows embedding = embedding(model, data.all());
    embedding.addTo(result, "embedding");
    data.separateValidation()
        .ifPresent(held -> embedding(model, held).addTo(result, "val_embedding"));
    Rows components = Rows.of(model.components());
    components.addTo(result, "components");
    addVector(result, "mean", model.mean());
    addVector(result, "explained_variance", model.explainedVariance());
    addVector(result, "explained_variance_ratio", model.explainedVarianceRatio());
    addVector(result, "singular_values", model.singularValues());
    addPictures(result, embedding, components, model.explainedVarianceRatio(), data.all());
  }

  private static Rows embedding(PcaModel model, Samples samples) {
    return Rows.of(samples, model.componentCount(), model::transform);
  }

  private static void addFigures(RunResult result, PcaModel model, RunData data) {
    result.figure("reconstruction_mse", model.reconstructionError(data.training()));
    data.validation()
        .ifPresent(
            held -> result.figure("val_reconstruction_mse", model.reconstructionError(held)));
    data.test()
        .ifPresent(
            test -> result.figure("test_reconstruction_mse", model.reconstructionError(test)));
    double explained = 0;
    for (float ratio : model.explainedVarianceRatio()) {
      explained += ratio;
    }
    result.figure("explained_variance_share", explained);
    result.figure("components", model.componentCount());
    result.figure("solver", model.solver().toString());
  }

  private static void addVector(RunResult result, String name, float[] values) {
    result.array(name, values, values.length);
  }

  private static void addPictures(
      RunResult result, Rows embedding, Rows components, float[] ratio, Samples samples) {
    EmbeddingPictures pictures =
        new EmbeddingPictures("Principal components", "component", samples);
    if (embedding.columns() >= 3) {
      result.picture(
          "embedding_3d",
          pictures.space(embedding),
          pictures.caption("The first three components"));
    }
    result.picture(
        "embedding",
        pictures.plane(embedding),
        pictures.caption(
            "The first " + (embedding.columns() == 1 ? "component" : "two components")));
    result.picture(
        "scree",
        BarPlot.titled("Explained variance")
            .axes("component", "share of variance")
            .bars("each", IntStream.range(0, ratio.length).mapToDouble(i -> ratio[i]).toArray())
            .cumulative("together"),
        "The share of the variance that each component explains");
    ImagePictures.of(samples)
        .ifPresent(
            images ->
                result.picture(
                    "components",
                    images.components(components),
                    "The components as images, each from its lowest value in black to its highest"
                        + " in white"));
  }
}
