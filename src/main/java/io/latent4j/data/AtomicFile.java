package io.latent4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file beside its place and moves it there when it is complete, so that a failure leaves
 * what was there.
 *
 * <pre>{@code
 * AtomicFile.write(Path.of("run/log.csv"), out -> out.write(bytes));
 * }</pre>
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes all bytes.
     *
     * @param out the file, which is closed afterwards
     * @throws IOException if a byte can't be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, or replaces it.
   *
   * @param file the file, in a folder that exists
   * @param content writes its bytes
   * @throws IOException if the file can't be written; what was there is as before
   * @throws IllegalArgumentException if the path has no name
   */
  public static void write(Path file, Content content) throws IOException {
    Path name = file.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("file must have a name, but is " + file);
    }
    Path beside = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
