package io.latent4j.cli.commands;

import io.latent4j.cli.flags.OptimizerFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import java.util.function.Supplier;

/** A command whose training is saved as it goes on, and can be resumed. */
abstract class SavedTrainingCommand<M extends Model> extends ModelCommand<M> {
  private boolean isSaved = true;

  SavedTrainingCommand(Host host) {
    super(host);
  }

  /** This command, of which nothing is saved before the training has ended. */
  final SavedTrainingCommand<M> unsaved() {
    isSaved = false;
    return this;
  }

  /** The flags of the training. */
  abstract OptimizerFlags optimizerFlags();

  private ResumableTraining saved() {
    return new ResumableTraining(host, optimizerFlags(), TrainingFolder.in(run.out(spec.name())));
  }

  @Override
  FitOptions fitOptions(EngineOptions engine) {
    return isSaved ? saved().options(engine) : super.fitOptions(engine);
  }

  @Override
  M fit(RunData opened, FitOptions how) {
    return saving(() -> super.fit(opened, how));
  }

  /** Trains, and says what is wrong with the training that is saved, if that is why it failed. */
  final <T> T saving(Supplier<T> train) {
    return saved().run(train);
  }
}
