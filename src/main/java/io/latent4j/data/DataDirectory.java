package io.latent4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder where data sets too large to be embedded are kept, each in a folder of its name. What
 * is missing there is downloaded, if that is allowed.
 *
 * @param path the folder; it need not exist
 * @param downloads whether and how to download
 */
record DataDirectory(Path path, DownloadOptions downloads) {

  DataDirectory {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(downloads, "downloads");
  }

  /** Returns the folder for those who name none: LATENT4J_DATA, else one below the user's home. */
  static Path standard() {
    String named = System.getenv("LATENT4J_DATA");
    return named != null && !named.isBlank()
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".cache", "latent4j");
  }

  /** Returns a file of a data set, downloaded if it is not there. */
  Path require(RemoteFile file) {
    Path wanted = path.resolve(file.dataSet()).resolve(file.name());
    if (Files.exists(wanted)) {
      return wanted;
    }
    if (!downloads.allowed()) {
      throw new DataFileException(
          wanted.toString(),
          "",
          "a file of " + file.dataSet(),
          "no such file (the folder is set by --data-dir or the variable LATENT4J_DATA)");
    }
    new Downloader(downloads).fetch(file, wanted);
    return wanted;
  }
}
