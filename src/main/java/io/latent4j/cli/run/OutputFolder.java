package io.latent4j.cli.run;

import io.latent4j.files.FolderContent;
import io.latent4j.files.ResultFolder;
import io.latent4j.files.UnwritableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The folder {@code --out}. The files of a run replace those of the former run as a whole once they
 * are complete, so that a failure leaves the folder as it was, and no folder where there was none.
 */
public final class OutputFolder {

  private final Path named;
  private final ResultFolder results;

  public OutputFolder(Path path) {
    named = path;
    results = ResultFolder.at(path).withUnits(OutputFolder::isModel);
  }

  /** The folder. */
  public Path path() {
    return named.toAbsolutePath().normalize();
  }

  /** Makes sure that files can be written, and leaves nothing behind. */
  public void requireWritable() throws IOException {
    try {
      results.requireWritable();
    } catch (UnwritableException e) {
      throw unwritable(e);
    }
  }

  /** Writes the files of this run, and removes those of the former run. */
  public void replace(FolderContent content) throws IOException {
    try {
      results.replace(content);
    } catch (UnwritableException e) {
      throw unwritable(e);
    }
  }

  /** How many bytes those files of the last run have that are called so. */
  public long bytes(Predicate<String> isCounted) throws IOException {
    long bytes = 0;
    for (String file : results.files()) {
      if (isCounted.test(file)) {
        bytes += Files.size(path().resolve(file));
      }
    }
    return bytes;
  }

  /** Whether this is the folder of a SavedModel, whose files are of no use without each other. */
  private static boolean isModel(Path folder) {
    return Files.exists(folder.resolve("saved_model.pb"));
  }

  /** The folder as it was named. */
  @Override
  public String toString() {
    return named.toString();
  }

  private IOException unwritable(UnwritableException e) {
    return new IOException("--out " + named + " can't be written: " + e.getReason(), e);
  }
}
