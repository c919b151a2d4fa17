package io.latent4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Lines over a number: an elbow curve with its knee, an error over a parameter.
 *
 * <pre>{@code
 * LinePlot.titled("Sum of squared distances")
 *     .axes("clusters", "sse")
 *     .series("sse", sse)
 *     .mark(4, "sse", "knee at 4")
 *     .writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class LinePlot implements Picture {

  /** The words of a mark keep off its ring. */
  private static final int BESIDE_MARK = 11;

  private static final int WIDTH = 800;
  private static final int HEIGHT = 460;

  /** Up to so many values a line shows each of them as a point. */
  private static final int MOST_MARKED_VALUES = 40;

  private record Line(double[] x, double[] y) {}

  private record Mark(double x, String series, String text) {}

  private final String title;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final List<Mark> marks = new ArrayList<>();
  private String xTitle = "";
  private String yTitle = "";
  private boolean logarithmic;

  private LinePlot(String title) {
    this.title = title;
  }

  /**
   * Begins a plot.
   *
   * @param title what stands above it
   * @return the plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public static LinePlot titled(String title) {
    return new LinePlot(Check.text("title", title));
  }

  /**
   * Names the axes.
   *
   * @param x what stands below the horizontal axis
   * @param y what stands beside the vertical axis
   * @return this plot
   * @throws IllegalArgumentException if a title is null or blank
   */
  public LinePlot axes(String x, String y) {
    this.xTitle = Check.text("x", x);
    this.yTitle = Check.text("y", y);
    return this;
  }

  /**
   * Adds a line through values at 1, 2, 3 and so on.
   *
   * @param name the name of the line in the legend, different from the others
   * @param y the values, at least one
   * @return this plot
   * @throws IllegalArgumentException if the name is taken, there are no values or one is not finite
   */
  public LinePlot series(String name, double[] y) {
    Check.present("y", y);
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    return series(name, x, y);
  }

  /**
   * Adds a line through points, in the order given.
   *
   * @param name the name of the line in the legend, different from the others
   * @param x where the values are
   * @param y the values, as many as x has
   * @return this plot
   * @throws IllegalArgumentException if the name is taken, the lengths differ, there are no values
   *     or one is not finite
   */
  public LinePlot series(String name, double[] x, double[] y) {
    Check.text("name", name);
    Line line = new Line(Check.finite(name + " x", x), Check.finite(name, y));
    Check.sameLength(name, y.length, "x", x.length);
    Check.notEmpty(name, y.length);
    if (logarithmic) {
      checkPositive(name, line.y);
    }
    if (lines.putIfAbsent(name, line) != null) {
      throw new IllegalArgumentException("name must differ from the other series, but is " + name);
    }
    return this;
  }

  /**
   * Marks a place on the horizontal axis with a dashed line.
   *
   * @param x where
   * @param text what stands at the mark
   * @return this plot
   * @throws IllegalArgumentException if x is not finite or the text is null or blank
   */
  public LinePlot mark(double x, String text) {
    return addMark(x, null, text);
  }

  /**
   * Marks a place on the horizontal axis with a dashed line, and the value of a series there with a
   * ring.
   *
   * @param x where
   * @param series the name of a series that was added before
   * @param text what stands at the mark
   * @return this plot
   * @throws IllegalArgumentException if x is not finite, there is no such series or the text is
   *     null or blank
   */
  public LinePlot mark(double x, String series, String text) {
    if (!lines.containsKey(series)) {
      throw new IllegalArgumentException(
          "series must be one of " + lines.keySet() + ", but is " + series);
    }
    return addMark(x, series, text);
  }

  private LinePlot addMark(double x, String series, String text) {
    Check.finite("x", new double[] {x});
    marks.add(new Mark(x, series, Check.text("text", text)));
    return this;
  }

  /**
   * Makes the vertical axis logarithmic.
   *
   * @return this plot
   * @throws IllegalArgumentException if a value so far is not positive
   */
  public LinePlot logScale() {
    lines.forEach((name, line) -> checkPositive(name, line.y));
    logarithmic = true;
    return this;
  }

  @Override
  public BufferedImage image() {
    if (lines.isEmpty()) {
      throw new IllegalStateException("a line plot needs a series before it can be drawn");
    }
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  private void paint(Graphics2D g) {
    double[] allX =
        DoubleStream.concat(values(Line::x), marks.stream().mapToDouble(Mark::x)).toArray();
    AxisRange x = AxisRange.over(allX, 0.02);
    double[] allY = values(Line::y).toArray();
    AxisRange y = logarithmic ? AxisRange.logarithmic(allY) : AxisRange.over(allY, 0.06);
    XyFrame frame = new XyFrame(title, xTitle, x, yTitle, y);
    if (wholeNumbers(allX)) {
      frame.wholeNumbers(x::label);
    }
    SidePanel legend = lines.size() > 1 ? legend() : SidePanel.NONE;
    int legendWidth = legend.width(g, frame.areaHeight(HEIGHT));
    frame.paint(g, WIDTH - legendWidth, HEIGHT);
    legend.paint(g, WIDTH - legendWidth, frame.area());
    for (Mark mark : marks) {
      paintRule(g, frame, mark);
    }
    int index = 0;
    for (Line line : lines.values()) {
      g.setColor(Palette.color(index++));
      paint(g, frame, line);
    }
    for (Mark mark : marks) {
      paint(g, frame, mark);
    }
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (String name : lines.keySet()) {
      entries.add(new Legend.Entry(name, Palette.color(entries.size()), Marker.CIRCLE));
    }
    return new Legend(List.copyOf(entries));
  }

  private static void paint(Graphics2D g, XyFrame frame, Line line) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < line.x.length; i++) {
      double atX = frame.screenX(line.x[i]);
      double atY = frame.screenY(line.y[i]);
      if (i == 0) {
        path.moveTo(atX, atY);
      } else {
        path.lineTo(atX, atY);
      }
      if (line.x.length <= MOST_MARKED_VALUES) {
        g.fill(Marker.CIRCLE.at(atX, atY, 3.5));
      }
    }
    g.setStroke(Theme.LINE);
    g.draw(path);
  }

  private static void paintRule(Graphics2D g, XyFrame frame, Mark mark) {
    double at = frame.screenX(mark.x);
    g.setColor(Theme.FAINT_INK);
    g.setStroke(Theme.DASHED);
    g.draw(new Line2D.Double(at, frame.area().getMinY(), at, frame.area().getMaxY()));
  }

  private void paint(Graphics2D g, XyFrame frame, Mark mark) {
    Rectangle2D area = frame.area();
    double at = frame.screenX(mark.x);
    if (mark.series != null) {
      paintRings(g, frame, at, mark);
    }
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    int width = metrics.stringWidth(mark.text);
    boolean roomToTheRight = at + BESIDE_MARK + width < area.getMaxX();
    float left = (float) (roomToTheRight ? at + BESIDE_MARK : at - BESIDE_MARK - width);
    float base = (float) area.getMinY() + 6 + metrics.getAscent();
    // Lines behind the words would make them hard to read.
    g.setColor(new Color(255, 255, 255, 210));
    g.fill(
        new Rectangle2D.Double(
            left - 3, base - metrics.getAscent(), width + 6.0, metrics.getHeight()));
    g.setColor(Theme.INK);
    g.drawString(mark.text, left, base);
  }

  private void paintRings(Graphics2D g, XyFrame frame, double at, Mark mark) {
    Line line = lines.get(mark.series);
    g.setColor(Theme.INK);
    g.setStroke(new BasicStroke(1.6f));
    for (int i = 0; i < line.x.length; i++) {
      if (line.x[i] == mark.x) {
        double y = frame.screenY(line.y[i]);
        g.draw(new Ellipse2D.Double(at - 6, y - 6, 12, 12));
      }
    }
  }

  private DoubleStream values(Function<Line, double[]> ofLine) {
    return lines.values().stream().map(ofLine).flatMapToDouble(Arrays::stream);
  }

  private static boolean wholeNumbers(double[] values) {
    for (double value : values) {
      if (value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static void checkPositive(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] <= 0) {
        throw new IllegalArgumentException(
            "%s must be positive on a logarithmic axis, but [%d] is %s"
                .formatted(name, i, values[i]));
      }
    }
  }
}
