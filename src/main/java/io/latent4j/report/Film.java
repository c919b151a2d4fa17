package io.latent4j.report;

import io.latent4j.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures one after the other, as an animated GIF that begins again at its end.
 *
 * <pre>{@code
 * Film.of(100).frame(first).frame(second).writeTo(Path.of("game.gif"));
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class Film {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private static final int LINGERING = 8;

  private final int milliseconds;
  private final List<BufferedImage> frames = new ArrayList<>();
  private boolean lingers;

  private Film(int milliseconds) {
    this.milliseconds = milliseconds;
  }

  /**
   * Begins a film.
   *
   * @param milliseconds how long a frame is seen, at least 20; hundredths of a second count
   * @return the film
   * @throws IllegalArgumentException if it is less
   */
  public static Film of(int milliseconds) {
    return new Film(Check.atLeast("milliseconds", 20, milliseconds));
  }

  /**
   * Shows the last frame eight times as long as the others.
   *
   * @return this film
   */
  public Film lingering() {
    lingers = true;
    return this;
  }

  /**
   * Adds a frame.
   *
   * @param picture what is to be seen, of the size of the others
   * @return this film
   * @throws IllegalArgumentException if it is of another size
   */
  public Film frame(Picture picture) {
    return frame(Check.present("picture", picture).image());
  }

  /**
   * Adds a frame.
   *
   * @param image the picture, of the size of the others
   * @return this film
   * @throws IllegalArgumentException if it is of another size
   */
  public Film frame(BufferedImage image) {
    Check.present("image", image);
    if (!frames.isEmpty()) {
      Check.sameLength("image width", image.getWidth(), "frame width", frames.get(0).getWidth());
      Check.sameLength(
          "image height", image.getHeight(), "frame height", frames.get(0).getHeight());
    }
    frames.add(image);
    return this;
  }

  /**
   * The file.
   *
   * @return a GIF
   * @throws IllegalStateException if there is no frame
   */
  public byte[] toGif() {
    if (frames.isEmpty()) {
      throw new IllegalStateException("a film needs a frame before it can be written");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    // Not the stream that ImageIO would make: its cache file can't be made while Java shuts down.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        BufferedImage frame = frames.get(i);
        IIOMetadata about =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        describe(about, i);
        writer.writeToSequence(new IIOImage(frame, null, about), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a film as GIF", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void describe(IIOMetadata about, int frame) throws IIOInvalidTreeException {
    IIOMetadataNode root = (IIOMetadataNode) about.getAsTree(FORMAT);
    IIOMetadataNode control =
        (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
    control.setAttribute("disposalMethod", "none");
    int times = lingers && frame == frames.size() - 1 ? LINGERING : 1;
    control.setAttribute("delayTime", String.valueOf(milliseconds * times / 10));
    if (frame == 0) { // of the whole: without end
      IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
      extension.setAttribute("applicationID", "NETSCAPE");
      extension.setAttribute("authenticationCode", "2.0");
      extension.setUserObject(new byte[] {1, 0, 0});
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(extension);
      root.appendChild(extensions);
    }
    about.setFromTree(FORMAT, root);
  }

  /**
   * Writes the film. Missing folders are made; an existing file is replaced only once the new one
   * is complete.
   *
   * @param file where to write
   * @throws IOException if the folder cannot be made or written; the message names it
   * @throws IllegalStateException if there is no frame
   */
  public void writeTo(Path file) throws IOException {
    Check.present("file", file);
    byte[] gif = toGif();
    WholeFile.writeWithFolders(file, out -> out.write(gif));
  }
}
