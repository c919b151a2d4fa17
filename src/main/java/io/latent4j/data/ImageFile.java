package io.latent4j.data;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image file, its format told by its first bytes. */
final class ImageFile {

  /**
   * What is known before decoding.
   *
   * @param width of the image as it is seen
   * @param height of the image as it is seen
   * @param grey whether it has no colours
   * @param orientation how it lies in the file
   */
  record Header(int width, int height, boolean grey, ImageOrientation orientation) {

    static Header of(ImageCanvas canvas, boolean grey, ImageOrientation orientation) {
      return orientation.transposed()
          ? new Header(canvas.height(), canvas.width(), grey, orientation)
          : new Header(canvas.width(), canvas.height(), grey, orientation);
    }

    long pixels() {
      return (long) width * height;
    }

    String size() {
      return width + "x" + height;
    }
  }

  private interface Work<T> {
    T with(ImageDecoder decoder) throws IOException;
  }

  private final Path path;

  ImageFile(Path path) {
    this.path = path;
  }

  /** Reads the header, and refuses images too large to be decoded. */
  Header header() {
    return read(ImageDecoder::header);
  }

  /** Decodes the image, which must still be as its header was. */
  Pixels decode(Header expected, boolean grey) {
    return read(decoder -> decoder.pixels(expected, grey));
  }

  private <T> T read(Work<T> work) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path), 1 << 14);
        ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
      try (ImageDecoder decoder = ImageDecoder.of(format(in), path, in)) {
        return work.with(decoder);
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

  private ImageFormat format(ImageInputStream in) throws IOException {
    byte[] start = new byte[ImageFormat.START];
    in.mark();
    int length = Math.max(0, in.read(start));
    in.reset();
    Optional<ImageFormat> format = ImageFormat.ofStart(Arrays.copyOf(start, length));
    if (format.isEmpty()) {
      throw new CorruptInputException("", "an image (" + ImageFormat.ALL + ")", found(length));
    }
    return format.get();
  }

  /**
   * Names formats that are images, or not, but can't be read: photographs of telephones are such.
   */
  private String found(int length) throws IOException {
    if (length == 0) {
      return "an empty file";
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
      FileType type = FileTypeDetector.detectFileType(bytes);
      return type == FileType.Unknown ? "other data" : type.getName();
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
}
