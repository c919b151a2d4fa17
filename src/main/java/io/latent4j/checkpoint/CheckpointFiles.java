package io.latent4j.checkpoint;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of one checkpoint.
 *
 * @param prefix what the names of all of them start with
 */
record CheckpointFiles(Path prefix) {
  private static final Pattern DATA_SUFFIX = Pattern.compile("\\.data-\\d{5}-of-\\d{5}");

  CheckpointFiles {
    if (prefix.getFileName() == null || prefix.getFileName().toString().isEmpty()) {
      throw new IllegalArgumentException("prefix must end in a name, but is '" + prefix + "'");
    }
  }

  String name() {
    return prefix.getFileName().toString();
  }

  Path folder() {
    return prefix.toAbsolutePath().getParent();
  }

  Path index() {
    return prefix.resolveSibling(name() + ".index");
  }

  Path data(int shard, int shards) {
    return prefix.resolveSibling("%s.data-%05d-of-%05d".formatted(name(), shard, shards));
  }

  /** Whether there is a checkpoint: the index is what is written last. */
  boolean exist() {
    return Files.isRegularFile(index());
  }

  /** The data files that are there. */
  List<Path> dataFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), this::isData)) {
        files.forEach(found::add);
      }
    }
    return found;
  }

  private boolean isData(Path file) {
    String other = file.getFileName().toString();
    return other.startsWith(name())
        && DATA_SUFFIX.matcher(other.substring(name().length())).matches();
  }

  /** Deletes the checkpoint, the index first: what is left by an interruption is none. */
  void delete() throws IOException {
    Files.deleteIfExists(index());
    for (Path data : dataFiles()) {
      Files.deleteIfExists(data);
    }
  }

  /**
   * Moves other files to this place, the index last. What was here before is put aside and put back
   * if a move fails.
   *
   * @param fresh the new files
   * @param aside an empty folder on the same disk; if nothing goes wrong, it is empty afterwards
   */
  void replaceBy(CheckpointFiles fresh, Path aside) throws IOException {
    List<Path> former = dataFiles();
    List<Path> moved = new ArrayList<>();
    try {
      for (Path data : former) {
        move(data, aside.resolve(data.getFileName()));
      }
      for (Path data : fresh.dataFiles()) {
        Path target = folder().resolve(data.getFileName());
        move(data, target);
        moved.add(target);
      }
      move(fresh.index(), index());
    } catch (IOException e) {
      putBack(aside, former, moved, e);
      throw e;
    }
    for (Path data : former) {
      Files.deleteIfExists(aside.resolve(data.getFileName()));
    }
  }

  private static void putBack(Path aside, List<Path> former, List<Path> moved, IOException cause) {
    try {
      for (Path data : moved) {
        Files.deleteIfExists(data);
      }
      for (Path data : former) {
        Path kept = aside.resolve(data.getFileName());
        if (Files.exists(kept)) {
          move(kept, data);
        }
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void move(Path source, Path target) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
