package io.latent4j.cli;

import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * Applies principal components that were found before to the data of a run.
 *
 * @param folder the SavedModel that has them
 */
record TrainedPcaRun(Path folder) implements Workflow.Work {
  private static final List<String> VARIABLES = List.of("components", "mean", "explained_variance");

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    return RunResult.of(
        "Principal components of %s on %s".formatted(folder, data.name()),
        result -> {
          try (TrainedModel model = TrainedModel.open(folder, engine, data.scaling())) {
            apply(model, data, result.scaledBy(model.scaling()));
          }
        });
  }

  private static void apply(TrainedModel model, RunData data, RunResult result) {
    Rows embedding = model.apply("transform", data.all());
    embedding.addTo(result, "embedding");
    boolean ownMeans = SampleMeans.areTakenAwayBy(model, embedding.columns());
    result.figure("reconstruction_mse", error(model, ownMeans, data.training()));
    data.validation()
        .ifPresent(held -> result.figure("val_reconstruction_mse", error(model, ownMeans, held)));
    data.test()
        .ifPresent(test -> result.figure("test_reconstruction_mse", error(model, ownMeans, test)));
    data.separateValidation()
        .ifPresent(held -> model.apply("transform", held).addTo(result, "val_embedding"));
    result.figure("components", embedding.columns());
    for (String name : VARIABLES) {
      model.variable(name).ifPresent(variable -> addVariable(result, name, variable));
    }
    if (ownMeans) {
      // Those of these samples, not of the ones that the components were found from.
      float[] means = SampleMeans.of(data.all(), model.scaling()).means();
      result.array("mean", means, means.length);
    }
    EmbeddingPictures pictures =
        new EmbeddingPictures("Principal components", "component", data.all());
    if (embedding.columns() >= 3) {
      result.picture(
          "embedding_3d",
          pictures.space(embedding),
          pictures.caption("The first three components"));
    }
    result.picture("embedding", pictures.plane(embedding), pictures.caption("The embedding"));
  }

  private static void addVariable(RunResult result, String name, Rows variable) {
    if (variable.count() == 1 && !name.equals("components")) {
      result.array(name, variable.values(), variable.columns());
    } else {
      variable.addTo(result, name);
    }
  }

  private static double error(TrainedModel model, boolean ownMeans, Samples samples) {
    Rows reconstruction = model.apply("inverse_transform", model.apply("transform", samples));
    if (ownMeans) {
      reconstruction = SampleMeans.of(samples, model.scaling()).giveBackTo(reconstruction);
    }
    return new MeanLoss(ReconstructionLoss.MSE).of(samples, model.scaling(), reconstruction);
  }
}
