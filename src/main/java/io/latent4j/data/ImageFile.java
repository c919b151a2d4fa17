package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image file, its format told by its first bytes. */
final class ImageFile {

  static final String KINDS = "PNG, JPEG, GIF, BMP";

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  /** What is known before decoding. */
  record Header(int width, int height, boolean grey) {

    long pixels() {
      return (long) width * height;
    }

    String size() {
      return width + "x" + height;
    }
  }

  private interface Work<T> {
    T with(ImageReader reader) throws IOException;
  }

  private final Path path;

  ImageFile(Path path) {
    this.path = path;
  }

  /** Tells whether a file's name is that of an image. */
  static boolean isNamedLikeOne(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Reads the header, and refuses images too large to be decoded. */
  Header header() {
    return read(this::header);
  }

  private Header header(ImageReader reader) throws IOException {
    Header header = new Header(reader.getWidth(0), reader.getHeight(0), isGrey(reader));
    if (header.width < 1 || header.height < 1 || header.pixels() > ImageSize.MOST_PIXELS) {
      throw new CorruptInputException(
          "", "an image of 1 to " + ImageSize.MOST_PIXELS + " pixels", header.size());
    }
    return header;
  }

  private static boolean isGrey(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    // JPEG has no type to show for its own colours.
    return type != null && isGrey(type.getColorModel());
  }

  private static boolean isGrey(ColorModel model) {
    if (!(model instanceof IndexColorModel palette)) {
      return model.getNumColorComponents() == 1;
    }
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  /** Decodes the image, which must still be as its header was. */
  Pixels decode(Header expected, boolean grey) {
    return read(
        reader -> {
          Header now = header(reader);
          if (!now.equals(expected)) {
            throw new CorruptInputException("", "a file that nobody changes", "another image");
          }
          BufferedImage image = decode(reader);
          return Pixels.of(image, grey);
        });
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    boolean[] truncated = {false};
    reader.addIIOReadWarningListener(
        (source, warning) -> truncated[0] |= tellsTruncation(warning.toLowerCase(Locale.ROOT)));
    BufferedImage image = reader.read(0);
    if (truncated[0]) {
      throw new CorruptInputException("", "a whole image", "one that is cut off");
    }
    return image;
  }

  /** The JPEG decoder makes up what is missing, and only warns; other warnings are harmless. */
  private static boolean tellsTruncation(String warning) {
    return warning.contains("premature end") || warning.contains("truncated");
  }

  private <T> T read(Work<T> work) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path), 1 << 14);
        ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
      ImageReader reader =
          reader(in)
              .orElseThrow(
                  () -> new CorruptInputException("", "an image (" + KINDS + ")", "other data"));
      try {
        reader.setInput(in, false, true);
        return work.with(reader);
      } finally {
        reader.dispose();
      }
    } catch (CorruptInputException e) {
      throw DataFileException.from(path.toString(), e);
    } catch (IOException | RuntimeException e) {
      throw undecodable(e);
    } catch (OutOfMemoryError e) {
      // Asked for at once by a header, which may lie, and not had: nothing else suffers from it.
      throw new DataFileException(
          path.toString(), "", "an image that the Java heap can hold", "a larger one", e);
    }
  }

  /** Damaged images make the decoders fail in any way they can. */
  private DataFileException undecodable(Exception e) {
    if (e instanceof FileSystemException unreadable) {
      return DataFileException.from(path.toString(), unreadable);
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new DataFileException(
        path.toString(),
        "",
        "an image that can be decoded",
        "damage, or a kind of image that is not supported (" + Text.oneLine(reason) + ")",
        e);
  }

  private static Optional<ImageReader> reader(ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      for (String format : reader.getOriginatingProvider().getFormatNames()) {
        if (FORMATS.contains(format)) {
          return Optional.of(reader);
        }
      }
      reader.dispose();
    }
    return Optional.empty();
  }
}
