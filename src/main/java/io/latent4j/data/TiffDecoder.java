package io.latent4j.data;

import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpReader;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** TIFF: the first of its images. */
final class TiffDecoder extends ReaderDecoder {

  private static final int UNSPECIFIED = 0;

  TiffDecoder(ImageInputStream in) throws IOException {
    super(ImageFormat.TIFF, in);
  }

  private Object value(int tag) throws IOException {
    TIFFImageMetadata metadata = (TIFFImageMetadata) reader().getImageMetadata(0);
    Entry entry = metadata.getTIFFField(tag);
    return entry == null ? null : entry.getValue();
  }

  @Override
  ImageOrientation orientation() throws IOException {
    if (value(TIFF.TAG_ORIENTATION) instanceof Number number) {
      return ImageOrientation.of(number.intValue());
    }
    Metadata metadata = new Metadata();
    if (value(TIFF.TAG_XMP) instanceof byte[] xmp) {
      new XmpReader().extract(xmp, metadata);
    }
    return ImageOrientation.of(metadata);
  }

  /** A band of which the file doesn't say that it is alpha is none. */
  private boolean isOpaque() throws IOException {
    return value(TIFF.TAG_EXTRA_SAMPLES) instanceof Number extra && extra.intValue() == UNSPECIFIED;
  }

  /** With alpha as it is: the reader would take colours that are multiplied by it for others. */
  @Override
  Pixels read(boolean grey) throws IOException {
    return Pixels.of(readAsStored(), isOpaque(), grey);
  }
}
