package io.latent4j.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Comparator;

/** Paints a {@link Scatter3d}: the three far walls of a cube with their grid, then the points. */
final class CubePainter {

  private static final int TICKS = 5;
  private static final int TOP = 46;
  private static final int BOTTOM = 52;
  private static final int SIDE = 84;

  /** How much of its colour the furthest point loses to the ground. */
  private static final double HAZE = 0.6;

  private final Scatter3d plot;
  private final int width;
  private final int height;
  private final Projection projection;
  private final AxisRange[] ranges = new AxisRange[3];
  private Rectangle2D area;
  private double zoom;
  private double centerX;
  private double centerY;

  CubePainter(Scatter3d plot, int width, int height) {
    this.plot = plot;
    this.width = width;
    this.height = height;
    this.projection = new Projection(plot.azimuth(), plot.elevation());
    for (int axis = 0; axis < 3; axis++) {
      ranges[axis] = AxisRange.over(plot.coordinates(axis), 0.04);
    }
  }

  void paint(Graphics2D g) {
    SidePanel panel = plot.coloring().panel();
    double areaHeight = height - TOP - (double) BOTTOM;
    int panelWidth = panel.width(g, areaHeight);
    area = new Rectangle2D.Double(SIDE, TOP, width - panelWidth - 1.5 * SIDE, areaHeight);
    fit();
    paintTitle(g);
    paintWalls(g);
    paintScale(g, 0);
    paintScale(g, 1);
    paintUprightScale(g);
    paintPoints(g);
    panel.paint(g, width - (double) panelWidth, area);
  }

