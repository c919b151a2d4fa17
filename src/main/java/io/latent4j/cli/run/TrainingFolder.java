package io.latent4j.cli.run;

import io.latent4j.training.listeners.Checkpointing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where training is saved as it goes on: the subfolder {@value #NAME} of the results.
 *
 * @param path the folder
 * @param existing the folder itself, or the nearest above that there was before
 */
public record TrainingFolder(Path path, Path existing) {
  private static final String NAME = "checkpoint";

  /** The folder below results. */
  public static TrainingFolder in(Path results) {
    Path folder = results.toAbsolutePath().normalize().resolve(NAME);
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return new TrainingFolder(folder, existing);
  }

  /** Where the last good model is put if training diverges: beside, among the results. */
  public Path lastGood() {
    return path.resolveSibling("last_good");
  }

  /** A folder within, for one of several trainings. */
  public TrainingFolder part(String name) {
    return new TrainingFolder(path.resolve(name), existing);
  }

  /** Whether a training is saved there. */
  public boolean hasTraining() {
    return Checkpointing.settingsIn(path).isPresent();
  }

  /** After a failure: removes the folders that training made and left empty. */
  public void removeEmptyFolders() {
    try {
      for (Path made = path; !made.equals(existing); made = made.getParent()) {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      // What was saved stays, and the failure itself is what there is to tell.
    }
  }
}
