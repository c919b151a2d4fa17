package io.latent4j.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is in a folder, each kind in the order of the names. Files and folders whose names start
 * with a dot are left alone, and so is what operating systems put beside pictures.
 *
 * @param folder the folder
 * @param images files whose names are those of images
 * @param tables files that end in {@code .csv}
 * @param others all other files
 * @param folders the folders in it
 */
record FolderContent(
    Path folder, List<Path> images, List<Path> tables, List<Path> others, List<Path> folders) {

  /** Of Windows, of archives made on a Mac, and of network disks. */
  private static final Set<String> OF_SYSTEMS =
      Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "icon\r");

  /** Reads the folder itself, not those in it. */
  static FolderContent of(Path folder) {
    FolderContent content =
        new FolderContent(
            folder, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        content.add(entry);
      }
    } catch (IOException e) {
      throw DataFileException.from(folder.toString(), e);
    }
    Comparator<Path> byName = Comparator.comparing(FolderContent::name);
    content.images.sort(byName);
    content.tables.sort(byName);
    content.others.sort(byName);
    content.folders.sort(byName);
    return content;
  }

  private void add(Path entry) {
    String name = name(entry);
    String lower = name.toLowerCase(Locale.ROOT);
    if (name.startsWith(".") || OF_SYSTEMS.contains(lower)) {
      return;
    }
    if (Files.isDirectory(entry)) {
      folders.add(entry);
    } else if (ImageFormat.isNamedLikeOne(name)) {
      images.add(entry);
    } else if (lower.endsWith(".csv")) {
      tables.add(entry);
    } else {
      others.add(entry);
    }
  }

  /** Returns the last part of a path. */
  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Shows the folder and all below it, each before those in it. */
  static void walk(Path folder, Consumer<FolderContent> visitor) {
    walk(folder, visitor, new HashSet<>());
  }

  private static void walk(Path folder, Consumer<FolderContent> visitor, Set<Path> above) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      throw DataFileException.from(folder.toString(), e);
    }
    if (!above.add(real)) {
      return; // a link that leads back up
    }
    FolderContent content = of(folder);
    visitor.accept(content);
    for (Path below : content.folders) {
      walk(below, visitor, above);
    }
    above.remove(real);
  }

  /** Tells whether an image is seen in the folder or below it; a closed folder shows none. */
  static boolean hasImage(Path folder) {
    boolean[] found = {false};
    try {
      walk(folder, content -> found[0] |= !content.images.isEmpty());
    } catch (DataFileException e) {
      return found[0];
    }
    return found[0];
  }
}
