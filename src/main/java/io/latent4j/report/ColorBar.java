package io.latent4j.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** The scale of the values that points are coloured by. */
record ColorBar(String title, AxisRange range) implements SidePanel {

  private static final int BAR = 14;
  private static final int TICK = 4;
  private static final int RIGHT_MARGIN = 16;

  @Override
  public int width(Graphics2D g, double plotHeight) {
    FontMetrics metrics = g.getFontMetrics(Theme.LABEL);
    int widest = 0;
    for (double tick : range.ticks(6, false)) {
      widest = Math.max(widest, metrics.stringWidth(range.label(tick)));
    }
    int scale = BAR + TICK + 4 + widest;
    return Math.max(scale, metrics.stringWidth(range.title(title))) + RIGHT_MARGIN;
  }

  @Override
  public void paint(Graphics2D g, double left, Rectangle2D plot) {
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    g.setColor(Theme.INK);
    g.drawString(
        range.title(title), (float) left, (float) plot.getMinY() + metrics.getAscent() - 2);
    double top = plot.getMinY() + 26;
    double height = (plot.getHeight() - 26) * 0.8;
    int slices = (int) (height * Canvas.PIXELS_PER_POINT);
    for (int i = 0; i < slices; i++) {
      g.setColor(ColorScale.at(1 - i / (slices - 1.0)));
      // Slices overlap downwards, so that no ground shines through between them.
      double y = top + i * height / slices;
      g.fill(new Rectangle2D.Double(left, y, BAR, Math.min(2.0, top + height - y)));
    }
    g.setStroke(Theme.THIN);
    for (double tick : range.ticks(6, false)) {
      double y = top + height * (1 - range.shareOfTick(tick));
      g.setColor(Theme.FRAME);
      g.draw(new Line2D.Double(left + BAR, y, left + BAR + TICK, y));
      g.setColor(Theme.FAINT_INK);
      float base = (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0);
      g.drawString(range.label(tick), (float) left + BAR + TICK + 4, base);
    }
  }
}
