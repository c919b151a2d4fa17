package io.latent4j.data;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.xmp.XmpReader;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** JPEG: Java decodes the components, {@link JpegColours} tells what they are. */
final class JpegDecoder extends ReaderDecoder {

  /** The headers of the kinds of JPEG that can be decoded. */
  static final List<JpegSegmentType> FRAMES =
      List.of(JpegSegmentType.SOF0, JpegSegmentType.SOF1, JpegSegmentType.SOF2);

  private final JpegSegmentData segments;

  JpegDecoder(ImageInputStream in, Path file) throws IOException {
    super(ImageFormat.JPEG, in);
    List<JpegSegmentType> wanted = new ArrayList<>(FRAMES);
    wanted.addAll(List.of(JpegSegmentType.APP0, JpegSegmentType.APP1, JpegSegmentType.APPE));
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      this.segments = JpegSegmentReader.readSegments(new StreamReader(bytes), wanted);
    } catch (JpegProcessingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  ImageOrientation orientation() {
    Metadata metadata = new Metadata();
    Iterable<byte[]> noted = segments.getSegments(JpegSegmentType.APP1);
    new ExifReader().readJpegSegments(noted, metadata, JpegSegmentType.APP1);
    new XmpReader().readJpegSegments(noted, metadata, JpegSegmentType.APP1);
    return ImageOrientation.of(metadata);
  }

  @Override
  Pixels read(boolean grey) throws IOException {
    Raster raster = reader().readRaster(0, null);
    return Pixels.of(raster, JpegColours.of(segments, raster.getNumBands()), grey);
  }
}
