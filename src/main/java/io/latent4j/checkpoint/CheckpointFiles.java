package io.latent4j.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Whether a file in the folder is the index or one of the data files. */
  boolean include(Path file) {
    return file.getFileName().equals(index().getFileName()) || isData(file);
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
}
