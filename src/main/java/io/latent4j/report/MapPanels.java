package io.latent4j.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Small maps side by side, each coloured from its own lowest value to its own highest: the
 * component planes of a self-organising map.
 *
 * <pre>{@code
 * MapPanels.of(20, 20).hexagonal().panel("petal length", plane).writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class MapPanels implements Picture {

  private static final int PANEL = 190;
  private static final int GAP = 22;
  private static final int MARGIN = 16;
  private static final int TITLE_HEIGHT = 30;
  private static final int CAPTION_HEIGHT = 36;
  private static final int MOST_IN_A_ROW = 4;

  private record Panel(String caption, double[] values, double low, double high) {

    /** The ends of the scale, with no more digits than tell them apart. */
    String range() {
      double span = high - low;
      return span == 0
          ? Numbers.show((float) low)
          : Numbers.tick(low, span) + " to " + Numbers.tick(high, span);
    }
  }

  private final int rows;
  private final int columns;
  private final List<Panel> panels = new ArrayList<>();
  private boolean hexagonal;
  private String title = "";

  private MapPanels(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Begins a picture of maps of square cells.
   *
   * @param rows the number of rows of each map, at least 1
   * @param columns the number of cells in a row, at least 1
   * @return the picture, still empty
   * @throws IllegalArgumentException if a size is less than 1
   */
  public static MapPanels of(int rows, int columns) {
    return new MapPanels(Check.atLeast("rows", 1, rows), Check.atLeast("columns", 1, columns));
  }

  /**
   * Makes the cells hexagons, as in {@link MapPlot#hexagonal()}.
   *
   * @return this picture
   */
  public MapPanels hexagonal() {
    this.hexagonal = true;
    return this;
  }

  /**
   * Gives the picture a title.
   *
   * @param text what stands above it
   * @return this picture
   * @throws IllegalArgumentException if the title is null or blank
   */
  public MapPanels titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Adds a map.
   *
   * @param caption what stands above it
   * @param values a value for each cell, (rows, columns)
   * @return this picture
   * @throws IllegalArgumentException if the caption is blank, there are not as many values as cells
   *     or one is not finite
   */
  public MapPanels panel(String caption, float[][] values) {
    double[] flat = CellValues.flat("values", values, rows, columns);
    double low = flat[0];
    double high = flat[0];
    for (double value : flat) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    panels.add(new Panel(Check.text("caption", caption), flat, low, high));
    return this;
  }

  @Override
  public BufferedImage image() {
    if (panels.isEmpty()) {
      throw new IllegalStateException("there is no map to draw yet");
    }
    CellLayout one = layout(0, 0);
    int across = Math.min(MOST_IN_A_ROW, panels.size());
    int down = (panels.size() + across - 1) / across;
    int top = MARGIN + (title.isEmpty() ? 0 : TITLE_HEIGHT);
    int tall = CAPTION_HEIGHT + (int) Math.ceil(one.height());
    int heading = TextWidth.measured(TextWidth.of(title, Theme.TITLE));
    int width = 2 * MARGIN + Math.max(heading, across * PANEL + (across - 1) * GAP);
    int height = top + down * tall + (down - 1) * GAP + MARGIN;
    return Canvas.draw(
        width,
        height,
        g -> {
          g.setColor(Theme.INK);
          g.setFont(Theme.TITLE);
          g.drawString(title, MARGIN, MARGIN + g.getFontMetrics().getAscent());
          for (int i = 0; i < panels.size(); i++) {
            int left = MARGIN + i % across * (PANEL + GAP);
            paint(g, panels.get(i), left, top + i / across * (tall + GAP));
          }
        });
  }

  private CellLayout layout(double left, double top) {
    Rectangle2D room = new Rectangle2D.Double(left, top, PANEL, PANEL);
    return CellLayout.within(room, rows, columns, hexagonal);
  }

  private void paint(Graphics2D g, Panel panel, int left, int top) {
    g.setFont(Theme.LABEL);
    g.setColor(Theme.INK);
    g.drawString(panel.caption, left, top + g.getFontMetrics().getAscent());
    g.setColor(Theme.FAINT_INK);
    g.drawString(panel.range(), left, top + CAPTION_HEIGHT - 7);
    CellLayout layout = layout(left, top + CAPTION_HEIGHT);
    double width = panel.high - panel.low;
    for (int cell = 0; cell < panel.values.length; cell++) {
      double share = width == 0 ? 0.5 : (panel.values[cell] - panel.low) / width;
      layout.fill(g, cell / columns, cell % columns, ColorScale.at(share));
    }
  }
}
