package io.latent4j.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder {@code --out}. What a command writes is completed in a folder of its own on the same
 * file system and then moved, so that a failure leaves the folder as it was, and no folder where
 * there was none.
 */
public final class OutputFolder {

  private final Path named;
  private final Path path;

  /** Writes all files of a result. */
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  public OutputFolder(Path path) {
    named = path;
    this.path = path.toAbsolutePath().normalize();
  }

  public Path path() {
    return path;
  }

  /** Makes sure that files can be written, and leaves nothing behind. */
  public void requireWritable() throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    try {
      stage(made);
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      removeFolders(made);
    }
  }

  /** Writes files, and replaces those of the same names. */
  public void replace(Content content) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    try {
      Path stage = stage(made);
      content.writeTo(stage);
      publish(stage);
    } catch (IOException e) {
      throw unwritable(e);
    } catch (UncheckedIOException e) {
      throw unwritable(e.getCause());
    } finally {
      if (!made.isEmpty()) {
        removeTree(made.pop());
      }
      removeFolders(made);
    }
  }

  /**
   * Makes the folder where files are completed: within {@code --out} where that exists, as it may
   * be a file system of its own, else beside it. All folders made are noted, the last one first.
   */
  private Path stage(Deque<Path> made) throws IOException {
    String unique = ".latent4j-" + UUID.randomUUID();
    if (Files.isDirectory(path)) {
      return makeFolder(path.resolve(unique), made);
    }
    if (Files.exists(path)) {
      throw new NotDirectoryException(path.toString());
    }
    Path parent = path.getParent();
    makeFolders(parent, made);
    return makeFolder(parent.resolve(unique), made);
  }

  private static void makeFolders(Path folder, Deque<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      makeFolders(folder.getParent(), made);
    }
    makeFolder(folder, made);
  }

  private static Path makeFolder(Path folder, Deque<Path> made) throws IOException {
    Files.createDirectory(folder);
    made.push(folder);
    return folder;
  }

  private void publish(Path stage) throws IOException {
    if (!Files.exists(path)) {
      Files.move(stage, path, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    List<Path> staged;
    try (Stream<Path> tree = Files.walk(stage)) {
      staged =
          tree.filter(file -> !file.equals(stage) && !isInModel(stage, file)).sorted().toList();
    }
    for (Path file : staged) {
      requireSameKind(file, target(stage, file));
    }
    for (Path file : staged) {
      Path target = target(stage, file);
      if (isModel(file)) {
        replaceModel(file, target);
      } else if (!Files.isDirectory(file)) {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      } else if (!Files.exists(target)) {
        Files.createDirectory(target);
      }
    }
  }

  /** Whether this is the folder of a SavedModel, whose files are of no use without each other. */
  private static boolean isModel(Path file) {
    return Files.exists(file.resolve("saved_model.pb"));
  }

  private static boolean isInModel(Path stage, Path file) {
    for (Path above = file.getParent(); !above.equals(stage); above = above.getParent()) {
      if (isModel(above)) {
        return true;
      }
    }
    return false;
  }

  /** Puts the former model where the new one was, to be removed with what is left there. */
  private static void replaceModel(Path staged, Path target) throws IOException {
    Path former = staged.resolveSibling(staged.getFileName() + ".former");
    boolean replaces = Files.exists(target);
    if (replaces) {
      Files.move(target, former, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaces) {
        Files.move(former, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  private Path target(Path stage, Path file) {
    return path.resolve(stage.relativize(file));
  }

  /** A file can't replace a folder: to be found out before the first one is moved. */
  private static void requireSameKind(Path staged, Path target) throws IOException {
    if (Files.exists(target) && Files.isDirectory(target) != Files.isDirectory(staged)) {
      throw new FileSystemException(
          target.toString(),
          null,
          target.getFileName()
              + (Files.isDirectory(target) ? " is a folder there" : " is a file there"));
    }
    if (Files.exists(target) && isModel(staged) && !isModel(target)) {
      throw new FileSystemException(
          target.toString(), null, target.getFileName() + " is a folder of something else there");
    }
  }

  private static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> tree;
    try (Stream<Path> walk = Files.walk(folder)) {
      tree = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : tree) {
      Files.deleteIfExists(file);
    }
  }

  /** Removes the folders that were made and are still empty. */
  private static void removeFolders(Deque<Path> made) throws IOException {
    while (!made.isEmpty()) {
      Path folder = made.pop();
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(folder);
    }
  }

  /** The folder as it was named. */
  @Override
  public String toString() {
    return named.toString();
  }

  private IOException unwritable(IOException e) {
    return new IOException("--out " + named + " can't be written: " + reason(e), e);
  }

  private static String reason(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (root instanceof NotDirectoryException || root instanceof FileAlreadyExistsException) {
      return root.getMessage() + " is not a folder";
    }
    if (root instanceof NoSuchFileException) {
      return "no such folder";
    }
    String said = root instanceof FileSystemException f ? f.getReason() : root.getMessage();
    return said == null ? root.toString() : said;
  }
}
