package io.latent4j.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The silhouettes of samples, cluster by cluster, in each from the largest down: a blade for each
 * cluster, as thick as it has samples, and the mean over all as a dashed line.
 *
 * <pre>{@code
 * SilhouettePlot.of(values, labels).titled("Silhouettes").writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class SilhouettePlot implements Picture {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 520;

  /** Clusters thinner than this have no number beside them. */
  private static final int LEAST_NUMBERED = 13;

  private final double[] values;
  private final int[] labels;
  private final double mean;
  private String title = "";

  private SilhouettePlot(double[] values, int... labels) {
    this.values = values;
    this.labels = labels;
    this.mean = Arrays.stream(values).sum() / values.length;
  }

  /**
   * Begins a plot.
   *
   * @param values the silhouette of each sample, from -1 to 1
   * @param labels the cluster of each sample, from 0
   * @return the plot
   * @throws IllegalArgumentException if there are no values, one is not finite, labels are not as
   *     many or one is negative
   */
  public static SilhouettePlot of(double[] values, int[] labels) {
    double[] checked = Check.finite("values", values);
    Check.notEmpty("values", checked.length);
    Coloring.ByLabel byLabel = Coloring.ByLabel.checked(checked.length, labels, new String[0]);
    return new SilhouettePlot(checked, byLabel.labels());
  }

  /**
   * Gives the plot a title.
   *
   * @param text what stands above it
   * @return this plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public SilhouettePlot titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  @Override
  public BufferedImage image() {
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  private void paint(Graphics2D g) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double[] ends = {0, least, most};
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(
                (a, b) ->
                    labels[a] == labels[b]
                        ? Double.compare(values[b], values[a])
                        : Integer.compare(labels[a], labels[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    XyFrame frame =
        new XyFrame(
            title,
            "silhouette",
            AxisRange.over(ends, 0.02),
            "samples, by cluster",
            AxisRange.linear(0, values.length, 0.01));
    frame.paint(g, WIDTH, HEIGHT);
    int first = 0;
    while (first < order.length) {
      int end = first;
      while (end < order.length && labels[order[end]] == labels[order[first]]) {
        end++;
      }
      paintBlade(g, frame, order, first, end);
      first = end;
    }
    double at = frame.screenX(mean);
    g.setColor(Theme.INK);
    g.setStroke(Theme.DASHED);
    g.draw(new Line2D.Double(at, frame.area().getMinY(), at, frame.area().getMaxY()));
    paintMean(g, at + 6, frame.area().getMinY() + 6);
  }

  private void paintMean(Graphics2D g, double left, double top) {
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    String text = String.format(Locale.ROOT, "mean %.3f", mean);
    // A blade behind the words would make them hard to read.
    g.setColor(new Color(255, 255, 255, 210));
    g.fill(
        new Rectangle2D.Double(
            left - 3, top, metrics.stringWidth(text) + 6.0, metrics.getHeight()));
    g.setColor(Theme.INK);
    g.drawString(text, (float) left, (float) top + metrics.getAscent());
  }

  /** The first cluster is on top. */
  private void paintBlade(Graphics2D g, XyFrame frame, int[] order, int first, int end) {
    double zero = frame.screenX(0);
    int count = order.length;
    Path2D blade = new Path2D.Double();
    blade.moveTo(zero, frame.screenY(count - first));
    for (int i = first; i < end; i++) {
      double x = frame.screenX(values[order[i]]);
      blade.lineTo(x, frame.screenY(count - i));
      blade.lineTo(x, frame.screenY(count - i - 1.0));
    }
    blade.lineTo(zero, frame.screenY(count - end));
    blade.closePath();
    int label = labels[order[first]];
    g.setColor(Palette.color(label));
    g.fill(blade);
    double top = frame.screenY(count - first);
    double bottom = frame.screenY(count - end);
    if (bottom - top >= LEAST_NUMBERED) {
      g.setFont(Theme.LABEL);
      FontMetrics metrics = g.getFontMetrics();
      g.setColor(Palette.inkOn(Palette.color(label)));
      String text = Integer.toString(label);
      float base = (float) ((top + bottom + metrics.getAscent() - metrics.getDescent()) / 2);
      g.drawString(text, (float) zero + 6, base);
    }
  }
}
