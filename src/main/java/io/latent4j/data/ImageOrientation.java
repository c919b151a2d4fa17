package io.latent4j.data;

import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.xmp.XmpDirectory;

/**
 * How the pixels of a file lie, as cameras write it into EXIF. A shown pixel's column and row are
 * those of the stored one, changed for each other if transposed, then counted from the other end if
 * reversed.
 *
 * @param transposed whether shown rows are stored columns
 * @param columnsReversed whether stored columns count from the right
 * @param rowsReversed whether stored rows count from the bottom
 */
record ImageOrientation(boolean transposed, boolean columnsReversed, boolean rowsReversed) {

  static final ImageOrientation UPRIGHT = new ImageOrientation(false, false, false);

  private static final String XMP_NAME = "tiff:Orientation";

  /** Returns the orientation of a number from 1 to 8; others, which mean nothing, are upright. */
  static ImageOrientation of(int number) {
    return switch (number) {
      case 2 -> new ImageOrientation(false, true, false);
      case 3 -> new ImageOrientation(false, true, true);
      case 4 -> new ImageOrientation(false, false, true);
      case 5 -> new ImageOrientation(true, false, false);
      case 6 -> new ImageOrientation(true, false, true);
      case 7 -> new ImageOrientation(true, true, true);
      case 8 -> new ImageOrientation(true, true, false);
      default -> UPRIGHT;
    };
  }

  /** Returns what the metadata say: EXIF, or where that is silent, XMP. */
  static ImageOrientation of(Metadata metadata) {
    for (ExifIFD0Directory exif : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
      Integer number = exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      if (number != null) {
        return of(number);
      }
    }
    for (XmpDirectory xmp : metadata.getDirectoriesOfType(XmpDirectory.class)) {
      String number = xmp.getXmpProperties().get(XMP_NAME);
      if (number != null) {
        return of(Decimal.toInt(number.strip()).orElse(0));
      }
    }
    return UPRIGHT;
  }

  /** Returns the image as it is shown. */
  Pixels turn(Pixels stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    int channels = stored.channels();
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    int columnStep = columnsReversed ? -channels : channels;
    int rowStep = (rowsReversed ? -stored.width() : stored.width()) * channels;
    int start =
        (columnsReversed ? (stored.width() - 1) * channels : 0)
            + (rowsReversed ? (stored.height() - 1) * stored.width() * channels : 0);
    int right = transposed ? rowStep : columnStep;
    int down = transposed ? columnStep : rowStep;
    byte[] values = new byte[stored.values().length];
    int next = 0;
    for (int y = 0; y < height; y++) {
      int from = start + y * down;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          values[next++] = stored.values()[from + channel];
        }
        from += right;
      }
    }
    return new Pixels(width, height, channels, values);
  }
}
