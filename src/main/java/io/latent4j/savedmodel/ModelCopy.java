package io.latent4j.savedmodel;

import io.latent4j.files.FolderContent;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The files of a SavedModel that is another one but for its variables.
 *
 * @param source the folder of the other model
 * @param variables writes the variables
 */
record ModelCopy(Path source, FolderContent variables) implements FolderContent {
  private static final Path VARIABLES = Path.of("variables");

  @Override
  public void writeTo(Path fresh) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path relative = source.relativize(folder);
            if (relative.equals(VARIABLES)) {
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
    variables.writeTo(fresh);
  }
}
