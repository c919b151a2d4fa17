package io.latent4j.data;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The kinds of images that can be read, with their files' first bytes and usual names. */
enum ImageFormat {
  JPEG("JPEG", List.of("\u00ff\u00d8"), "jpg", "jpeg", "jpe", "jfif", "jif"),
  PNG("PNG", List.of("\u0089PNG\r\n\u001a\n"), "png", "apng"),
  GIF("GIF", List.of("GIF87a", "GIF89a"), "gif"),
  BMP("BMP", List.of("BM"), "bmp", "dib"),
  WEBP("WebP", List.of("RIFF????WEBP"), "webp"),
  /** Also BigTIFF, of more than 4 GB. */
  TIFF("TIFF", List.of("II*\0", "MM\0*", "II+\0", "MM\0+"), "tif", "tiff");

  /** Their names, for messages. */
  static final String ALL =
      Arrays.stream(values()).map(format -> format.title).collect(Collectors.joining(", "));

  /** How many bytes it takes to tell. */
  static final int START = 12;

  private static final char ANY = '?';

  private final String title;
  private final List<String> starts;
  private final List<String> extensions;

  ImageFormat(String title, List<String> starts, String... extensions) {
    this.title = title;
    this.starts = starts;
    this.extensions = List.of(extensions);
  }

  /** Returns the format of a file that starts like this. */
  static Optional<ImageFormat> ofStart(byte[] start) {
    return Arrays.stream(values())
        .filter(format -> format.starts.stream().anyMatch(magic -> matches(magic, start)))
        .findFirst();
  }

  private static boolean matches(String magic, byte[] start) {
    if (start.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (magic.charAt(i) != ANY && magic.charAt(i) != (start[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a file's name is that of an image. */
  static boolean isNamedLikeOne(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot > 0
        && Arrays.stream(values()).anyMatch(format -> format.extensions.contains(extension));
  }

  /**
   * Returns a new reader, if the format isn't WebP. Readers that a user's program has registered
   * for itself are not asked: what is read shall not depend on them.
   */
  ImageReader reader() throws IOException {
    if (this == TIFF) {
      return new TIFFImageReaderSpi().createReaderInstance(null);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(title);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
      reader.dispose();
    }
    throw new IOException("this Java has no reader for " + title);
  }
}
