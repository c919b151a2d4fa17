package io.latent4j.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders with texts in them, as maps. */
final class Trees {
  private Trees() {}

  /**
   * What is in a folder, hidden files included, but not the manifest.
   *
   * @return texts by the path of their files; empty folders by their path and a slash, without text
   */
  static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.filter(path -> !path.equals(folder))
          .filter(path -> !path.getFileName().toString().equals(ResultFolder.MANIFEST))
          .forEach(path -> put(folder, path, texts));
    }
    return texts;
  }

  private static void put(Path folder, Path path, Map<String, String> texts) {
    String name = RelativePath.of(folder, path);
    try {
      if (!Files.isDirectory(path)) {
        texts.put(name, Files.readString(path));
      } else if (Disk.entries(path).isEmpty()) {
        texts.put(name + "/", "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes texts, by the path of their files. */
  static void write(Path folder, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = folder.resolve(text.getKey());
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, text.getValue());
    }
  }
}
