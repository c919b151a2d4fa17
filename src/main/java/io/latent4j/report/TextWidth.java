package io.latent4j.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.ToIntFunction;

/** Measures text before there is a picture to draw it on. */
final class TextWidth {

  private TextWidth() {}

  /** What measures a text in a font. */
  static ToIntFunction<Graphics2D> of(String text, Font font) {
    return g -> g.getFontMetrics(font).stringWidth(text);
  }

  /** Measures something as it will be drawn. */
  static int measured(ToIntFunction<Graphics2D> measure) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return measure.applyAsInt(g);
    } finally {
      g.dispose();
    }
  }
}
