package io.latent4j.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes the folder of a model beside its place and moves it there when it is complete. */
final class ModelFolder {
  private static final String DESCRIPTION = "saved_model.pb";
  private static final String VARIABLES = "variables";

  private ModelFolder() {}

  /** Writes the variables into a folder. */
  interface Variables {
    void writeTo(Path folder);
  }

  /**
   * Makes a model that is another one but for its variables.
   *
   * @param target where to
   * @param source the other model, which may be at the same place
   * @param variables writes the variables
   */
  static void replace(Path target, Path source, Variables variables) {
    Path place = target.toAbsolutePath().normalize();
    try {
      checkReplaceable(place);
      Files.createDirectories(place.getParent());
      Path beside = Files.createTempDirectory(place.getParent(), "." + place.getFileName() + ".");
      try {
        Path fresh = Files.createDirectory(beside.resolve("fresh"));
        copy(source, fresh);
        variables.writeTo(fresh);
        exchange(place, fresh, beside.resolve("former"));
      } finally {
        delete(beside);
      }
    } catch (UncheckedIOException e) {
      throw failed(target, e.getCause());
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private static UncheckedIOException failed(Path target, IOException e) {
    return new UncheckedIOException(
        new IOException("SavedModel " + target + " can't be written: " + e, e));
  }

  /** What somebody may have there by mistake is not to be lost. */
  private static void checkReplaceable(Path place) throws IOException {
    if (!Files.exists(place) || Files.exists(place.resolve(DESCRIPTION))) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(place)) {
      try (Stream<Path> entries = Files.list(place)) {
        empty = entries.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw new IllegalArgumentException(
          "folder must be new, empty or a SavedModel, but " + place + " is something else");
    }
  }

  private static void copy(Path source, Path fresh) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path relative = source.relativize(folder);
            if (relative.equals(Path.of(VARIABLES))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(source)) {
              Files.createDirectory(fresh.resolve(relative.toString()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (Files.isRegularFile(file)) {
              Files.copy(file, fresh.resolve(source.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void exchange(Path place, Path fresh, Path former) throws IOException {
    boolean existed = Files.exists(place);
    if (existed) {
      Files.move(place, former, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (existed) {
        Files.move(former, place, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
