package io.latent4j.data;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * GIF, whose first frame may be smaller than its screen. What the frame leaves free is transparent
 * if the frame has a transparent colour, else it has the first colour of the palette.
 */
final class GifDecoder extends ReaderDecoder {

  private static final String TREE = "javax_imageio_gif_image_1.0";
  private static final int SCREEN = 6;

  private final int screenWidth;
  private final int screenHeight;

  GifDecoder(ImageInputStream in) throws IOException {
    super(ImageFormat.GIF, in);
    in.mark();
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(SCREEN);
    this.screenWidth = in.readUnsignedShort();
    this.screenHeight = in.readUnsignedShort();
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.reset();
  }

  /** The screen, made larger where the frame reaches beyond it. */
  @Override
  ImageCanvas canvas() throws IOException {
    Element image = (Element) reader().getImageMetadata(0).getAsTree(TREE);
    NodeList descriptors = image.getElementsByTagName("ImageDescriptor");
    Element place = (Element) descriptors.item(0);
    int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
    int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
    return new ImageCanvas(
        Math.max(screenWidth, left + reader().getWidth(0)),
        Math.max(screenHeight, top + reader().getHeight(0)),
        left,
        top);
  }

  @Override
  Pixels background(boolean grey) throws IOException {
    ColorModel model = reader().getRawImageType(0).getColorModel();
    int transparent = model instanceof IndexColorModel palette ? palette.getTransparentPixel() : -1;
    WritableRaster one = model.createCompatibleWritableRaster(1, 1);
    one.setSample(0, 0, 0, Math.max(0, transparent));
    return Pixels.of(one, ColourRows.of(model, 1, false), grey);
  }
}
