package io.latent4j.cli;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.checkpoint.CheckpointManager;
import io.latent4j.engine.EngineOptions;
import io.latent4j.training.Checkpointing;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Training that is saved as it goes on, in the subfolder {@value #NAME} of the results, for {@code
 * --resume}.
 *
 * @param folder where to
 * @param resumes whether to go on from what is there
 */
record SavedTraining(Path folder, boolean resumes) {

  private static final String NAME = "checkpoint";

  /** Saving takes a fraction of a second: seldom enough not to be felt. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  static SavedTraining in(Path results, boolean resumes) {
    return new SavedTraining(results.resolve(NAME), resumes);
  }

  Checkpointing listener(Autoencoder settings, RunData data, EngineOptions engine, Host host) {
    // All that the weights depend on but the number of epochs, so that training can be prolonged.
    String run =
        "%s on %s (%s) with seed %d, %d threads, %s"
            .formatted(
                settings.withEpochs(1),
                data.name(),
                data.training().hash(),
                engine.seed(),
                engine.threads(),
                engine.precision());
    Checkpointing saving = Checkpointing.into(folder, run).atMostEvery(INTERVAL);
    if (!resumes) {
      return saving;
    }
    if (CheckpointManager.latest(folder).isEmpty()) {
      host.message("--resume: nothing is saved in " + folder + ", so training begins anew");
    }
    return saving.resuming();
  }
}
