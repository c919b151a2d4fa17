package io.latent4j.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds out what is to be taken out of a folder of results, and what put in. */
final class SwapPlan {
  private final Path root;
  private final Manifest former;
  private final Predicate<Path> units;
  private final List<String> away = new ArrayList<>();
  private final List<String> in = new ArrayList<>();

  private SwapPlan(Path root, Manifest former, Predicate<Path> units) {
    this.root = root;
    this.former = former;
    this.units = units;
  }

  /**
   * The swap of a former run's files for those of a new one.
   *
   * @param fresh the folder of the new files
   * @param root the folder of results
   * @param former the former run's files
   * @param units which folders are of use only with all their files
   * @throws FileSystemException if something of another kind is in the place of a new file
   */
  static Swap of(Path fresh, Path root, Manifest former, Predicate<Path> units) throws IOException {
    SwapPlan plan = new SwapPlan(root, former, units);
    plan.putIn(fresh, root);
    plan.takeAwayTheRest();
    return new Swap(plan.away, plan.in);
  }

  private void putIn(Path fresh, Path target) throws IOException {
    for (Path entry : Disk.entries(fresh)) {
      put(entry, target.resolve(entry.getFileName()));
    }
  }

  private void put(Path fresh, Path target) throws IOException {
    boolean folders = Disk.isFolder(fresh) && Files.isDirectory(target);
    if (!Disk.isThere(target)) {
      in.add(RelativePath.of(root, target));
    } else if (folders && !Disk.isFolder(target)) {
      putIn(fresh, target); // a link, by which somebody wants the files to be elsewhere
    } else if (former.owns(root, target) || (!folders && isFile(fresh) && isFile(target))) {
      replace(target);
    } else if (!folders) {
      throw inTheWay(target, isFile(target) ? " is a file there" : " is a folder there");
    } else if (!units.test(fresh) || former.listsBelow(RelativePath.of(root, target))) {
      putIn(fresh, target);
    } else if (units.test(target)) {
      replace(target);
    } else {
      throw inTheWay(target, " is a folder of something else there");
    }
  }

  private static boolean isFile(Path path) {
    return !Files.isDirectory(path);
  }

  private static FileSystemException inTheWay(Path target, String how) {
    return new FileSystemException(target.toString(), null, target.getFileName() + how);
  }

  private void replace(Path target) {
    String path = RelativePath.of(root, target);
    away.add(path);
    in.add(path);
  }

  /** What the former run had and the new one has not. */
  private void takeAwayTheRest() throws IOException {
    for (String path : former.paths()) {
      Path file = root.resolve(path);
      if (!isTakenAway(path) && Disk.isThere(file) && former.owns(root, file)) {
        away.add(RelativePath.of(root, outermostOwned(file)));
      }
    }
  }

  private boolean isTakenAway(String path) {
    return away.stream().anyMatch(taken -> path.equals(taken) || path.startsWith(taken + "/"));
  }

  /** A folder that would be left empty goes, too. */
  private Path outermostOwned(Path file) throws IOException {
    Path owned = file;
    for (Path above = file.getParent();
        !above.equals(root) && former.owns(root, above);
        above = above.getParent()) {
      owned = above;
    }
    return owned;
  }
}
