package io.latent4j.data;

import com.drew.imaging.png.PngMetadataReader;
import com.drew.imaging.png.PngProcessingException;
import com.drew.metadata.Metadata;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** PNG, which may have EXIF too. */
final class PngDecoder extends ReaderDecoder {

  private final Path file;

  PngDecoder(ImageInputStream in, Path file) throws IOException {
    super(ImageFormat.PNG, in);
    this.file = file;
  }

  @Override
  ImageOrientation orientation() throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return ImageOrientation.of(metadata(bytes));
    }
  }

  /** Nothing is known of a file that has no end; whether it can be used, its decoder tells. */
  private static Metadata metadata(InputStream bytes) throws IOException {
    try {
      return PngMetadataReader.readMetadata(bytes);
    } catch (PngProcessingException | EOFException e) {
      return new Metadata();
    }
  }
}
