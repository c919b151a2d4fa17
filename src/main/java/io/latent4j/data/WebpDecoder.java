package io.latent4j.data;

import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.webp.WebpMetadataReader;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** WebP, still or animated: the first frame on its transparent screen. */
final class WebpDecoder extends ImageDecoder {

  private final ImageInputStream in;
  private final WebpContainer container;
  private final Path file;

  WebpDecoder(ImageReader reader, ImageInputStream in, Path file) throws IOException {
    super(reader, in);
    this.in = in;
    this.container = WebpContainer.read(in, Files.size(file));
    this.file = file;
  }

  @Override
  Pixels frame(boolean grey) throws IOException {
    return container.lossy() ? lossy(grey) : lossless(grey);
  }

  /** In the colours of the file: the reader would rather convert them by a profile in it. */
  private Pixels lossy(boolean grey) throws IOException {
    BufferedImage image = readAsStored();
    WebpChroma.interpolate(image.getRaster());
    return Pixels.of(image, false, grey);
  }

  private Pixels lossless(boolean grey) throws IOException {
    byte[] chunk = new byte[container.length()];
    in.seek(container.start());
    in.readFully(chunk);
    LosslessWebp.Image image = LosslessWebp.decode(chunk, ImageSize.MOST_PIXELS);
    DirectColorModel model = (DirectColorModel) ColorModel.getRGBdefault();
    DataBufferInt pixels = new DataBufferInt(image.argb(), image.argb().length);
    WritableRaster raster =
        Raster.createPackedRaster(
            pixels, image.width(), image.height(), image.width(), model.getMasks(), null);
    return Pixels.of(new BufferedImage(model, raster, false, null), !image.hasAlpha(), grey);
  }

  @Override
  ImageCanvas canvas() throws IOException {
    return container.screen().isPresent() ? container.screen().get() : super.canvas();
  }

  @Override
  ImageOrientation orientation() throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return ImageOrientation.of(WebpMetadataReader.readMetadata(bytes));
    } catch (RiffProcessingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
