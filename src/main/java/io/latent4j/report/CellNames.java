package io.latent4j.report;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Names on cells, each with a dot on its cell, where they don't cover each other if possible. */
final class CellNames {

  private record Name(int row, int column, String text) {}

  private static final double DOT = 3;
  private static final double BESIDE = 5;
  private static final BasicStroke HALO =
      new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final List<Name> names = new ArrayList<>();

  void add(int row, int column, String text) {
    names.add(new Name(row, column, text));
  }

  void paint(Graphics2D g, CellLayout layout) {
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    List<Rectangle2D> taken = new ArrayList<>();
    for (Name name : names) {
      Point2D middle = layout.middle(name.row, name.column);
      taken.add(new Rectangle2D.Double(middle.getX() - DOT, middle.getY() - DOT, 2 * DOT, 2 * DOT));
    }
    for (Name name : names) {
      Point2D middle = layout.middle(name.row, name.column);
      paintDot(g, middle);
      double width = metrics.stringWidth(name.text);
      double height = metrics.getAscent() + metrics.getDescent();
      Rectangle2D place = place(middle, width, height, layout.bounds(), taken);
      taken.add(place);
      paintText(g, name.text, place.getX(), place.getY() + metrics.getAscent());
    }
  }

  /** The first place around the dot that is free, else the one above, moved into the map. */
  private static Rectangle2D place(
      Point2D dot, double width, double height, Rectangle2D map, List<Rectangle2D> taken) {
    double x = dot.getX();
    double y = dot.getY();
    Rectangle2D above = within(map, x - width / 2, y - BESIDE - height, width, height);
    Rectangle2D[] candidates = {
      above,
      within(map, x - width / 2, y + BESIDE, width, height),
      within(map, x + BESIDE + 1, y - height / 2, width, height),
      within(map, x - BESIDE - 1 - width, y - height / 2, width, height),
      within(map, x + BESIDE, y - BESIDE - height, width, height),
      within(map, x + BESIDE, y + BESIDE, width, height)
    };
    for (Rectangle2D candidate : candidates) {
      if (taken.stream().noneMatch(candidate::intersects)) {
        return candidate;
      }
    }
    return above;
  }

  private static Rectangle2D within(
      Rectangle2D map, double x, double y, double width, double height) {
    double inX = Math.max(map.getMinX(), Math.min(x, map.getMaxX() - width));
    double inY = Math.max(map.getMinY(), Math.min(y, map.getMaxY() - height));
    return new Rectangle2D.Double(inX, inY, width, height);
  }

  private static void paintDot(Graphics2D g, Point2D middle) {
    Ellipse2D dot =
        new Ellipse2D.Double(middle.getX() - DOT, middle.getY() - DOT, 2 * DOT, 2 * DOT);
    g.setColor(Theme.GROUND);
    g.setStroke(HALO);
    g.draw(dot);
    g.setColor(Theme.INK);
    g.fill(dot);
  }

  /** Letters with an edge of ground around them can be read on any colour. */
  private static void paintText(Graphics2D g, String text, double x, double y) {
    Shape letters =
        g.getFont()
            .createGlyphVector(g.getFontRenderContext(), text)
            .getOutline((float) x, (float) y);
    g.setColor(Theme.GROUND);
    g.setStroke(HALO);
    g.draw(letters);
    g.setColor(Theme.INK);
    g.fill(letters);
  }
}
