package io.latent4j.cli.run;

import io.latent4j.training.listeners.Checkpointing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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

  /** Whether a training is saved there. */
  public boolean hasTraining() {
    return Checkpointing.settingsIn(path).isPresent();
  }

  /**
   * Refuses to begin a training where another of other settings is saved.
   *
   * @param settings those of the training that is to begin
   * @throws IllegalArgumentException if there is another
   */
  public void requireSame(Map<String, String> settings) {
    Optional<Map<String, String>> saved = Checkpointing.settingsIn(path);
    saved.ifPresent(
        there -> {
          String differing = Checkpointing.differences(settings, there);
          if (!differing.isEmpty()) {
            throw new IllegalArgumentException(
                "--out has a training of other settings in %s (%s); --force begins anew, and loses it"
                    .formatted(path, differing));
          }
        });
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
