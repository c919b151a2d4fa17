package io.latent4j.savedmodel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Replaces a folder that holds a SavedModel, and nothing else, as a whole. */
final class FolderSwap {
  private static final Set<String> OF_SAVED_MODELS =
      Set.of(
          "saved_model.pb",
          "variables",
          "assets",
          "assets.extra",
          "debug",
          "fingerprint.pb",
          "keras_metadata.pb");

  private final Path named;
  private final Path folder;

  /** Writes the files. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  private FolderSwap(Path named, Path folder) {
    this.named = named;
    this.folder = folder;
  }

  /**
   * The folder at a place.
   *
   * @throws IllegalArgumentException if something is there that is no SavedModel
   */
  static FolderSwap at(Path named) {
    Path absolute = named.toAbsolutePath().normalize();
    if (absolute.getFileName() == null) {
      throw new IllegalArgumentException("folder must have a name, but is '" + named + "'");
    }
    if (!Files.exists(absolute)) {
      return new FolderSwap(named, absolute);
    }
    if (!Files.isDirectory(absolute)) {
      throw new IllegalArgumentException(
          "folder must be a folder or not there yet, but " + named + " is a file");
    }
    try (Stream<Path> entries = Files.list(absolute)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !OF_SAVED_MODELS.contains(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new IllegalArgumentException(
                    "folder must hold a SavedModel and nothing else, but %s has '%s'"
                        .formatted(named, name));
              });
      return new FolderSwap(named, absolute.toRealPath()); // what a link leads to is replaced
    } catch (IOException e) {
      throw failed(named, e);
    }
  }

  /**
   * Replaces the folder by one with new content.
   *
   * @throws UncheckedIOException if the content can't be written; the folder is as it was then
   */
  void replace(Content content) {
    try {
      Path parent = Files.createDirectories(folder.getParent());
      Path beside = Files.createTempDirectory(parent, "." + folder.getFileName() + ".");
      try {
        Path fresh = Files.createDirectory(beside.resolve("fresh"));
        content.writeTo(fresh);
        moveIn(fresh, beside.resolve("former"));
      } finally {
        clean(beside);
      }
    } catch (IOException e) {
      throw failed(named, e);
    } catch (UncheckedIOException e) {
      throw failed(named, e.getCause());
    }
  }

  private void moveIn(Path fresh, Path former) throws IOException {
    boolean replaces = Files.exists(folder);
    if (replaces) {
      Files.move(folder, former, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaces) {
        putBack(former, e);
      }
      throw e;
    }
  }

  private void putBack(Path former, IOException cause) {
    try {
      Files.move(former, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Deletes what is left of an attempt, but not the only copy of what was there before. */
  private void clean(Path beside) throws IOException {
    if (Files.exists(folder) || Files.notExists(beside.resolve("former"))) {
      List<Path> tree;
      try (Stream<Path> walk = Files.walk(beside)) {
        tree = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : tree) {
        Files.delete(file);
      }
    }
  }

  private static UncheckedIOException failed(Path named, IOException e) {
    return new UncheckedIOException("model can't be saved to " + named + ": " + reason(e), e);
  }

  private static String reason(IOException e) {
    boolean plain = e instanceof FileSystemException || e instanceof FileNotFoundException;
    if (e instanceof NoSuchFileException || !plain) {
      return e.getMessage();
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
