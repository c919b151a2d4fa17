package io.latent4j.data;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** Reads the first image of an open file. */
abstract class ImageDecoder implements AutoCloseable {

  /** Returns the decoder of a format, which takes over an open file at its first byte. */
  static ImageDecoder of(ImageFormat format, Path file, ImageInputStream in) throws IOException {
    return switch (format) {
      case JPEG -> new JpegDecoder(in, file);
      case PNG -> new PngDecoder(in, file);
      case GIF -> new GifDecoder(in);
      case BMP -> new ReaderDecoder(format, in);
      case WEBP -> new WebpDecoder(in, file);
      case TIFF -> new TiffDecoder(in);
    };
  }

  /** Reads what is known before decoding, and refuses images too large to be decoded. */
  final ImageFile.Header header() throws IOException {
    return ImageFile.Header.of(checkedCanvas(), isGrey(), orientation());
  }

  private ImageCanvas checkedCanvas() throws IOException {
    ImageCanvas canvas = canvas();
    if (canvas.width() < 1 || canvas.height() < 1 || canvas.pixels() > ImageSize.MOST_PIXELS) {
      throw new CorruptInputException(
          "",
          "an image of 1 to " + ImageSize.MOST_PIXELS + " pixels",
          canvas.width() + "x" + canvas.height());
    }
    return canvas;
  }

  /** Decodes the image, and lays and turns it as it is to be seen. */
  final Pixels pixels(ImageFile.Header expected, boolean grey) throws IOException {
    ImageCanvas canvas = checkedCanvas();
    if (!ImageFile.Header.of(canvas, isGrey(), expected.orientation()).equals(expected)) {
      throw new CorruptInputException("", "a file that nobody changes", "another image");
    }
    Pixels frame = frame(grey);
    Pixels stored = canvas.isFilledBy(frame) ? frame : frame.on(canvas, background(grey));
    return expected.orientation().turn(stored);
  }

  static CorruptInputException cutOff() {
    return new CorruptInputException("", "a whole image", "one that is cut off");
  }

  /** Returns where the image lies. */
  abstract ImageCanvas canvas() throws IOException;

  /** Tells whether the image has no colours. */
  abstract boolean isGrey() throws IOException;

  /** Decodes the image itself. */
  abstract Pixels frame(boolean grey) throws IOException;

  /** Returns how the image lies. */
  ImageOrientation orientation() throws IOException {
    return ImageOrientation.UPRIGHT;
  }

  /** Returns a pixel of the canvas beside the image. */
  Pixels background(boolean grey) throws IOException {
    return Pixels.white(grey);
  }

  /** Gives back what decoding took; the file is somebody else's to close. */
  @Override
  public void close() {
    // Nothing is held that the garbage collector doesn't see.
  }
}
