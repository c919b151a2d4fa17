package io.latent4j.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Folders that are made on the way to what is written, and removed again if it was not. */
final class MissingFolders implements Closeable {
  private final Deque<Path> made = new ArrayDeque<>();

  private MissingFolders() {}

  /** Makes a folder, and those above it that are missing, too. */
  static MissingFolders make(Path folder) throws IOException {
    MissingFolders folders = new MissingFolders();
    try {
      folders.add(folder);
      return folders;
    } catch (IOException | RuntimeException e) {
      folders.close();
      throw e;
    }
  }

  private void add(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (folder.getParent() != null) {
      add(folder.getParent());
    }
    Files.createDirectory(folder);
    made.push(folder);
  }

  /** They are of use now. */
  void keep() {
    made.forEach(folder -> Disk.forceNames(folder.getParent()));
    made.clear();
  }

  /** Removes those that were made and are still empty. */
  @Override
  public void close() throws IOException {
    while (!made.isEmpty()) {
      try {
        Files.deleteIfExists(made.pop());
      } catch (DirectoryNotEmptyException e) {
        made.clear(); // somebody else found use for them
      }
    }
  }
}
