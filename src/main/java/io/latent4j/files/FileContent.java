package io.latent4j.files;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of a file. */
@FunctionalInterface
public interface FileContent {

  /**
   * Writes all bytes.
   *
   * @param out where to; buffered, and closed by who gave it
   * @throws IOException if a byte can't be written
   */
  void writeTo(OutputStream out) throws IOException;
}
