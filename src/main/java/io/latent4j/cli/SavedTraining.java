package io.latent4j.cli;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.checkpoint.CheckpointManager;
import io.latent4j.engine.EngineOptions;
import io.latent4j.training.listeners.Checkpointing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Training that is saved as it goes on, in the subfolder {@value #NAME} of the results, for {@code
 * --resume}.
 *
 * @param folder where to
 * @param existing the folder itself, or the nearest above that there was before
 * @param resumes whether to go on from what is there
 */
record SavedTraining(Path folder, Path existing, boolean resumes) {

  private static final String NAME = "checkpoint";

  static SavedTraining in(Path results, boolean resumes) {
    Path folder = results.resolve(NAME);
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return new SavedTraining(folder, existing, resumes);
  }

  /** After a failure: removes the folders that training made and left empty. */
  void removeEmptyFolders() {
    try {
      for (Path made = folder; !made.equals(existing); made = made.getParent()) {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      // What was saved stays, and the failure itself is what there is to tell.
    }
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
    Checkpointing saving = Checkpointing.of(folder, run).sparingly();
    if (!resumes) {
      return saving;
    }
    if (CheckpointManager.latest(folder).isEmpty()) {
      host.message("--resume: nothing is saved in " + folder + ", so training begins anew");
    }
    return saving.resuming();
  }
}
