package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file of text that can be read from its start as often as needed.
 *
 * @param path the file, as messages name it
 * @param name what samples from it are called
 * @param content opens it
 */
record TextFile(String path, String name, Content content) {

  /** The bytes of a file. */
  interface Content {
    InputStream open() throws IOException;
  }

  static TextFile of(Path file) {
    return new TextFile(
        file.toString(), String.valueOf(file.getFileName()), () -> ByteInput.stream(file));
  }

  DataFileException error(String position, String expected, String found) {
    return new DataFileException(path, position, expected, found);
  }
}
