package io.latent4j.cli.commands;

import io.latent4j.cli.flags.OptimizerFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import io.latent4j.training.listeners.CheckpointMismatchException;
import java.util.function.Supplier;

/** A command whose training is saved as it goes on, and can be resumed. */
abstract class SavedTrainingCommand<M extends Model> extends ModelCommand<M> {

  SavedTrainingCommand(Host host) {
    super(host);
  }

  /** The flags of the training. */
  abstract OptimizerFlags optimizerFlags();

  private TrainingFolder folder() {
    return TrainingFolder.in(run.out(spec.name()));
  }

  @Override
  FitOptions fitOptions(EngineOptions engine) {
    TrainingFolder folder = folder();
    if (optimizerFlags().resumes() && !folder.hasTraining()) {
      host.message("--resume: nothing is saved in " + folder.path() + ", so training begins anew");
    }
    CheckpointUse begin = optimizerFlags().forces() ? CheckpointUse.OVERWRITE : CheckpointUse.BEGIN;
    return FitOptions.of(engine)
        .withCheckpoint(folder.path(), optimizerFlags().resumes() ? CheckpointUse.RESUME : begin);
  }

  @Override
  M fit(RunData opened, FitOptions how) {
    return saving(() -> super.fit(opened, how));
  }

  /** Trains, and says what is wrong with the training that is saved, if that is why it failed. */
  final <T> T saving(Supplier<T> train) {
    TrainingFolder folder = folder();
    try {
      return train.get();
    } catch (CheckpointMismatchException e) {
      String flag = optimizerFlags().resumes() ? "--resume: " : "--out: ";
      String advice = optimizerFlags().resumes() ? "" : "; with --force it is lost";
      throw new IllegalArgumentException(flag + e.getMessage() + advice, e);
    } catch (RuntimeException | Error e) {
      folder.removeEmptyFolders();
      throw e;
    }
  }
}
