package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Reads an image by a reader of Java's Image I/O; formats with ways of their own extend it. */
class ReaderDecoder extends ImageDecoder {

  private final ImageReader reader;
  private boolean truncated;
  private String unsupported;

  ReaderDecoder(ImageFormat format, ImageInputStream in) throws IOException {
    this.reader = format.reader();
    reader.setInput(in, false, true);
    reader.addIIOReadWarningListener((source, warning) -> heed(warning));
  }

  final ImageReader reader() {
    return reader;
  }

  /** Some readers make up what is missing, and only warn; other warnings are harmless. */
  private void heed(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    truncated |= text.contains("premature end") || text.contains("truncated");
    if (text.contains("default color table")) {
      unsupported = warning;
    }
  }

  @Override
  ImageCanvas canvas() throws IOException {
    return ImageCanvas.filled(reader.getWidth(0), reader.getHeight(0));
  }

  @Override
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

  @Override
  final Pixels frame(boolean grey) throws IOException {
    Pixels frame = read(grey);
    if (truncated) {
      throw cutOff();
    }
    if (unsupported != null) {
      throw new IOException(unsupported);
    }
    return frame;
  }

  /** Decodes the image itself; warnings are heeded afterwards. */
  Pixels read(boolean grey) throws IOException {
    return Pixels.of(reader.read(0), false, grey);
  }

  /** Decodes the image in the colours of the file, where the reader would rather change them. */
  final BufferedImage readAsStored() throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setDestinationType(reader.getRawImageType(0));
    return reader.read(0, parameters);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
