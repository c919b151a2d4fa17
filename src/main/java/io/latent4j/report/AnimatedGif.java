package io.latent4j.report;

import io.latent4j.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A film: pictures one after the other in an animated GIF file, over and over.
 *
 * <pre>{@code
 * AnimatedGif.of(300).frame(first).frame(second).writeTo(Path.of("film.gif"));
 * }</pre>
 */
public final class AnimatedGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int LAST_FRAME_LASTS = 8;

  private final int milliseconds;
  private final List<Picture> frames = new ArrayList<>();

  private AnimatedGif(int milliseconds) {
    this.milliseconds = milliseconds;
  }

  /**
   * Begins a film.
   *
   * @param milliseconds how long a frame is shown, at least 10; the last is shown longer
   * @return the film, still without frames
   * @throws IllegalArgumentException if it is less than 10
   */
  public static AnimatedGif of(int milliseconds) {
    return new AnimatedGif(Check.atLeast("milliseconds", 10, milliseconds));
  }

  /**
   * Adds a frame.
   *
   * @param picture what is to be seen; all frames should be of one size
   * @return this film
   * @throws IllegalArgumentException if the picture is null
   */
  public AnimatedGif frame(Picture picture) {
    frames.add(Check.present("picture", picture));
    return this;
  }

  /**
   * Writes the file. Missing folders are made; an existing file is replaced only once the new one
   * is complete.
   *
   * @param file where to write
   * @throws IOException if the folder cannot be made or written
   * @throws IllegalStateException if there are no frames
   */
  public void writeTo(Path file) throws IOException {
    Check.present("file", file);
    if (frames.isEmpty()) {
      throw new IllegalStateException("a film needs a frame before it can be written");
    }
    byte[] gif = encode();
    WholeFile.writeWithFolders(file, out -> out.write(gif));
  }

  private byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    // Not the stream that ImageIO would make: its cache file can't be made while Java shuts down.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        BufferedImage image = frames.get(i).image();
        int lasts = milliseconds * (i == frames.size() - 1 ? LAST_FRAME_LASTS : 1);
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        describe(metadata, lasts / 10);
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Says how long a frame is shown and, with Netscape's extension, that the film never ends. */
  private static void describe(IIOMetadata metadata, int hundredths) throws IOException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(loop);
    root.appendChild(extensions);
    metadata.setFromTree(FORMAT, root);
  }
}
