package io.latent4j.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files that a list names, as lists come along with images: by their paths within the
 * folder, with or without the ending, and also by their names alone where these are in one place
 * below the folder.
 */
final class ImageNames {

  /**
   * A file, or what is wrong with its name.
   *
   * @param path where the file is, or should be
   * @param problem what is wrong, empty if the file is there
   */
  record Found(Path path, String problem) {

    boolean isThere() {
      return problem.isEmpty();
    }
  }

  /** The files of one folder, or of many. */
  private static final class Index {

    private final Map<String, List<Path>> byName = new HashMap<>();
    private final Map<String, List<Path>> byStem = new HashMap<>();

    void add(FolderContent content) {
      for (Path image : content.images()) {
        String name = FolderContent.name(image);
        put(byName, name, image);
        put(byStem, name.substring(0, name.lastIndexOf('.')), image);
      }
      for (Path file : content.others()) {
        put(byName, FolderContent.name(file), file);
      }
    }

    private static void put(Map<String, List<Path>> map, String name, Path file) {
      map.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(file);
    }

    List<Path> find(String name) {
      List<Path> named = byName.get(name);
      return named != null ? named : byStem.getOrDefault(name, List.of());
    }
  }

  private final Path folder;
  private final Map<Path, Index> folders = new HashMap<>();
  private Index below;

  ImageNames(Path folder) {
    this.folder = folder;
  }

  /** Tells whether a text looks like an image's name, or is that of one that is there. */
  boolean isName(String text) {
    return ImageFormat.isNamedLikeOne(text) || find(text).isThere();
  }

  /** Finds a file; one that is not found is told with the path it should have. */
  Found find(String name) {
    Found found = findAsItIs(name);
    return found.isThere() || name.indexOf('\\') < 0 ? found : findAsItIs(name.replace('\\', '/'));
  }

  private Found findAsItIs(String name) {
    if (name.isEmpty()) {
      return new Found(folder, "which is no name");
    }
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return new Found(folder, "which can't be a file's name");
    }
    Path within = path.normalize();
    if (path.isAbsolute() || within.startsWith("..") || within.toString().isEmpty()) {
      return new Found(folder, "which is not in the folder");
    }
    Path expected = folder.resolve(within);
    String last = FolderContent.name(within);
    List<Path> candidates = in(expected.getParent()).find(last);
    if (candidates.isEmpty() && within.getNameCount() == 1) {
      candidates = below().find(last);
    }
    if (candidates.isEmpty()) {
      return new Found(expected, "which is not there");
    }
    return candidates.size() == 1
        ? new Found(candidates.get(0), "")
        : new Found(expected, "which may be " + several(candidates));
  }

  private String several(List<Path> candidates) {
    return Stream.concat(
            candidates.stream().limit(3).map(file -> folder.relativize(file).toString()),
            Stream.of("...").limit(candidates.size() > 3 ? 1 : 0))
        .collect(Collectors.joining(" or "));
  }

  private Index in(Path parent) {
    return folders.computeIfAbsent(
        parent,
        unseen -> {
          Index index = new Index();
          if (Files.isDirectory(unseen)) {
            index.add(FolderContent.of(unseen));
          }
          return index;
        });
  }

  private Index below() {
    if (below == null) {
      below = new Index();
      FolderContent.of(folder)
          .folders()
          .forEach(child -> FolderContent.walk(child, content -> below.add(content)));
    }
    return below;
  }
}
