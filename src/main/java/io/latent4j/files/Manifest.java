package io.latent4j.files;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The files that a run wrote into a folder, and how they were then: a file that somebody has
 * changed since is theirs.
 *
 * @param files by their paths below the folder
 */
record Manifest(SortedMap<String, State> files) {
  static final String NAME = Disk.PREFIX + "files.json";

  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int BUFFER = 1 << 16;

  /**
   * What a file holds.
   *
   * @param bytes its size
   * @param crc32 the checksum of zip files, in hexadecimal
   */
  record State(long bytes, String crc32) {
    static State of(Path file) throws IOException {
      CRC32 sum = new CRC32();
      long bytes = 0;
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          sum.update(buffer, 0, count);
          bytes += count;
        }
      }
      return new State(bytes, HexFormat.of().toHexDigits((int) sum.getValue()));
    }
  }

  Manifest {
    files = new TreeMap<>(files);
    files.forEach(
        (path, state) -> {
          RelativePath.require(path);
          Objects.requireNonNull(state, path);
        });
  }

  /** The manifest of all files that are in a folder now. */
  static Manifest of(Path folder) throws IOException {
    SortedMap<String, State> files = new TreeMap<>();
    collect(folder, folder, files);
    return new Manifest(files);
  }

  private static void collect(Path root, Path folder, SortedMap<String, State> files)
      throws IOException {
    for (Path entry : Disk.entries(folder)) {
      if (Disk.isFolder(entry)) {
        collect(root, entry, files);
      } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        files.put(RelativePath.of(root, entry), State.of(entry));
      }
    }
  }

  /**
   * Reads the manifest of a folder, an empty one if it has none.
   *
   * @throws FileSystemException if it can't be understood
   */
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new Manifest(new TreeMap<>());
    }
    String text = Files.readString(file);
    try {
      return Objects.requireNonNull(JSON.fromJson(text, Manifest.class), "manifest");
    } catch (RuntimeException e) {
      // Gson says by exceptions of many kinds that the file is not of this record.
      throw new FileSystemException(
          file.toString(),
          null,
          file + ", which lists the files of the last run, is damaged; delete it to keep them all");
    }
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(NAME), JSON.toJson(this).getBytes(StandardCharsets.UTF_8));
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /** Whether there is anything of the run below a path, or was. */
  boolean listsBelow(String path) {
    String prefix = path + "/";
    return !files.tailMap(prefix).isEmpty() && files.tailMap(prefix).firstKey().startsWith(prefix);
  }

  /** Whether a file, or each file of a folder, is of the run and was not changed since. */
  boolean owns(Path root, Path path) throws IOException {
    if (Disk.isFolder(path)) {
      for (Path entry : Disk.entries(path)) {
        if (!owns(root, entry)) {
          return false;
        }
      }
      return true;
    }
    State state = files.get(RelativePath.of(root, path));
    return state != null
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && Files.size(path) == state.bytes()
        && State.of(path).equals(state);
  }
}
