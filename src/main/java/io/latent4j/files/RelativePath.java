package io.latent4j.files;

import java.nio.file.Path;
import java.util.List;

/** Paths below a folder as a text, the same on every system: with slashes between the names. */
final class RelativePath {
  private RelativePath() {}

  /** The path of something below a folder. */
  static String of(Path folder, Path below) {
    return folder.relativize(below).toString().replace('\\', '/');
  }

  /**
   * Refuses what could lead out of a folder: such a text was not written by this package.
   *
   * @throws IllegalArgumentException if it is not a path below
   */
  static void require(String path) {
    boolean below =
        !path.startsWith("/")
            && path.indexOf(':') != 1
            && List.of(path.split("[/\\\\]", -1)).stream()
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (!below) {
      throw new IllegalArgumentException(
          "path must be one below the folder, but is '" + path + "'");
    }
  }
}
