package io.latent4j.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * The frame of a plot in two dimensions: title, axes, ticks and grid; and where values lie in it.
 */
final class XyFrame {

  private static final int MARGIN = 16;
  private static final int TITLE_HEIGHT = 30;
  private static final int AXIS_TITLE_HEIGHT = 24;
  private static final int TICK_LABEL_HEIGHT = 22;
  private static final int TICK = 4;
  private static final int BETWEEN_LABELS = 14;
  private static final int TICK_DISTANCE_X = 70;
  private static final int TICK_DISTANCE_Y = 52;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final AxisRange x;
  private final AxisRange y;
  private boolean wholeX;
  private DoubleFunction<String> xLabels;
  private Rectangle2D area;

  XyFrame(String title, String xTitle, AxisRange x, String yTitle, AxisRange y) {
    this.title = title;
    this.xTitle = x.title(xTitle);
    this.yTitle = y.title(yTitle);
    this.x = x;
    this.y = y;
    this.xLabels = x::label;
  }

  /** Makes the horizontal axis one of whole numbers, such as epochs, each with its name. */
  void wholeNumbers(DoubleFunction<String> names) {
    this.wholeX = true;
    this.xLabels = names;
  }

  void paint(Graphics2D g, int width, int height) {
    double top = MARGIN + titleHeight();
    double tall = areaHeight(height);
    double[] yTicks = y.ticks((int) (tall / TICK_DISTANCE_Y), false);
    double labelWidth = widest(g, yTicks, y::label);
    double left = MARGIN + (yTitle.isEmpty() ? 0 : AXIS_TITLE_HEIGHT) + labelWidth + TICK + 4;
    area = new Rectangle2D.Double(left, top, width - MARGIN - left, tall);
    paintYTicks(g, yTicks);
    paintXTicks(g, xTicks(g));
    g.setStroke(Theme.THIN);
    g.setColor(Theme.FRAME);
    g.draw(area);
    paintTitles(g, labelWidth);
  }

  /** How high the area inside the axes will be in a picture of the given height. */
  double areaHeight(int height) {
    int below = TICK_LABEL_HEIGHT + (xTitle.isEmpty() ? 0 : AXIS_TITLE_HEIGHT);
    return height - 2.0 * MARGIN - titleHeight() - below;
  }

  private int titleHeight() {
    return title.isEmpty() ? 0 : TITLE_HEIGHT;
  }

  /** The area inside the axes, once painted. */
  Rectangle2D area() {
    return area;
  }

  /** Where a value lies, once painted. */
  double screenX(double value) {
    return area.getMinX() + area.getWidth() * x.share(value);
  }

  /** Where a value lies, once painted. */
  double screenY(double value) {
    return area.getMaxY() - area.getHeight() * y.share(value);
  }

  /** As many ticks as there is room for their labels. */
  private double[] xTicks(Graphics2D g) {
    int wanted = (int) (area.getWidth() / TICK_DISTANCE_X);
    double[] ticks = x.ticks(wanted, wholeX);
    while (wanted > 1
        && ticks.length * (widest(g, ticks, xLabels) + BETWEEN_LABELS) > area.getWidth()) {
      wanted--;
      ticks = x.ticks(wanted, wholeX);
    }
    return ticks;
  }

  private void paintXTicks(Graphics2D g, double[] ticks) {
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    g.setStroke(Theme.THIN);
    for (double tick : ticks) {
      double at = area.getMinX() + area.getWidth() * x.shareOfTick(tick);
      if (!wholeX) {
        g.setColor(Theme.GRID);
        g.draw(new Line2D.Double(at, area.getMinY(), at, area.getMaxY()));
      }
      g.setColor(Theme.FRAME);
      g.draw(new Line2D.Double(at, area.getMaxY(), at, area.getMaxY() + TICK));
      g.setColor(Theme.FAINT_INK);
      String label = xLabels.apply(tick);
      float left = (float) (at - metrics.stringWidth(label) / 2.0);
      g.drawString(label, left, (float) area.getMaxY() + TICK + 3 + metrics.getAscent());
    }
  }

  private void paintYTicks(Graphics2D g, double[] ticks) {
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    g.setStroke(Theme.THIN);
    for (double tick : ticks) {
      double at = area.getMaxY() - area.getHeight() * y.shareOfTick(tick);
      g.setColor(Theme.GRID);
      g.draw(new Line2D.Double(area.getMinX(), at, area.getMaxX(), at));
      g.setColor(Theme.FRAME);
      g.draw(new Line2D.Double(area.getMinX() - TICK, at, area.getMinX(), at));
      g.setColor(Theme.FAINT_INK);
      String label = y.label(tick);
      float left = (float) area.getMinX() - TICK - 4 - metrics.stringWidth(label);
      g.drawString(label, left, (float) at + (metrics.getAscent() - metrics.getDescent()) / 2f);
    }
  }

  private void paintTitles(Graphics2D g, double labelWidth) {
    g.setColor(Theme.INK);
    g.setFont(Theme.TITLE);
    paintCentered(g, title, area.getCenterX(), area.getMinY() - 14);
    g.setFont(Theme.AXIS_TITLE);
    paintCentered(g, xTitle, area.getCenterX(), area.getMaxY() + TICK_LABEL_HEIGHT + 20);
    AffineTransform before = g.getTransform();
    g.translate(area.getMinX() - labelWidth - TICK - 16, area.getCenterY());
    g.rotate(-Math.PI / 2);
    paintCentered(g, yTitle, 0, 0);
    g.setTransform(before);
  }

  private static void paintCentered(Graphics2D g, String text, double middle, double base) {
    double half = g.getFontMetrics().stringWidth(text) / 2.0;
    g.drawString(text, (float) (middle - half), (float) base);
  }

  private static double widest(Graphics2D g, double[] ticks, DoubleFunction<String> labels) {
    FontMetrics metrics = g.getFontMetrics(Theme.LABEL);
    return Arrays.stream(ticks)
        .map(tick -> metrics.stringWidth(labels.apply(tick)))
        .max()
        .orElse(0);
  }
}
