package io.latent4j.data;

import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.webp.WebpMetadataReader;
import com.twelvemonkeys.imageio.plugins.webp.vp8.VP8Frame;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** WebP, still or animated: the first frame on its transparent screen. */
final class WebpDecoder extends ImageDecoder {

  private static final int RGBA = 4;
  private static final int ALPHA = 3;

  private final Path file;
  private final ImageInputStream in;
  private final WebpContainer container;

  WebpDecoder(ImageInputStream in, Path file) throws IOException {
    this.file = file;
    this.in = in;
    this.container = WebpContainer.read(in, Files.size(file));
  }

  @Override
  ImageCanvas canvas() {
    return container.canvas();
  }

  /** WebP has no grey. */
  @Override
  boolean isGrey() {
    return false;
  }

  @Override
  ImageOrientation orientation() throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return ImageOrientation.of(WebpMetadataReader.readMetadata(bytes));
    } catch (RiffProcessingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  Pixels frame(boolean grey) throws IOException {
    return container.lossy() ? lossy(grey) : lossless(grey);
  }

  private Pixels lossy(boolean grey) throws IOException {
    int width = container.frameWidth();
    int height = container.frameHeight();
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, RGBA, null);
    byte[] image = bytes(container.image());
    VP8Frame frame = new VP8Frame(new ByteArrayImageInputStream(image), false);
    if (!frame.decode(raster, null)) {
      throw new IOException("no key frame");
    }
    WebpChroma.interpolate(raster);
    boolean transparent = container.alpha().isPresent();
    if (transparent) {
      byte[] alpha = WebpAlpha.decode(bytes(container.alpha().get()), width, height);
      for (int y = 0, i = 0; y < height; y++) {
        for (int x = 0; x < width; x++, i++) {
          raster.setSample(x, y, ALPHA, alpha[i] & 0xff);
        }
      }
    }
    return Pixels.of(raster, new ColourRows.Components(RGBA, 3, transparent), grey);
  }

  private Pixels lossless(boolean grey) throws IOException {
    LosslessWebp.Image image = LosslessWebp.decode(bytes(container.image()), ImageSize.MOST_PIXELS);
    DirectColorModel model = (DirectColorModel) ColorModel.getRGBdefault();
    DataBufferInt pixels = new DataBufferInt(image.argb(), image.argb().length);
    WritableRaster raster =
        Raster.createPackedRaster(
            pixels, image.width(), image.height(), image.width(), model.getMasks(), null);
    return Pixels.of(new BufferedImage(model, raster, false, null), !image.hasAlpha(), grey);
  }

  private byte[] bytes(WebpContainer.Part part) throws IOException {
    byte[] bytes = new byte[part.length()];
    in.seek(part.start());
    in.readFully(bytes);
    return bytes;
  }
}
