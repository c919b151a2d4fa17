package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Reads the first image of an open file; formats with ways of their own have subclasses. */
class ImageDecoder {

  private final ImageReader reader;
  private boolean truncated;
  private String unsupported;

  /** Takes over a reader and an open file, whose first byte comes next. */
  ImageDecoder(ImageReader reader, ImageInputStream in) {
    this.reader = reader;
    reader.setInput(in, false, true);
    reader.addIIOReadWarningListener((source, warning) -> heed(warning));
  }

  /** Returns the decoder of a format. */
  static ImageDecoder of(ImageFormat format, Path file, ImageInputStream in) throws IOException {
    ImageReader reader = format.reader();
    try {
      return switch (format) {
        case JPEG -> new JpegDecoder(reader, in, file);
        case PNG -> new PngDecoder(reader, in, file);
        case GIF -> new GifDecoder(reader, in);
        case BMP -> new ImageDecoder(reader, in);
        case WEBP -> new WebpDecoder(reader, in, file);
        case TIFF -> new TiffDecoder(reader, in);
      };
    } catch (IOException | RuntimeException | Error e) {
      reader.dispose();
      throw e;
    }
  }

  final ImageReader reader() {
    return reader;
  }

  /** Some decoders make up what is missing, and only warn; other warnings are harmless. */
  private void heed(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    truncated |= text.contains("premature end") || text.contains("truncated");
    if (text.contains("not implemented") || text.contains("default color table")) {
      unsupported = warning;
    }
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
    if (truncated) {
      throw cutOff();
    }
    if (unsupported != null) {
      throw new IOException(unsupported);
    }
    Pixels stored = canvas.isFilledBy(frame) ? frame : frame.on(canvas, background(grey));
    return expected.orientation().turn(stored);
  }

  static CorruptInputException cutOff() {
    return new CorruptInputException("", "a whole image", "one that is cut off");
  }

  /** Returns where the image lies. */
  ImageCanvas canvas() throws IOException {
    return ImageCanvas.filled(reader.getWidth(0), reader.getHeight(0));
  }

  /** Returns how the image lies. */
  ImageOrientation orientation() throws IOException {
    return ImageOrientation.UPRIGHT;
  }

  /** Returns a pixel of the canvas beside the image. */
  Pixels background(boolean grey) throws IOException {
    return Pixels.white(grey);
  }

  /** Tells whether the image has no colours. */
  boolean isGrey() throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
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

  /** Decodes the image itself. */
  Pixels frame(boolean grey) throws IOException {
    return Pixels.of(reader.read(0), false, grey);
  }

  /** Decodes the image in the colours of the file, where the reader would rather change them. */
  final BufferedImage readAsStored() throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setDestinationType(reader.getRawImageType(0));
    return reader.read(0, parameters);
  }
}
