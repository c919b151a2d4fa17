package io.latent4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Replaces a folder as a whole: the new one is completed beside, forced to the disk, and then put
 * in the place of the former. If anything fails, the former one is there as it was. If the program
 * is killed in the moment between, the next one to write the folder first completes what that one
 * began.
 *
 * <pre>{@code
 * Set<String> ours = Set.of("saved_model.pb", "variables", "assets");
 * WholeFolder.replace(
 *     Path.of("model"),
 *     entry -> ours.contains(entry.getFileName().toString()),
 *     fresh -> Files.write(fresh.resolve("saved_model.pb"), bytes));
 * }</pre>
 *
 * <p>Where the path is a link, what it leads to is replaced. Of a folder that can't be moved, such
 * as a container's volume, the entries are replaced together.
 */
public final class WholeFolder {
  private static final String WITHIN = "folder";

  private WholeFolder() {}

  /**
   * Writes a folder, or replaces it with all that is in it. Folders above it that are missing are
   * made.
   *
   * @param folder the folder
   * @param replaceable tells which entries of the former folder may be lost; if it has others, it
   *     is not replaced
   * @param content writes the new folder; what it throws that is no {@link IOException} is thrown
   *     on
   * @throws IllegalArgumentException if the path has no name, a file is there, or a folder with an
   *     entry that must not be lost
   * @throws UnwritableException if the folder can't be written; it is as before
   */
  public static void replace(Path folder, Predicate<Path> replaceable, FolderContent content)
      throws UnwritableException {
    Objects.requireNonNull(replaceable, "replaceable");
    Objects.requireNonNull(content, "content");
    try {
      Path target = Disk.followLinks(folder);
      if (target.getFileName() == null) {
        throw new IllegalArgumentException("folder must have a name, but is '" + folder + "'");
      }
      if (canBeMoved(target)) {
        replaceFromBeside(folder, target, replaceable, content);
      } else {
        replaceFromWithin(folder, target, replaceable, content);
      }
    } catch (IOException | UncheckedIOException e) {
      throw UnwritableException.of(folder, e);
    }
  }

  private static boolean canBeMoved(Path target) throws IOException {
    Path parent = target.getParent();
    return !Files.isDirectory(target)
        || (Files.isWritable(parent)
            && Files.getFileStore(target).equals(Files.getFileStore(parent)));
  }

  private static void replaceFromBeside(
      Path named, Path target, Predicate<Path> replaceable, FolderContent content)
      throws IOException {
    String name = target.getFileName().toString();
    try (MissingFolders missing = MissingFolders.make(target.getParent());
        Stage stage = Stage.open(target.getParent(), name)) {
      requireReplaceable(named, target, replaceable);
      Path fresh = Files.createDirectory(stage.fresh().resolve(name));
      content.writeTo(fresh);
      Disk.copyPermissions(target, fresh);
      List<String> away = Files.exists(target) ? List.of(name) : List.of();
      stage.swap(new Swap(away, List.of(name)));
      missing.keep();
    }
  }

  private static void replaceFromWithin(
      Path named, Path target, Predicate<Path> replaceable, FolderContent content)
      throws IOException {
    Predicate<Path> stages = Stage.place(target, WITHIN)::equals;
    try (Stage stage = Stage.open(target, WITHIN)) {
      requireReplaceable(named, target, replaceable.or(stages));
      content.writeTo(stage.fresh());
      List<String> away =
          Disk.entries(target).stream()
              .filter(stages.negate())
              .map(entry -> entry.getFileName().toString())
              .toList();
      List<String> in =
          Disk.entries(stage.fresh()).stream()
              .map(entry -> entry.getFileName().toString())
              .toList();
      stage.swap(new Swap(away, in));
    }
  }

  private static void requireReplaceable(Path named, Path target, Predicate<Path> replaceable)
      throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new IllegalArgumentException(
          "folder must be a folder or not there yet, but " + named + " is a file");
    }
    for (Path entry : Disk.entries(target)) {
      if (!replaceable.test(entry)) {
        throw new IllegalArgumentException(
            "folder must hold nothing else than what is replaced, but %s has '%s'"
                .formatted(named, entry.getFileName()));
      }
    }
  }
}
