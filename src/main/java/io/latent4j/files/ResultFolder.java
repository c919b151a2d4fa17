package io.latent4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A folder for the results of runs, one after the other. The files of a run take the place of the
 * former run's, all together, once the last one is complete: what the former run wrote and the new
 * one does not is removed, and what somebody else put into the folder stays. If anything fails, the
 * folder is as it was. If the program is killed while files are exchanged, the next one to write to
 * the folder first completes what that one began.
 *
 * <pre>{@code
 * ResultFolder results = ResultFolder.at(Path.of("output/pca"));
 * results.requireWritable(); // better known before hours of work than after
 * results.replace(
 *     fresh -> {
 *       metrics.writeTo(fresh.resolve("metrics.json"));
 *       picture.writeTo(fresh.resolve("map.png"));
 *     });
 * }</pre>
 *
 * <p>A hidden file, {@value #MANIFEST}, lists the files of the last run with their sizes and
 * checksums. One that was changed since is somebody's own: it stays unless the new run writes a
 * file of this name. Files of a new run replace those of the same name in any case. Links to
 * folders are followed. Two programs must not write to one folder at a time: the later one fails.
 */
public final class ResultFolder {
  /** The name of the file that lists the files of the last run. */
  public static final String MANIFEST = Manifest.NAME;

  private static final String STAGE = "run";

  private final Path folder;
  private final Predicate<Path> units;

  private ResultFolder(Path folder, Predicate<Path> units) {
    this.folder = folder;
    this.units = units;
  }

  /**
   * The results at a place.
   *
   * @param folder the folder, which may be missing, as those above it
   * @return the folder of results
   */
  public static ResultFolder at(Path folder) {
    return new ResultFolder(Objects.requireNonNull(folder, "folder"), anything -> false);
  }

  /**
   * The same with folders in it that are of use only with all their files and none of others, such
   * as those of SavedModels: one takes the place of another one wholly, even of one that no run is
   * known to have written, and of nothing else.
   *
   * @param isUnit tells whether a folder is one
   * @return the folder of results
   */
  public ResultFolder withUnits(Predicate<Path> isUnit) {
    return new ResultFolder(folder, Objects.requireNonNull(isUnit, "isUnit"));
  }

  /**
   * Lists the files of the last run.
   *
   * @return their paths below the folder, sorted, with slashes between names; those that were
   *     deleted or changed since included; empty if there was no run
   * @throws UnwritableException if the list is damaged or can't be read
   */
  public List<String> files() throws UnwritableException {
    try {
      return Manifest.read(folder).paths();
    } catch (IOException e) {
      throw UnwritableException.of(folder, e);
    }
  }

  /**
   * Makes sure that files can be written, and leaves nothing behind.
   *
   * @throws UnwritableException if they can't be
   */
  public void requireWritable() throws UnwritableException {
    try {
      Path place = Disk.followLinks(folder);
      if (isFolder(place)) {
        Stage.open(place, STAGE).close();
        Manifest.read(place);
      } else {
        MissingFolders missing = MissingFolders.make(place.getParent());
        try {
          Stage.open(place.getParent(), place.getFileName().toString()).close();
        } finally {
          missing.close();
        }
      }
    } catch (IOException e) {
      throw UnwritableException.of(folder, e);
    }
  }

  /**
   * Puts the files of a new run in the place of the former run's.
   *
   * @param content writes the files; what it throws that is no {@link IOException} is thrown on
   * @throws UnwritableException if they can't be written; the folder is as before, and if there was
   *     none, there is none
   */
  public void replace(FolderContent content) throws UnwritableException {
    Objects.requireNonNull(content, "content");
    try {
      Path place = Disk.followLinks(folder);
      if (isFolder(place) || !create(place, content)) {
        update(place, content);
      }
    } catch (IOException | UncheckedIOException e) {
      throw UnwritableException.of(folder, e);
    }
  }

  private static boolean isFolder(Path place) throws IOException {
    if (Files.exists(place) && !Files.isDirectory(place)) {
      throw new NotDirectoryException(place.toString());
    }
    return Files.exists(place);
  }

  private static boolean create(Path place, FolderContent content) throws IOException {
    String name = place.getFileName().toString();
    try (MissingFolders missing = MissingFolders.make(place.getParent());
        Stage stage = Stage.open(place.getParent(), name)) {
      if (isFolder(place)) {
        return false; // only now, from a run that was killed
      }
      Path fresh = Files.createDirectory(stage.fresh().resolve(name));
      content.writeTo(fresh);
      Manifest.of(fresh).write(fresh);
      stage.swap(new Swap(List.of(), List.of(name)));
      missing.keep();
      return true;
    }
  }

  /** Within the folder, which may be a disk of its own. */
  private void update(Path place, FolderContent content) throws IOException {
    try (Stage stage = Stage.open(place, STAGE)) {
      content.writeTo(stage.fresh());
      Manifest former = Manifest.read(place);
      Manifest.of(stage.fresh()).write(stage.fresh());
      stage.swap(SwapPlan.of(stage.fresh(), place, former, units));
    }
  }

  /**
   * Returns the folder.
   *
   * @return the path as it was given
   */
  @Override
  public String toString() {
    return folder.toString();
  }
}
