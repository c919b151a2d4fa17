package io.latent4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder where data sets too large to be embedded are kept, each in a folder of its name.
 *
 * @param path the folder; it need not exist
 */
record DataDirectory(Path path) {

  DataDirectory {
    Objects.requireNonNull(path, "path");
  }

  /** Returns the folder for those who name none: LATENT4J_DATA, else one below the user's home. */
  static DataDirectory standard() {
    String named = System.getenv("LATENT4J_DATA");
    return new DataDirectory(
        named != null && !named.isBlank()
            ? Path.of(named)
            : Path.of(System.getProperty("user.home"), ".cache", "latent4j"));
  }

  /** Returns a file of a data set, which must be there. */
  Path require(String dataSet, String file) {
    Path wanted = path.resolve(dataSet).resolve(file);
    if (!Files.exists(wanted)) {
      throw new DataFileException(
          wanted.toString(),
          "",
          "a file of " + dataSet,
          "no such file (the folder is set by --data-dir or the variable LATENT4J_DATA)");
    }
    return wanted;
  }
}
