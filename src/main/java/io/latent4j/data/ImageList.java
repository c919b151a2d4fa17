package io.latent4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which images of a folder are meant, in which order, with which labels: those that the folder's
 * only CSV file names; or all in it, by their names; or, where it has none itself, those of the
 * folders in it, whose names are the labels. What is passed over is told.
 */
final class ImageList {

  /**
   * An image that is meant.
   *
   * @param path the file
   * @param label what it shows; empty if nobody says
   * @param missing what is wrong where a table names it and it isn't there
   */
  record Entry(Path path, String label, Optional<DataFileException> missing) {

    /** Makes sure that there is such a file. */
    void requireFile() {
      if (missing.isPresent()) {
        throw missing.get();
      }
    }
  }

  private final FolderContent content;
  private final Consumer<String> notes;

  /**
   * Looks into a folder.
   *
   * @param notes is told what is passed over, a line each
   */
  ImageList(Path folder, Consumer<String> notes) {
    this.content = FolderContent.of(folder);
    this.notes = notes;
  }

  List<Entry> entries() {
    return content.images().isEmpty() ? below() : here();
  }

  /** The folder has images itself. */
  private List<Entry> here() {
    Optional<Path> table = onlyTable();
    List<Entry> entries;
    if (table.isPresent()) {
      entries = requireAny(listed(new ImageTable(table.get(), names(), notes), table.get()));
    } else {
      entries = unlabelled(content.images());
      noteFolders(content.folders());
    }
    notePassedOver(content.others());
    return entries;
  }

  /** Whatever there is, is in the folders in it. */
  private List<Entry> below() {
    if (content.tables().size() == 1) {
      Path table = content.tables().get(0);
      ImageTable images = new ImageTable(table, names(), notes);
      if (content.folders().stream().noneMatch(FolderContent::hasImage) || images.namesImages()) {
        List<Entry> entries = requireAny(listed(images, table));
        notePassedOver(content.others());
        return entries;
      }
    }
    ImageClasses classes = new ImageClasses(content);
    List<Entry> entries = requireAny(classes.entries());
    for (Path table : content.tables()) {
      notes.accept(table + ": it names no image here, and is passed over; labels are the folders");
    }
    classes.note(notes);
    notePassedOver(classes.others());
    return entries;
  }

  private ImageNames names() {
    return new ImageNames(content.folder());
  }

  private Optional<Path> onlyTable() {
    List<Path> tables = content.tables();
    if (tables.size() > 1) {
      throw new DataFileException(
          content.folder().toString(),
          "",
          "at most one .csv that names the images",
          FolderContent.name(tables.get(0)) + " and " + FolderContent.name(tables.get(1)));
    }
    return tables.stream().findFirst();
  }

  private static List<Entry> unlabelled(List<Path> images) {
    return images.stream().map(image -> new Entry(image, "", Optional.empty())).toList();
  }

  private List<Entry> listed(ImageTable images, Path table) {
    List<Entry> entries = images.entries();
    Set<Path> named = new HashSet<>();
    Set<Path> folders = new TreeSet<>();
    for (Entry entry : entries) {
      named.add(entry.path());
      if (entry.missing().isEmpty()) {
        folders.add(entry.path().getParent());
      }
    }
    folders.add(content.folder());
    List<Path> unnamed = new ArrayList<>();
    for (Path folder : folders) {
      FolderContent.of(folder).images().stream()
          .filter(image -> !named.contains(image))
          .forEach(unnamed::add);
    }
    if (!unnamed.isEmpty()) {
      notes.accept(
          content.folder()
              + ": "
              + counted(unnamed.size(), "image that ", "images that ")
              + FolderContent.name(table)
              + " doesn't name "
              + (unnamed.size() == 1 ? "is" : "are")
              + " left out: "
              + shown(unnamed));
    }
    noteFolders(
        content.folders().stream()
            .filter(folder -> folders.stream().noneMatch(used -> used.startsWith(folder)))
            .toList());
    return entries;
  }

  private void noteFolders(List<Path> folders) {
    List<Path> withImages = folders.stream().filter(FolderContent::hasImage).toList();
    if (!withImages.isEmpty()) {
      notes.accept(
          content.folder()
              + ": the images in "
              + counted(withImages.size(), "folder", "folders")
              + " in it are left out, as there are images beside: "
              + shown(withImages));
    }
  }

  private void notePassedOver(List<Path> others) {
    if (!others.isEmpty()) {
      notes.accept(
          content.folder()
              + ": passed over "
              + counted(others.size(), "file that is no image", "files that are no images")
              + " by name ("
              + ImageFormat.ALL
              + "): "
              + shown(others));
    }
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private String shown(List<Path> paths) {
    return Text.some(
        paths.stream().map(path -> content.folder().relativize(path).toString()).toList());
  }

  private List<Entry> requireAny(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new DataFileException(
          content.folder().toString(),
          "",
          "at least one image (" + ImageFormat.ALL + ")",
          content.others().isEmpty() ? "none" : "none, but " + shown(content.others()));
    }
    return entries;
  }
}
