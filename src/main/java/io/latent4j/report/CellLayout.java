package io.latent4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Where the cells of a map lie: squares, or hexagons of which every second row is shifted half a
 * cell to the right.
 *
 * @param rows the number of rows
 * @param columns the number of cells in a row
 * @param hexagonal whether the cells are hexagons
 * @param left where the map begins
 * @param top where the map begins
 * @param size the width of a cell
 */
record CellLayout(int rows, int columns, boolean hexagonal, double left, double top, double size) {

  private static final double ROW_HEIGHT = Math.sqrt(0.75);

  /** From the middle of a hexagon of width 1 to its tip. */
  private static final double TIP = 1 / Math.sqrt(3);

  private static final double OVERLAP = 0.5;
  private static final BasicStroke FRAME =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** Cells as large as an area has room for, at its upper left. */
  static CellLayout within(Rectangle2D area, int rows, int columns, boolean hexagonal) {
    CellLayout unit = new CellLayout(rows, columns, hexagonal, 0, 0, 1);
    double size = Math.min(area.getWidth() / unit.width(), area.getHeight() / unit.height());
    return new CellLayout(rows, columns, hexagonal, area.getX(), area.getY(), size);
  }

  double width() {
    return size * (hexagonal && rows > 1 ? columns + 0.5 : columns);
  }

  double height() {
    return size * (hexagonal ? (rows - 1) * ROW_HEIGHT + 2 * TIP : rows);
  }

  Rectangle2D bounds() {
    return new Rectangle2D.Double(left, top, width(), height());
  }

  /** The middle of a cell. */
  Point2D middle(int row, int column) {
    double x = column + (hexagonal && row % 2 == 1 ? 1 : 0.5);
    double y = hexagonal ? row * ROW_HEIGHT + TIP : row + 0.5;
    return new Point2D.Double(left + size * x, top + size * y);
  }

  /** Fills a cell, and a little more: ground would shine through a seam between two cells. */
  void fill(Graphics2D g, int row, int column, Color color) {
    g.setColor(color);
    g.fill(outline(middle(row, column), size + OVERLAP));
  }

  /** Draws a line around the map, half of which cells that are filled afterwards cover. */
  void frame(Graphics2D g) {
    g.setColor(Theme.FRAME);
    g.setStroke(FRAME);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean atEdge = row == 0 || row == rows - 1 || column == 0 || column == columns - 1;
        if (atEdge) {
          g.draw(outline(middle(row, column), size));
        }
      }
    }
  }

  private Shape outline(Point2D middle, double width) {
    double x = middle.getX();
    double y = middle.getY();
    if (!hexagonal) {
      return new Rectangle2D.Double(x - width / 2, y - width / 2, width, width);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - TIP * width);
    path.lineTo(x + width / 2, y - TIP / 2 * width);
    path.lineTo(x + width / 2, y + TIP / 2 * width);
    path.lineTo(x, y + TIP * width);
    path.lineTo(x - width / 2, y + TIP / 2 * width);
    path.lineTo(x - width / 2, y - TIP / 2 * width);
    path.closePath();
    return path;
  }
}
