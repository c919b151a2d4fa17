package io.latent4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Points in the plane: an embedding coloured by label or by a value, with the centers of clusters
 * if there are any.
 *
 * <pre>{@code
 * ScatterPlot.of(embedding, 2)
 *     .titled("Digits, t-SNE")
 *     .labels(labels)
 *     .writeTo(file);
 * }</pre>
 *
 * <p>The size and translucency of the points follow their number. The object is built step by step
 * and is not safe for use by several threads.
 */
public final class ScatterPlot implements Picture {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 580;
  private static final int CENTER_RADIUS = 9;
  private static final float OUTLINE_WIDTH = 1.6f;
  private static final int MOST_NUMBERED_CENTERS = 100;
  private static final double REGION_PALENESS = 0.82;
  private static final Font NAME_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Font CENTER_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 10);

  /** Which label a place of the plane has. */
  @FunctionalInterface
  public interface Regions {

    /**
     * Tells the label of a place.
     *
     * @param x the horizontal coordinate
     * @param y the vertical coordinate
     * @return the label, from 0
     */
    int labelAt(double x, double y);
  }

  private final double[] x;
  private final double[] y;
  private String title = "";
  private String xTitle = "";
  private String yTitle = "";
  private Coloring coloring = new Coloring.Alike();
  private double[][] centers = {{}, {}};
  private final List<double[][]> outlines = new ArrayList<>();
  private Regions regions;
  private String[] pointNames = {};

  private ScatterPlot(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Begins a plot of the first two columns of an embedding.
   *
   * @param rows the points, one row after the other
   * @param columns how many values a row has, at least 2
   * @return the plot
   * @throws IllegalArgumentException if there are no points, a row is incomplete or a value is not
   *     finite
   */
  public static ScatterPlot of(float[] rows, int columns) {
    double[][] taken = Columns.first(2, "rows", rows, columns);
    return new ScatterPlot(taken[0], taken[1]);
  }

  /**
   * Begins a plot of points given by their coordinates.
   *
   * @param x the horizontal coordinates
   * @param y the vertical coordinates, as many
   * @return the plot
   * @throws IllegalArgumentException if there are no points, the lengths differ or a value is not
   *     finite
   */
  public static ScatterPlot of(double[] x, double[] y) {
    ScatterPlot plot = new ScatterPlot(Check.finite("x", x), Check.finite("y", y));
    Check.sameLength("y", y.length, "x", x.length);
    Check.notEmpty("x", x.length);
    return plot;
  }

  /**
   * Gives the plot a title.
   *
   * @param text what stands above it
   * @return this plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public ScatterPlot titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Names the axes.
   *
   * @param horizontal what stands below the horizontal axis
   * @param vertical what stands beside the vertical axis
   * @return this plot
   * @throws IllegalArgumentException if a title is null or blank
   */
  public ScatterPlot axes(String horizontal, String vertical) {
    this.xTitle = Check.text("horizontal", horizontal);
    this.yTitle = Check.text("vertical", vertical);
    return this;
  }

  /**
   * Colours the points by label, with a legend.
   *
   * @param labels a label from 0 for each point
   * @param names the names of the labels from 0 on, or none to show their numbers
   * @return this plot
   * @throws IllegalArgumentException if there are not as many labels as points, or a label is
   *     negative or has no name
   */
  public ScatterPlot labels(int[] labels, String... names) {
    this.coloring = Coloring.ByLabel.checked(x.length, labels, names);
    return this;
  }

  /**
   * Colours the points by cluster, with a legend; points in none are grey.
   *
   * @param clusters the cluster of each point, from 0, or -1 for none
   * @return this plot
   * @throws IllegalArgumentException if there are not as many clusters as points, or one is below
   *     -1
   */
  public ScatterPlot clusters(int[] clusters) {
    this.coloring = Coloring.ByCluster.checked(x.length, clusters);
    return this;
  }

  /**
   * Colours the points by a value, with a colour bar.
   *
   * @param valueTitle what the value is
   * @param values a value for each point
   * @return this plot
   * @throws IllegalArgumentException if there are not as many values as points or one is not finite
   */
  public ScatterPlot values(String valueTitle, double[] values) {
    this.coloring = Coloring.ByValue.checked(x.length, Check.finite("values", values), valueTitle);
    return this;
  }

  /**
   * Draws a closed line over the points, such as the ellipse of a Gaussian.
   *
   * @param alongX the corners along the first axis, at least three
   * @param alongY the corners along the second axis, as many
   * @return this plot
   * @throws IllegalArgumentException if there are fewer than three corners, or their numbers differ
   */
  public ScatterPlot outline(double[] alongX, double[] alongY) {
    if (alongX.length < 3 || alongY.length != alongX.length) {
      throw new IllegalArgumentException(
          "corners must be at least 3, as many along both axes, but are %d and %d"
              .formatted(alongX.length, alongY.length));
    }
    outlines.add(new double[][] {alongX.clone(), alongY.clone()});
    return this;
  }

  /**
   * Draws centers on top of the points, each with its number.
   *
   * @param rows the centers, one row after the other; the first two columns are drawn
   * @param columns how many values a row has, at least 2
   * @return this plot
   * @throws IllegalArgumentException if there are no centers, a row is incomplete or a value is not
   *     finite
   */
  public ScatterPlot centers(float[] rows, int columns) {
    this.centers = Columns.first(2, "rows", rows, columns);
    return this;
  }

  /**
   * Tints the plane behind the points by label, in the colours that {@link #labels} gives to
   * points.
   *
   * @param newRegions tells the label of a place
   * @return this plot
   * @throws IllegalArgumentException if there is nothing to tell it
   */
  public ScatterPlot regions(Regions newRegions) {
    this.regions = Check.present("newRegions", newRegions);
    return this;
  }

  /**
   * Writes a name beside each point.
   *
   * @param texts a name for each point; an empty one is not written
   * @return this plot
   * @throws IllegalArgumentException if there are not as many names as points or one is null
   */
  public ScatterPlot named(String... texts) {
    Check.present("texts", texts);
    Check.sameLength("texts", texts.length, "points", x.length);
    for (String text : texts) {
      Check.present("a name", text);
    }
    this.pointNames = texts.clone();
    return this;
  }

  @Override
  public BufferedImage image() {
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  private void paint(Graphics2D g) {
    AxisRange xRange = AxisRange.over(Columns.together(x, centers[0]), 0.04);
    AxisRange yRange = AxisRange.over(Columns.together(y, centers[1]), 0.04);
    XyFrame frame = new XyFrame(title, xTitle, xRange, yTitle, yRange);
    SidePanel panel = coloring.panel();
    int panelWidth = panel.width(g, frame.areaHeight(HEIGHT));
    frame.paint(g, WIDTH - panelWidth, HEIGHT);
    panel.paint(g, WIDTH - panelWidth, frame.area());
    if (regions != null) {
      paintRegions(g, frame.area(), xRange, yRange);
    }
    paintPoints(g, frame);
    paintNames(g, frame);
    for (double[][] outline : outlines) {
      paintOutline(g, frame, outline);
    }
    for (int i = 0; i < centers[0].length; i++) {
      paintCenter(g, frame.screenX(centers[0][i]), frame.screenY(centers[1][i]), i);
    }
  }

  /** Pixel by pixel, so that the borders of regions are as smooth as they can be. */
  private void paintRegions(Graphics2D g, Rectangle2D area, AxisRange xRange, AxisRange yRange) {
    int wide = (int) Math.round(area.getWidth() * Canvas.PIXELS_PER_POINT);
    int tall = (int) Math.round(area.getHeight() * Canvas.PIXELS_PER_POINT);
    double xUnit = Math.pow(10, xRange.exponent());
    double yUnit = Math.pow(10, yRange.exponent());
    BufferedImage tinted = new BufferedImage(wide, tall, BufferedImage.TYPE_INT_RGB);
    Map<Integer, Integer> tints = new HashMap<>();
    for (int row = 0; row < tall; row++) {
      double atY = middle(yRange, 1 - (row + 0.5) / tall) * yUnit;
      for (int column = 0; column < wide; column++) {
        double atX = middle(xRange, (column + 0.5) / wide) * xUnit;
        tinted.setRGB(
            column, row, tints.computeIfAbsent(regions.labelAt(atX, atY), ScatterPlot::tint));
      }
    }
    AffineTransform place = AffineTransform.getTranslateInstance(area.getMinX(), area.getMinY());
    place.scale(area.getWidth() / wide, area.getHeight() / tall);
    g.drawImage(tinted, place, null);
  }

  private static int tint(int label) {
    return Palette.mixed(Palette.color(label), Theme.GROUND, REGION_PALENESS).getRGB();
  }

  private static double middle(AxisRange range, double share) {
    return range.low() + share * (range.high() - range.low());
  }

  private void paintPoints(Graphics2D g, XyFrame frame) {
    PointStyle style = PointStyle.of(x.length);
    for (int point : PointStyle.mixedOrder(x.length)) {
      Color color = coloring.color(point);
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), style.alpha()));
      double atX = frame.screenX(x[point]);
      double atY = frame.screenY(y[point]);
      g.fill(coloring.marker(point).at(atX, atY, style.radius()));
    }
  }

  /** To the right of a point, or to its left where there is no room; not over another name. */
  private void paintNames(Graphics2D g, XyFrame frame) {
    g.setFont(NAME_FONT);
    g.setColor(Theme.INK);
    FontMetrics metrics = g.getFontMetrics();
    double distance = PointStyle.of(x.length).radius() + 3;
    List<Rectangle2D> taken = new ArrayList<>();
    for (int point = 0; point < pointNames.length; point++) {
      double width = metrics.stringWidth(pointNames[point]);
      double height = metrics.getAscent();
      double atX = frame.screenX(x[point]);
      double bottom = frame.screenY(y[point]) + height / 2.0 - 1;
      boolean fits = atX + distance + width <= frame.area().getMaxX();
      double left = fits ? atX + distance : atX - distance - width;
      Rectangle2D place = new Rectangle2D.Double(left, bottom - height, width, height);
      if (!pointNames[point].isEmpty() && taken.stream().noneMatch(place::intersects)) {
        taken.add(place);
        g.drawString(pointNames[point], (float) left, (float) bottom);
      }
    }
  }

  private static void paintOutline(Graphics2D g, XyFrame frame, double[][] corners) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < corners[0].length; i++) {
      double atX = frame.screenX(corners[0][i]);
      double atY = frame.screenY(corners[1][i]);
      if (i == 0) {
        line.moveTo(atX, atY);
      } else {
        line.lineTo(atX, atY);
      }
    }
    line.closePath();
    Shape before = g.getClip();
    g.clip(frame.area());
    g.setStroke(new BasicStroke(OUTLINE_WIDTH));
    g.setColor(Theme.INK);
    g.draw(line);
    g.setClip(before);
  }

  private void paintCenter(Graphics2D g, double atX, double atY, int number) {
    Ellipse2D disc =
        new Ellipse2D.Double(
            atX - CENTER_RADIUS, atY - CENTER_RADIUS, 2 * CENTER_RADIUS, 2 * CENTER_RADIUS);
    g.setColor(Theme.INK);
    g.fill(disc);
    g.setColor(Theme.GROUND);
    g.setStroke(new BasicStroke(1.5f));
    g.draw(disc);
    if (centers[0].length <= MOST_NUMBERED_CENTERS) {
      g.setFont(CENTER_FONT);
      FontMetrics metrics = g.getFontMetrics();
      String text = Integer.toString(number);
      g.drawString(
          text,
          (float) (atX - metrics.stringWidth(text) / 2.0),
          (float) (atY + (metrics.getAscent() - metrics.getDescent()) / 2.0));
    }
  }
}
