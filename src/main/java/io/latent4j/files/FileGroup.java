package io.latent4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Replaces files of a folder that are of use only together, such as the index and the data of a
 * checkpoint. The new ones are completed in a folder of their own and forced to the disk. Then the
 * former ones are taken away and the new ones put in their place. One of them is the key: the file
 * that a reader looks for first. It is taken away first and comes last, so that the others are
 * complete whenever it is there. If anything fails, the former files are there as they were.
 *
 * <pre>{@code
 * FileGroup.replace(
 *     Path.of("run"),
 *     "ckpt-3.index",
 *     file -> file.getFileName().toString().startsWith("ckpt-3."),
 *     fresh -> save(fresh.resolve("ckpt-3")));
 * }</pre>
 */
public final class FileGroup {
  private FileGroup() {}

  /**
   * Writes files into a folder, or replaces them. Folders that are missing are made.
   *
   * @param folder the folder
   * @param key the name of the file that says that the others are there
   * @param members tells which files of the folder are of the group, the key among them
   * @param content writes the new files, the key among them, and no folder; what it throws that is
   *     no {@link IOException} is thrown on
   * @throws IllegalStateException if the content lacks the key
   * @throws UnwritableException if the files can't be written; they are as before
   */
  public static void replace(
      Path folder, String key, Predicate<Path> members, FolderContent content)
      throws UnwritableException {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(members, "members");
    Objects.requireNonNull(content, "content");
    Path target = folder.toAbsolutePath().normalize();
    try (MissingFolders missing = MissingFolders.make(target);
        Stage stage = Stage.open(target, key)) {
      content.writeTo(stage.fresh());
      stage.swap(swap(target, key, members, stage));
      missing.keep();
    } catch (IOException | UncheckedIOException e) {
      throw UnwritableException.of(folder.resolve(key), e);
    }
  }

  private static Swap swap(Path folder, String key, Predicate<Path> members, Stage stage)
      throws IOException {
    List<String> in = names(Disk.entries(stage.fresh()), key);
    if (!in.contains(key)) {
      throw new IllegalStateException("content must write " + key + ", but wrote " + in);
    }
    for (String name : in) {
      if (Files.isDirectory(folder.resolve(name))) {
        throw new FileSystemException(
            folder.resolve(name).toString(), null, name + " is a folder there");
      }
    }
    List<Path> former = new ArrayList<>();
    for (Path entry : Disk.entries(folder)) {
      boolean replaced = in.contains(entry.getFileName().toString());
      if (replaced || (Files.isRegularFile(entry) && members.test(entry))) {
        former.add(entry);
      }
    }
    List<String> away = names(former, key);
    Collections.reverse(away);
    return new Swap(away, in);
  }

  /** The names of files, the key last. */
  private static List<String> names(List<Path> files, String key) {
    List<String> names = new ArrayList<>();
    files.forEach(file -> names.add(file.getFileName().toString()));
    if (names.remove(key)) {
      names.add(key);
    }
    return names;
  }
}
