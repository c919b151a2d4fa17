package io.latent4j.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.IntFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The axes of a plot, drawn by XChart, and where values lie on them, so that more can be drawn on
 * top.
 */
final class XyFrame {

  /** Below this ratio of its ends, a logarithmic axis labels more than the powers of ten. */
  private static final double FEW_DECADES = 20;

  private static final int LEAST_TICK_DISTANCE = 60;

  private final XYChart chart;
  private final AxisRange x;
  private final AxisRange y;

  XyFrame(String title, String xTitle, AxisRange x, String yTitle, AxisRange y) {
    this.x = x;
    this.y = y;
    chart =
        new XYChartBuilder()
            .title(title)
            .xAxisTitle(x.title(xTitle))
            .yAxisTitle(y.title(yTitle))
            .build();
    Theme.apply(chart.getStyler());
    chart.getStyler().setChartTitleVisible(!title.isEmpty());
    chart.getStyler().setXAxisTitleVisible(!chart.getXAxisTitle().isEmpty());
    chart.getStyler().setYAxisTitleVisible(!chart.getYAxisTitle().isEmpty());
    chart.getStyler().setXAxisMin(x.low()).setXAxisMax(x.high());
    chart.getStyler().setYAxisMin(y.low()).setYAxisMax(y.high());
    chart.setCustomXAxisTickLabelsFormatter(tick -> Numbers.tick(tick, x.span()));
    if (y.logarithmic()) {
      chart.getStyler().setYAxisLogarithmic(true);
      chart.getStyler().setYAxisLogarithmicDecadeOnly(y.high() / y.low() > FEW_DECADES);
    } else {
      chart.setCustomYAxisTickLabelsFormatter(tick -> Numbers.tick(tick, y.span()));
    }
    // XChart needs a series to make axes from; this one spans them and is not seen.
    XYSeries corners =
        chart.addSeries(
            "corners", new double[] {x.low(), x.high()}, new double[] {y.low(), y.high()});
    corners.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
    corners.setLineStyle(SeriesLines.NONE);
    chart.getStyler().setLegendVisible(false);
  }

  /** Adds a line; it is in the legend if that is shown. */
  void line(String name, double[] xs, double[] ys, Color color, boolean withMarkers) {
    // The corners have a name too, and names must differ.
    XYSeries series = chart.addSeries("line " + name, x.scaled(xs), y.scaled(ys));
    series.setLabel(name);
    series.setLineColor(color).setLineStyle(Theme.LINE);
    series.setMarker(withMarkers ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(color);
    chart.getStyler().setMarkerSize(6);
  }

  void showLegend() {
    chart.getStyler().setLegendVisible(true);
  }

  /** Makes the horizontal axis one of whole numbers, such as epochs, each with its name. */
  void wholeNumbers(int width, IntFunction<String> names) {
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    // At least one number for each tick: the plot is never wider than the picture.
    int apart = (int) Math.ceil(width / x.span());
    chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(LEAST_TICK_DISTANCE, apart));
    chart.setCustomXAxisTickLabelsFormatter(
        tick -> tick == Math.rint(tick) ? names.apply(tick.intValue()) : " ");
  }

  void paint(Graphics2D g, int width, int height) {
    chart.paint(g, width, height);
  }

  /** Where a value lies, once painted. */
  double screenX(double value) {
    return chart.getScreenXFromChart(x.scaled(value));
  }

  /** Where a value lies, once painted. */
  double screenY(double value) {
    return chart.getScreenYFromChart(y.scaled(value));
  }

  /** The area inside the axes, once painted. */
  Rectangle2D area() {
    double left = chart.getScreenXFromChart(x.low());
    double top = chart.getScreenYFromChart(y.high());
    return new Rectangle2D.Double(
        left,
        top,
        chart.getScreenXFromChart(x.high()) - left,
        chart.getScreenYFromChart(y.low()) - top);
  }
}
