package io.latent4j.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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

  /** Text from a stream that can be read only once, held in memory. */
  static TextFile held(InputStream in, String name) {
    try {
      byte[] start = in.readNBytes(2);
      boolean packed = start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
      byte[] bytes = packed ? new GzipInput(whole).readAllBytes() : whole.readAllBytes();
      return new TextFile(name, name, () -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw DataFileException.from(name, e);
    }
  }

  DataFileException error(String position, String expected, String found) {
    return new DataFileException(path, position, expected, found);
  }
}
