package io.latent4j.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;

/** Names and marks of labels, in as many columns as their number asks for. */
record Legend(List<Entry> entries) implements SidePanel {

  /** One line of a legend. */
  record Entry(String text, Color color, Marker marker) {}

  private static final int ROW = 20;
  private static final int MARK = 18;
  private static final int BETWEEN_COLUMNS = 14;
  private static final int RIGHT_MARGIN = 14;
  private static final int MOST_COLUMNS = 3;
  private static final int MOST_CHARACTERS = 24;

  @Override
  public int width(Graphics2D g, double plotHeight) {
    int rows = rows(plotHeight);
    List<Entry> shown = shown(rows);
    int columns = (shown.size() + rows - 1) / rows;
    return columns * columnWidth(g, shown) - BETWEEN_COLUMNS + RIGHT_MARGIN;
  }

  @Override
  public void paint(Graphics2D g, double left, Rectangle2D plot) {
    int rows = rows(plot.getHeight());
    List<Entry> shown = shown(rows);
    int columnWidth = columnWidth(g, shown);
    g.setFont(Theme.LABEL);
    FontMetrics metrics = g.getFontMetrics();
    for (int i = 0; i < shown.size(); i++) {
      Entry entry = shown.get(i);
      double x = left + (double) (i / rows) * columnWidth;
      double y = plot.getMinY() + (i % rows + 0.5) * ROW;
      if (entry.marker != null) {
        g.setColor(entry.color);
        g.fill(entry.marker.at(x + 6, y, 5));
      }
      g.setColor(Theme.INK);
      float base = (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0);
      g.drawString(shortened(entry.text), (float) x + MARK, base);
    }
  }

  private static int rows(double plotHeight) {
    return Math.max(1, (int) (plotHeight / ROW));
  }

  private List<Entry> shown(int rows) {
    int room = rows * MOST_COLUMNS;
    if (entries.size() <= room) {
      return entries;
    }
    Entry more = new Entry("and " + (entries.size() - room + 1) + " more", null, null);
    return Stream.concat(entries.stream().limit(room - 1L), Stream.of(more)).toList();
  }

  private static int columnWidth(Graphics2D g, List<Entry> shown) {
    FontMetrics metrics = g.getFontMetrics(Theme.LABEL);
    int widest = 0;
    for (Entry entry : shown) {
      widest = Math.max(widest, metrics.stringWidth(shortened(entry.text)));
    }
    return MARK + widest + BETWEEN_COLUMNS;
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS - 1) + "\u2026";
  }
}
