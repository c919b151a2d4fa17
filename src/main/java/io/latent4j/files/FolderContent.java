package io.latent4j.files;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the files of a folder. */
@FunctionalInterface
public interface FolderContent {

  /**
   * Writes all files.
   *
   * @param folder an empty folder, from which they are moved to their place afterwards
   * @throws IOException if a file can't be written
   */
  void writeTo(Path folder) throws IOException;
}
