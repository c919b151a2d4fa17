package io.latent4j.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** Makes images to draw on, laid out in points and drawn at twice that, for sharp screens. */
final class Canvas {

  static final int PIXELS_PER_POINT = 2;

  private Canvas() {}

  static BufferedImage draw(int width, int height, Consumer<Graphics2D> painter) {
    return draw(width, height, PIXELS_PER_POINT, painter);
  }

  /** The same with one pixel for each point, for pictures whose pixels count. */
  static BufferedImage drawExact(int width, int height, Consumer<Graphics2D> painter) {
    return draw(width, height, 1, painter);
  }

  private static BufferedImage draw(
      int width, int height, int scale, Consumer<Graphics2D> painter) {
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setColor(Theme.GROUND);
      g.fillRect(0, 0, image.getWidth(), image.getHeight());
      g.scale(scale, scale);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      painter.accept(g);
    } finally {
      g.dispose();
    }
    return image;
  }
}
