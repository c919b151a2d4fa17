package io.latent4j.cli;

import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import java.nio.file.Path;

/**
 * Applies an autoencoder that was trained before, here or in Python, to the data of a run.
 *
 * @param folder the SavedModel
 * @param loss how reconstructions are compared with their samples
 */
record TrainedAutoencoderRun(Path folder, ReconstructionLoss loss) implements Workflow.Work {

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    return RunResult.of(
        "Autoencoder %s on %s".formatted(folder, data.name()),
        result -> {
          try (TrainedModel model = TrainedModel.open(folder, engine, data.scaling())) {
            apply(model, data, engine, result.scaledBy(model.scaling()));
          }
        });
  }

  private void apply(TrainedModel model, RunData data, EngineOptions engine, RunResult result) {
    Rows code = model.apply("encode", data.all());
    Rows reconstruction = model.apply("reconstruct", data.all());
    code.addTo(result, "code");
    reconstruction.addTo(result, "reconstruction");
    result.figure("loss", new MeanLoss(loss).of(data.all(), model.scaling(), reconstruction));
    data.separateValidation().ifPresent(held -> addValidation(model, held, result));
    data.test().ifPresent(test -> result.figure("test_loss", meanLoss(model, test)));
    new CodeClusters(samples -> model.apply("encode", samples), engine)
        .addTo(result, data.all(), data.separateValidation());
    ImagePictures.of(data.all())
        .ifPresent(
            images ->
                result.picture(
                    "reconstructions",
                    images.originalsOver(reconstruction, model.scaling()),
                    "Images and, below them, what the decoder made of their codes"));
    AutoencoderRun.addCode(result, code, data.all(), engine);
  }

  private void addValidation(TrainedModel model, Samples held, RunResult result) {
    Rows reconstruction = model.apply("reconstruct", held);
    model.apply("encode", held).addTo(result, "val_code");
    reconstruction.addTo(result, "val_reconstruction");
    result.figure("val_loss", new MeanLoss(loss).of(held, model.scaling(), reconstruction));
  }

  private double meanLoss(TrainedModel model, Samples samples) {
    return new MeanLoss(loss).of(samples, model.scaling(), model.apply("reconstruct", samples));
  }
}
