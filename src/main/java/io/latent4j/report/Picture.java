package io.latent4j.report;

import io.latent4j.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Something that can be drawn: every plot and grid of this package.
 *
 * <p>Drawing needs no display, changes nothing, and gives the same pixels each time.
 */
public interface Picture {

  /**
   * Draws the picture.
   *
   * @return the picture, a new image at each call
   * @throws IllegalStateException if there is nothing to draw yet
   */
  BufferedImage image();

  /**
   * Draws the picture into a PNG file. Missing folders are made; an existing file is replaced only
   * once the new one is complete.
   *
   * @param file where to write
   * @throws IOException if the folder cannot be made or written; the message names it
   * @throws IllegalStateException if there is nothing to draw yet
   */
  default void writeTo(Path file) throws IOException {
    Check.present("file", file);
    byte[] png = Png.encode(image());
    WholeFile.writeWithFolders(file, out -> out.write(png));
  }
}
