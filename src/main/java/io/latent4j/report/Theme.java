package io.latent4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;

/** What all pictures share: white ground, dark grey text, a thin grid. */
final class Theme {

  static final Color GROUND = Color.WHITE;
  static final Color INK = new Color(0x2b2f36);
  static final Color FAINT_INK = new Color(0x5c6370);
  static final Color GRID = new Color(0xe4e7eb);
  static final Color FRAME = new Color(0xb8bec7);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font AXIS_TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final BasicStroke THIN = new BasicStroke(1f);
  static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {5f, 4f}, 0f);

  private Theme() {}
}
