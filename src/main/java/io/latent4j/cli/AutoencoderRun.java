package io.latent4j.cli;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.engine.EngineOptions;
import io.latent4j.report.LearningCurve;
import io.latent4j.training.History;
import io.latent4j.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Trains an autoencoder on the data of a run, and shows what it learned.
 *
 * @param settings the autoencoder
 * @param loss its loss
 * @param saved where training is saved as it goes on, if it is
 * @param host where the program runs
 * @param verbose whether to print the layers
 */
record AutoencoderRun(
    Autoencoder settings,
    ReconstructionLoss loss,
    Optional<SavedTraining> saved,
    Host host,
    boolean verbose)
    implements Workflow.Work {

  /** The code of samples and what is made of it, scaled as the model was trained. */
  private record Coded(Rows code, Rows reconstruction) {

    static Coded of(AutoencoderModel model, Samples samples) {
      Rows code = Rows.of(samples, model.codeSize(), model::encode);
      Rows reconstruction = Rows.of(samples, model.features(), model::reconstruct);
      return new Coded(code, reconstruction);
    }

    void addTo(RunResult result, String prefix) {
      code.addTo(result, prefix + "code");
      reconstruction.addTo(result, prefix + "reconstruction");
    }
  }

  @Override
  public RunResult run(RunData data, EngineOptions engine) {
    return RunResult.of("Autoencoder of " + data.name(), result -> train(data, engine, result));
  }

  private void train(RunData data, EngineOptions engine, RunResult result) {
    AutoencoderModel model = fit(data, engine);
    result.model(model, model::close);
    if (verbose) {
      host.err().println(model.summary());
    }
    History history = model.history();
    model.figures().forEach(result::figure);
    data.test().ifPresent(test -> result.figure("test_loss", new MeanLoss(loss).of(model, test)));
    result.figure("epochs", history.epochs().size());
    result.figure("training_ended", history.end().name().toLowerCase(Locale.ROOT));
    Coded coded = Coded.of(model, data.all());
    coded.addTo(result, "");
    data.separateValidation()
        .ifPresent(validation -> Coded.of(model, validation).addTo(result, "val_"));
    new CodeClusters(samples -> Rows.of(samples, model.codeSize(), model::encode), engine)
        .addTo(result, data.training(), data.validation());
    addHistory(result, history);
    ImagePictures.of(data.all())
        .ifPresent(
            images ->
                result.picture(
                    "reconstructions",
                    images.originalsOver(coded.reconstruction, model.scaling()),
                    "Images and, below them, what the decoder made of their codes"));
    addCode(result, coded.code, data.all(), engine);
  }

  private AutoencoderModel fit(RunData data, EngineOptions engine) {
    Samples held = data.validation().orElseThrow();
    List<TrainingListener> listeners = new ArrayList<>(List.of(host.progress()));
    saved.ifPresent(training -> listeners.add(training.listener(settings, data, engine, host)));
    TrainingListener[] all = listeners.toArray(new TrainingListener[0]);
    try {
      return Flag.namingFirstWord(
          () ->
              host.interruption().stoppable(() -> settings.fit(data.training(), held, engine, all)),
          "loss",
          "resume");
    } catch (RuntimeException | Error e) {
      saved.ifPresent(SavedTraining::removeEmptyFolders);
      throw e;
    }
  }

  private static void addHistory(RunResult result, History history) {
    int epochs = history.epochs().size();
    float[] rows = new float[2 * epochs];
    for (int i = 0; i < epochs; i++) {
      rows[2 * i] = (float) history.epochs().get(i).metric("loss");
      rows[2 * i + 1] = (float) history.epochs().get(i).metric("val_loss");
    }
    result.array("history", rows, epochs, 2);
    if (epochs > 0) {
      double[] loss = history.values("loss");
      double[] heldLoss = history.values("val_loss");
      LearningCurve curve =
          LearningCurve.titled("Loss of training and validation")
              .series("loss", loss)
              .series("val_loss", heldLoss)
              .markBest("val_loss");
      boolean positive = Arrays.stream(loss).allMatch(value -> value > 0);
      if (positive && Arrays.stream(heldLoss).allMatch(value -> value > 0)) {
        curve.logScale();
      }
      result.picture("learning_curve", curve, "Loss after each epoch");
    }
  }

  /** Shows the code in the plane: as it is, or its first two principal components. */
  static void addCode(RunResult result, Rows code, Samples samples, EngineOptions engine) {
    if (code.columns() <= 2 || code.isConstant()) {
      EmbeddingPictures pictures = new EmbeddingPictures("The code", "code", samples);
      result.picture("code", pictures.plane(code), pictures.caption("The code"));
      return;
    }
    EmbeddingPictures pictures =
        new EmbeddingPictures("The code, two principal components", "component", samples);
    result.picture(
        "code",
        pictures.plane(twoComponents(code, engine)),
        pictures.caption("The first two principal components of the code"));
  }

  private static Rows twoComponents(Rows code, EngineOptions engine) {
    try (Samples codes = Samples.of(code.values(), Shape.of(code.count(), code.columns()));
        PcaModel model = Pca.of(2).withScaling(Scaling.Kind.NONE).fit(codes, engine)) {
      return Rows.of(model.transform(codes));
    }
  }
}
