package io.latent4j.savedmodel;

import io.latent4j.files.FolderContent;
import io.latent4j.files.UnwritableException;
import io.latent4j.files.WholeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The place of a SavedModel, where there may be another one and nothing else. */
final class ModelFolder {
  private static final Set<String> OF_SAVED_MODELS =
      Set.of(
          "saved_model.pb",
          "variables",
          "assets",
          "assets.extra",
          "debug",
          "fingerprint.pb",
          "keras_metadata.pb");

  private final Path folder;
  private final Predicate<Path> replaceable;

  private ModelFolder(Path folder, Predicate<Path> replaceable) {
    this.folder = folder;
    this.replaceable = replaceable;
  }

  /**
   * The place, looked at before any work.
   *
   * @throws IllegalArgumentException if something is there that is no SavedModel
   */
  static ModelFolder at(Path folder) {
    return checked(new ModelFolder(folder, ModelFolder::isOfSavedModel));
  }

  /**
   * The place for a model that is written with all files of another one, which may be the one
   * there; what else is in that folder then is kept.
   *
   * @param source the folder of the other model
   * @throws IllegalArgumentException if something is there that is no SavedModel
   */
  static ModelFolder at(Path folder, Path source) {
    try {
      boolean same = Files.exists(folder) && Files.isSameFile(folder, source);
      return same ? new ModelFolder(folder, anything -> true) : at(folder);
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    }
  }

  private static ModelFolder checked(ModelFolder place) {
    Path folder = place.folder;
    if (folder.toAbsolutePath().normalize().getFileName() == null) {
      throw new IllegalArgumentException("folder must have a name, but is '" + folder + "'");
    }
    if (Files.exists(folder)) {
      place.requireReplaceable();
    }
    return place;
  }

  private void requireReplaceable() {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "folder must be a folder or not there yet, but " + folder + " is a file");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(replaceable.negate())
          .findFirst()
          .ifPresent(
              entry -> {
                throw new IllegalArgumentException(
                    "folder must hold a SavedModel and nothing else, but %s has '%s'"
                        .formatted(folder, entry.getFileName()));
              });
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    }
  }

  private static boolean isOfSavedModel(Path entry) {
    return OF_SAVED_MODELS.contains(Objects.toString(entry.getFileName()));
  }

  /**
   * Replaces the folder by one with new content.
   *
   * @throws UncheckedIOException if the content can't be written; the folder is as it was then
   */
  void replace(FolderContent content) {
    try {
      WholeFolder.replace(folder, replaceable, content);
    } catch (UnwritableException e) {
      throw failed(folder, e.getReason(), e);
    }
  }

  private static UncheckedIOException failed(Path folder, String reason, IOException e) {
    return new UncheckedIOException("model can't be saved to " + folder + ": " + reason, e);
  }
}
