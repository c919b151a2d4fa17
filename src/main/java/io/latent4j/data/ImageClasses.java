package io.latent4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Folders that are classes: all images in such a folder and below it have its name as their label.
 */
final class ImageClasses {

  private final FolderContent root;
  private final List<ImageList.Entry> entries = new ArrayList<>();
  private final List<Path> empty = new ArrayList<>();
  private final List<Path> deep = new ArrayList<>();
  private final List<Path> others;

  ImageClasses(FolderContent root) {
    this.root = root;
    this.others = new ArrayList<>(root.others());
    root.folders().forEach(this::add);
  }

  private void add(Path folder) {
    int before = entries.size();
    FolderContent.walk(
        folder,
        content -> {
          for (Path image : content.images()) {
            entries.add(new ImageList.Entry(image, FolderContent.name(folder), Optional.empty()));
          }
          if (!content.folder().equals(folder) && !content.images().isEmpty()) {
            deep.add(content.folder());
          }
          others.addAll(content.tables());
          others.addAll(content.others());
        });
    if (entries.size() == before) {
      empty.add(folder);
    }
  }

  /** Returns the images, class by class. */
  List<ImageList.Entry> entries() {
    return entries;
  }

  /** Returns files that are neither images nor tables beside the classes. */
  List<Path> others() {
    return others;
  }

  /** Says what in the folders may not be as it was meant. */
  void note(Consumer<String> notes) {
    if (!empty.isEmpty()) {
      notes.accept(
          root.folder()
              + ": no image is in "
              + Text.some(names(empty))
              + (empty.size() == 1 ? ", which gives no label" : ", which give no label"));
    }
    if (!deep.isEmpty()) {
      notes.accept(
          root.folder()
              + ": labels are the folders on top ("
              + Text.some(names(root.folders()))
              + "), also of the images in "
              + Text.some(names(deep)));
    }
  }

  private List<String> names(List<Path> paths) {
    return paths.stream().map(path -> root.folder().relativize(path).toString()).toList();
  }
}
