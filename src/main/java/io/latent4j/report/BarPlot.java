package io.latent4j.report;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Bars, each with a name below, and the running sum as a line: a scree plot, sizes of clusters.
 *
 * <pre>{@code
 * BarPlot.titled("Explained variance")
 *     .axes("component", "share of variance")
 *     .bars("each", explainedVarianceRatio)
 *     .cumulative("together")
 *     .writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class BarPlot implements Picture {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 460;

  private final String title;
  private String xTitle = "";
  private String yTitle = "";
  private String barsName = "";
  private double[] bars = {};
  private String[] names = {};
  private String sumsName;
  private int first = 1;

  private BarPlot(String title) {
    this.title = title;
  }

  /**
   * Begins a plot.
   *
   * @param title what stands above it
   * @return the plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public static BarPlot titled(String title) {
    return new BarPlot(Check.text("title", title));
  }

  /**
   * Names the axes.
   *
   * @param x what stands below the horizontal axis
   * @param y what stands beside the vertical axis
   * @return this plot
   * @throws IllegalArgumentException if a title is null or blank
   */
  public BarPlot axes(String x, String y) {
    this.xTitle = Check.text("x", x);
    this.yTitle = Check.text("y", y);
    return this;
  }

  /**
   * Sets the bars, named 1, 2, 3 and so on.
   *
   * @param name what a bar is, for the legend
   * @param values the heights, at least one
   * @return this plot
   * @throws IllegalArgumentException if the name is null or blank, there are no values or one is
   *     not finite
   */
  public BarPlot bars(String name, double[] values) {
    this.barsName = Check.text("name", name);
    double[] checked = Check.finite("values", values);
    Check.notEmpty("values", checked.length);
    this.bars = checked;
    this.names = new String[0];
    return this;
  }

  /**
   * Numbers the bars from another number than 1.
   *
   * @param number that of the first bar, at least 0
   * @return this plot
   * @throws IllegalArgumentException if the number is negative
   */
  public BarPlot numberedFrom(int number) {
    this.first = Check.atLeast("number", 0, number);
    return this;
  }

  /**
   * Names the bars.
   *
   * @param barNames a name for each bar
   * @return this plot
   * @throws IllegalArgumentException if there are not as many names as bars or one is null or blank
   */
  public BarPlot names(String... barNames) {
    Check.present("barNames", barNames);
    Check.sameLength("barNames", barNames.length, "bars", bars.length);
    for (String name : barNames) {
      Check.text("barNames", name);
    }
    this.names = barNames.clone();
    return this;
  }

  /**
   * Draws the sum of each bar and all before it as a line.
   *
   * @param name what the line is, for the legend
   * @return this plot
   * @throws IllegalArgumentException if the name is null or blank
   */
  public BarPlot cumulative(String name) {
    this.sumsName = Check.text("name", name);
    return this;
  }

  @Override
  public BufferedImage image() {
    if (bars.length == 0) {
      throw new IllegalStateException("a bar plot needs bars before it can be drawn");
    }
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  private void paint(Graphics2D g) {
    int count = bars.length;
    double[] sums = new double[count];
    double sum = 0;
    double least = 0;
    double most = 0;
    for (int i = 0; i < count; i++) {
      sum += bars[i];
      sums[i] = sum;
      least = Math.min(least, sumsName == null ? bars[i] : Math.min(bars[i], sum));
      most = Math.max(most, sumsName == null ? bars[i] : Math.max(bars[i], sum));
    }
    XyFrame frame =
        new XyFrame(
            title,
            xTitle,
            AxisRange.linear(first - 0.6, first + count - 0.4, 0),
            yTitle,
            yRange(least, most));
    frame.wholeNumbers(bar -> nameOf((int) bar));
    if (sumsName == null) {
      frame.paint(g, WIDTH, HEIGHT);
      paintBars(g, frame);
      return;
    }
    Legend legend =
        new Legend(
            List.of(
                new Legend.Entry(barsName, Palette.color(0), Marker.SQUARE),
                new Legend.Entry(sumsName, Palette.color(1), Marker.CIRCLE)));
    int width = legend.width(g, frame.areaHeight(HEIGHT));
    frame.paint(g, WIDTH - width, HEIGHT);
    legend.paint(g, WIDTH - width, frame.area());
    paintBars(g, frame);
    paintSums(g, frame, sums);
  }

  /** Bars stand on the axis: no margin below zero, or above if all hang down. */
  private static AxisRange yRange(double least, double most) {
    double margin = 0.05 * (most - least);
    return AxisRange.linear(least < 0 ? least - margin : 0, most > 0 ? most + margin : 0, 0);
  }

  private String nameOf(int bar) {
    if (bar < first || bar >= first + bars.length) {
      return "";
    }
    return names.length == 0 ? Integer.toString(bar) : names[bar - first];
  }

  private void paintBars(Graphics2D g, XyFrame frame) {
    double half = (frame.screenX(2) - frame.screenX(1)) * (bars.length > 100 ? 0.5 : 0.38);
    double ground = frame.screenY(0);
    g.setColor(Palette.color(0));
    for (int i = 0; i < bars.length; i++) {
      double x = frame.screenX(first + i);
      double y = frame.screenY(bars[i]);
      g.fill(new Rectangle2D.Double(x - half, Math.min(y, ground), 2 * half, Math.abs(y - ground)));
    }
    Rectangle2D area = frame.area();
    g.setColor(Theme.FRAME);
    g.setStroke(Theme.THIN);
    g.draw(new Line2D.Double(area.getMinX(), ground, area.getMaxX(), ground));
  }

  private void paintSums(Graphics2D g, XyFrame frame, double[] sums) {
    g.setColor(Palette.color(1));
    g.setStroke(Theme.LINE);
    for (int i = 0; i < sums.length; i++) {
      double x = frame.screenX(first + i);
      double y = frame.screenY(sums[i]);
      if (i > 0) {
        g.draw(new Line2D.Double(frame.screenX(first + i - 1.0), frame.screenY(sums[i - 1]), x, y));
      }
      if (sums.length <= 40) {
        g.fill(Marker.CIRCLE.at(x, y, 3.5));
      }
    }
  }
}