  /** Chooses zoom and center so that the cube fills the area. */
  private void fit() {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      double[] at = {(corner & 1) * 2 - 1, (corner >> 1 & 1) * 2 - 1, (corner >> 2) * 2 - 1};
      left = Math.min(left, projection.across(at));
      right = Math.max(right, projection.across(at));
      low = Math.min(low, projection.upwards(at));
      high = Math.max(high, projection.upwards(at));
    }
    zoom = Math.min(area.getWidth() / (right - left), area.getHeight() / (high - low));
    centerX = area.getCenterX() - zoom * (left + right) / 2;
    centerY = area.getCenterY() + zoom * (low + high) / 2;
  }

  private Point2D onScreen(double... point) {
    return new Point2D.Double(
        centerX + zoom * projection.across(point), centerY - zoom * projection.upwards(point));
  }

  private void paintTitle(Graphics2D g) {
    g.setFont(Theme.TITLE);
    g.setColor(Theme.INK);
    double half = g.getFontMetrics().stringWidth(plot.title()) / 2.0;
    g.drawString(plot.title(), (float) (area.getCenterX() - half), 30f);
  }

  /** A wall for each axis, on its far side, with the grid lines of the two other axes. */
  private void paintWalls(Graphics2D g) {
    g.setStroke(Theme.THIN);
    for (int axis = 0; axis < 3; axis++) {
      int along = (axis + 1) % 3;
      int across = (axis + 2) % 3;
      double far = -projection.facing(axis);
      g.setColor(Theme.GRID);
      for (double tick : shares(along)) {
        draw(
            g, place(axis, far, along, tick, across, -1), place(axis, far, along, tick, across, 1));
      }
      for (double tick : shares(across)) {
        draw(
            g, place(axis, far, along, -1, across, tick), place(axis, far, along, 1, across, tick));
      }
      g.setColor(Theme.FRAME);
      for (int side = -1; side <= 1; side += 2) {
        draw(
            g, place(axis, far, along, side, across, -1), place(axis, far, along, side, across, 1));
        draw(
            g, place(axis, far, along, -1, across, side), place(axis, far, along, 1, across, side));
      }
    }
  }

  /** Numbers and title of the first or second axis, along the near edge of the floor. */
  private void paintScale(Graphics2D g, int axis) {
    int other = 1 - axis;
    double near = projection.facing(other);
    double floor = -projection.facing(2);
    double[] ticks = ranges[axis].ticks(TICKS, false);
    double[] shares = shares(axis);
    g.setFont(Theme.LABEL);
    for (int i = 0; i < ticks.length; i++) {
      g.setColor(Theme.FRAME);
      draw(
          g,
          place(axis, shares[i], other, near, 2, floor),
          place(axis, shares[i], other, near * 1.05, 2, floor));
      g.setColor(Theme.FAINT_INK);
      Point2D at = onScreen(place(axis, shares[i], other, near * 1.16, 2, floor));
      paintCentered(g, ranges[axis].label(ticks[i]), at);
    }
    g.setFont(Theme.AXIS_TITLE);
    g.setColor(Theme.INK);
    Point2D at = onScreen(place(axis, 0, other, near * 1.38, 2, floor));
    paintCentered(g, ranges[axis].title(plot.axisTitle(axis)), at);
  }

  /** Numbers and title of the third axis, at the leftmost upright edge. */
  private void paintUprightScale(Graphics2D g) {
    double[] edge = {projection.facing(0), -projection.facing(1)};
    double[] otherEdge = {-projection.facing(0), projection.facing(1)};
    if (onScreen(otherEdge[0], otherEdge[1], 0).getX() < onScreen(edge[0], edge[1], 0).getX()) {
      edge = otherEdge;
    }
    double[] ticks = ranges[2].ticks(TICKS, false);
    double[] shares = shares(2);
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    double widest = 0;
    for (int i = 0; i < ticks.length; i++) {
      Point2D at = onScreen(edge[0], edge[1], shares[i]);
      String text = ranges[2].label(ticks[i]);
      double textWidth = metrics.stringWidth(text);
      widest = Math.max(widest, textWidth);
      g.setColor(Theme.FRAME);
      g.draw(new Line2D.Double(at.getX() - 5, at.getY(), at.getX(), at.getY()));
      g.setColor(Theme.FAINT_INK);
      paintCentered(g, text, new Point2D.Double(at.getX() - 9 - textWidth / 2, at.getY()));
    }
    Point2D middle = onScreen(edge[0], edge[1], 0);
    g.setFont(Theme.AXIS_TITLE);
    g.setColor(Theme.INK);
    AffineTransform before = g.getTransform();
    g.translate(middle.getX() - widest - 24, middle.getY());
    g.rotate(-Math.PI / 2);
    paintCentered(g, ranges[2].title(plot.axisTitle(2)), new Point2D.Double(0, 0));
    g.setTransform(before);
  }

  private void paintPoints(Graphics2D g) {
    int points = plot.points();
    double[][] places = new double[points][3];
    double[] nearness = new double[points];
    for (int i = 0; i < points; i++) {
      for (int axis = 0; axis < 3; axis++) {
        places[i][axis] = 2 * ranges[axis].share(plot.coordinates(axis)[i]) - 1;
      }
      nearness[i] = projection.nearness(places[i]);
    }
    double nearest = Arrays.stream(nearness).max().orElseThrow();
    double depth = Math.max(nearest - Arrays.stream(nearness).min().orElseThrow(), 1e-9);
    PointStyle style = PointStyle.of(points);
    Integer[] order = Arrays.stream(PointStyle.mixedOrder(points)).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(point -> nearness[point]));
    for (int point : order) {
      double farness = (nearest - nearness[point]) / depth;
      Color color = Palette.mixed(plot.coloring().color(point), Theme.GROUND, HAZE * farness);
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), style.alpha()));
      Point2D at = onScreen(places[point]);
      double radius = style.radius() * (1.2 - 0.45 * farness);
      g.fill(plot.coloring().marker(point).at(at.getX(), at.getY(), radius));
    }
  }

  /** Where the ticks of an axis lie in the cube. */
  private double[] shares(int axis) {
    return Arrays.stream(ranges[axis].ticks(TICKS, false))
        .map(tick -> 2 * ranges[axis].shareOfTick(tick) - 1)
        .toArray();
  }

  private static double[] place(
      int first, double atFirst, int second, double atSecond, int third, double atThird) {
    double[] place = new double[3];
    place[first] = atFirst;
    place[second] = atSecond;
    place[third] = atThird;
    return place;
  }

  private void draw(Graphics2D g, double[] from, double[] to) {
    g.draw(new Line2D.Double(onScreen(from), onScreen(to)));
  }

  private static void paintCentered(Graphics2D g, String text, Point2D at) {
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(
        text,
        (float) (at.getX() - metrics.stringWidth(text) / 2.0),
        (float) (at.getY() + (metrics.getAscent() - metrics.getDescent()) / 2.0));
  }
}
