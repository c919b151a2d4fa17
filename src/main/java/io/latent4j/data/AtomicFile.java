package io.latent4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file written beside and renamed when complete, so that a failure leaves what was there. */
final class AtomicFile {

  private AtomicFile() {}

  /** Writes the bytes of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
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
