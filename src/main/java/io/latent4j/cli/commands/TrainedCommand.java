package io.latent4j.cli.commands;

import io.latent4j.cli.flags.OptimizerFlags;
import io.latent4j.cli.flags.TrainingFlags;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Model;
import io.latent4j.model.TrainingPlan;
import io.latent4j.pictures.TrainingPictures;
import io.latent4j.training.History;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Mixin;

/** A command whose model is trained by steps, epoch by epoch. */
abstract class TrainedCommand<M extends Model> extends SavedTrainingCommand<M> {

  @Mixin final TrainingFlags training;

  /** A command whose estimator usually follows this plan. */
  TrainedCommand(Host host, TrainingPlan usual) {
    super(host);
    training = new TrainingFlags(usual);
  }

  @Override
  final Optional<Validation> usualWhenTraining() {
    return Optional.of(Validation.USUAL_SHARE);
  }

  @Override
  final OptimizerFlags optimizerFlags() {
    return training;
  }

  /** Adds what training gave, epoch by epoch. */
  static void addHistory(History history, Results to) {
    int epochs = history.epochs().size();
    to.figure("epochs", epochs);
    to.figure("training_ended", history.end().name().toLowerCase(Locale.ROOT));
    if (epochs == 0) {
      to.array("history", new FloatArray(new float[0], Shape.of(0, 2)));
      return;
    }
    boolean validated = history.last().metrics().containsKey("val_loss");
    float[] rows = new float[epochs * (validated ? 2 : 1)];
    int at = 0;
    for (int i = 0; i < epochs; i++) {
      rows[at++] = (float) history.epochs().get(i).metric("loss");
      if (validated) {
        rows[at++] = (float) history.epochs().get(i).metric("val_loss");
      }
    }
    to.array("history", new FloatArray(rows, Shape.of(epochs, rows.length / epochs)));
    TrainingPictures.learningCurve(history).ifPresent(to::picture);
  }
}
