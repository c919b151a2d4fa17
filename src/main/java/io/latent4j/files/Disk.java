package io.latent4j.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What is done to files and folders that {@link Files} has no single call for. */
final class Disk {
  /** What the names of all files begin with that are there only while something is written. */
  static final String PREFIX = ".latent4j-";

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private Disk() {}

  /** Works on a channel, which an interrupt closes. */
  @FunctionalInterface
  private interface ChannelWork {
    void run() throws IOException;
  }

  /** A name beside a file that nothing else has. */
  static Path unusedBeside(Path file) {
    return file.resolveSibling(PREFIX + UUID.randomUUID() + ".tmp");
  }

  /** Whether something has this name, be it a link that leads nowhere. */
  static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether this is a folder itself, and no link to one. */
  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The absolute path of what is to be written: where links lead, though there be nothing yet. */
  static Path followLinks(Path path) throws IOException {
    Path target = path.toAbsolutePath().normalize();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
    }
    return target;
  }

  /** The entries of a folder, in the order of their names. */
  static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    }
    entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
    return entries;
  }

  /** Sees to it that the bytes of a file are on the disk before a name says that they are. */
  static void force(Path file) throws IOException {
    uninterrupted(
        () -> {
          try {
            force(file, StandardOpenOption.WRITE);
          } catch (AccessDeniedException e) {
            force(file, StandardOpenOption.READ); // enough, but not on Windows
          }
        });
  }

  /**
   * Sees to it that the names in a folder are on the disk. Not every system can: Windows doesn't
   * open folders, some network file systems don't force them, and neither is a reason to fail.
   */
  static void forceNames(Path folder) {
    try {
      uninterrupted(() -> force(folder, StandardOpenOption.READ));
    } catch (IOException e) {
      return;
    }
  }

  /** Sees to it that all files and folders in a folder are on the disk, and itself. */
  static void forceTree(Path folder) throws IOException {
    for (Path entry : entries(folder)) {
      if (isFolder(entry)) {
        forceTree(entry);
      } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        force(entry);
      }
    }
    forceNames(folder);
  }

  private static void force(Path path, OpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** An interrupt closes a channel, but asks for no more than an end of the work after the file. */
  private static void uninterrupted(ChannelWork work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (ClosedByInterruptException e) {
          Thread.interrupted();
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives a complete file the name of another one, which is there until then. */
  static void replaceFile(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path former = unusedBeside(target);
      boolean replaces = isThere(target);
      if (replaces) {
        Files.move(target, former);
      }
      try {
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failure) {
        if (replaces) {
          putBack(former, target, failure);
        }
        throw failure;
      }
      deleteQuietly(former);
    }
  }

  private static void putBack(Path former, Path target, IOException cause) {
    try {
      Files.move(former, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Moves a file or a folder; a file that is there is replaced, a folder that is there taken for a
   * part of the same folder, moved before. Where a folder can't be moved at once, which is so for
   * those of a container's image and on other disks, its files are moved one by one.
   */
  static void move(Path source, Path target) throws IOException {
    if (isFolder(source) && isFolder(target)) {
      moveEntries(source, target);
      return;
    }
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      if (isFolder(source)) {
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES); // the folder alone
        moveEntries(source, target);
      } else {
        copyAndDelete(source, target);
      }
    }
  }

  private static void moveEntries(Path source, Path target) throws IOException {
    for (Path entry : entries(source)) {
      move(entry, target.resolve(entry.getFileName()));
    }
    forceNames(target);
    Files.delete(source);
  }

  private static void copyAndDelete(Path source, Path target) throws IOException {
    Path beside = unusedBeside(target);
    try {
      Files.copy(source, beside, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
        force(beside);
      }
      replaceFile(beside, target);
    } catch (IOException e) {
      deleteQuietly(beside);
      throw e;
    }
    Files.delete(source);
  }

  /** Gives something new the permissions of what it takes the place of, if there is such. */
  static void copyPermissions(Path former, Path fresh) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (view != null && Files.exists(former)) {
      view.setPermissions(Files.getPosixFilePermissions(former));
    }
  }

  /** Deletes a file, or a folder with all that is in it, if it is there. */
  static void deleteTree(Path path) throws IOException {
    if (!isThere(path)) {
      return;
    }
    List<Path> tree;
    try (Stream<Path> walk = Files.walk(path)) {
      tree = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : tree) {
      Files.deleteIfExists(entry);
    }
  }

  /** Deletes a file that is of no use any more: that it can't be deleted is no failure. */
  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return;
    }
  }
}
