package io.latent4j.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A map of cells, squares or hexagons, coloured by a value, a label or colours of their own, with
 * names on some of them: a self-organising map.
 *
 * <pre>{@code
 * MapPlot.of(30, 30)
 *     .titled("Colours")
 *     .colors(redGreenBlue)
 *     .name(3, 17, "Navy")
 *     .writeTo(file);
 * }</pre>
 *
 * <p>Arrays have one row for each row of the map, which is drawn from the top. The object is built
 * step by step and is not safe for use by several threads.
 */
public final class MapPlot implements Picture {

  private static final int LONGER_SIDE = 560;
  private static final int MARGIN = 16;
  private static final int TITLE_HEIGHT = 30;
  private static final int LEAST_HEIGHT = 200;

  private final int rows;
  private final int columns;
  private final CellNames names = new CellNames();
  private boolean hexagonal;
  private String title = "";
  private Coloring coloring = new Coloring.Alike();

  private MapPlot(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Begins a plot of square cells.
   *
   * @param rows the number of rows, at least 1
   * @param columns the number of cells in a row, at least 1
   * @return the plot
   * @throws IllegalArgumentException if a size is less than 1
   */
  public static MapPlot of(int rows, int columns) {
    return new MapPlot(Check.atLeast("rows", 1, rows), Check.atLeast("columns", 1, columns));
  }

  /**
   * Makes the cells hexagons; every second row, from the second on, is shifted to the right by half
   * a cell.
   *
   * @return this plot
   */
  public MapPlot hexagonal() {
    this.hexagonal = true;
    return this;
  }

  /**
   * Gives the plot a title.
   *
   * @param text what stands above it
   * @return this plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public MapPlot titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Colours the cells by a value, with a colour bar.
   *
   * @param valueTitle what the value is
   * @param values a value for each cell, (rows, columns)
   * @return this plot
   * @throws IllegalArgumentException if there are not as many values as cells or one is not finite
   */
  public MapPlot values(String valueTitle, float[][] values) {
    double[] flat = CellValues.flat("values", values, rows, columns);
    this.coloring = Coloring.ByValue.checked(flat.length, flat, valueTitle);
    return this;
  }

  /**
   * Gives each cell a colour of its own.
   *
   * @param colors red, green and blue of each cell, (rows, columns, 3); what is outside 0 to 1 is
   *     clipped
   * @return this plot
   * @throws IllegalArgumentException if there are not as many colours as cells, or one is not of
   *     three finite values
   */
  public MapPlot colors(float[][][] colors) {
    Color[] flat = new Color[rows * columns];
    CellValues.requireCells("colors", colors, rows, columns);
    for (int cell = 0; cell < flat.length; cell++) {
      float[] color = colors[cell / columns][cell % columns];
      double[] checked = Check.finite("colors", color);
      Check.sameLength("colors", checked.length, "channels", 3);
      for (int i = 0; i < 3; i++) {
        checked[i] = Math.min(1, Math.max(0, checked[i]));
      }
      flat[cell] = new Color((float) checked[0], (float) checked[1], (float) checked[2]);
    }
    this.coloring = new Coloring.Given(flat, SidePanel.NONE);
    return this;
  }

  /**
   * Colours the cells by label, with a legend.
   *
   * @param labels a label from 0 for each cell, (rows, columns); -1 where there is none
   * @param labelNames the names of the labels from 0 on, or none to show their numbers
   * @return this plot
   * @throws IllegalArgumentException if there are not as many labels as cells, or a label is below
   *     -1 or has no name
   */
  public MapPlot labels(int[][] labels, String... labelNames) {
    CellValues.requireCells("labels", labels, rows, columns);
    int[] flat = Arrays.stream(labels).flatMapToInt(Arrays::stream).toArray();
    Check.sameLength("labels", flat.length, "cells", rows * columns);
    int[] present = Arrays.stream(flat).filter(label -> label != -1).toArray();
    SidePanel legend = Coloring.ByLabel.checked(present.length, present, labelNames).panel();
    Color[] colors =
        Arrays.stream(flat)
            .mapToObj(label -> label < 0 ? Theme.GRID : Palette.color(label))
            .toArray(Color[]::new);
    this.coloring = new Coloring.Given(colors, present.length == 0 ? SidePanel.NONE : legend);
    return this;
  }

  /**
   * Writes a name on a cell.
   *
   * @param row the row of the cell, from 0
   * @param column its column, from 0
   * @param text the name
   * @return this plot
   * @throws IllegalArgumentException if there is no such cell or the name is blank
   */
  public MapPlot name(int row, int column, String text) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IllegalArgumentException(
          "cell must be within %d rows and %d columns, but is at %d, %d"
              .formatted(rows, columns, row, column));
    }
    names.add(row, column, Check.text("text", text));
    return this;
  }

  @Override
  public BufferedImage image() {
    Rectangle2D room = new Rectangle2D.Double(0, 0, LONGER_SIDE, LONGER_SIDE);
    CellLayout layout = CellLayout.within(room, rows, columns, hexagonal);
    int top = MARGIN + (title.isEmpty() ? 0 : TITLE_HEIGHT);
    int height = Math.max(LEAST_HEIGHT, top + (int) Math.ceil(layout.height()) + MARGIN);
    int mapWidth = MARGIN + (int) Math.ceil(layout.width()) + MARGIN;
    int panel = TextWidth.measured(g -> coloring.panel().width(g, height - top - MARGIN));
    int heading = 2 * MARGIN + TextWidth.measured(TextWidth.of(title, Theme.TITLE));
    return Canvas.draw(
        Math.max(mapWidth + panel, heading),
        height,
        g -> paint(g, new Rectangle2D.Double(MARGIN, top, LONGER_SIDE, LONGER_SIDE), mapWidth));
  }

  private void paint(Graphics2D g, Rectangle2D room, int mapWidth) {
    g.setFont(Theme.TITLE);
    g.setColor(Theme.INK);
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(title, MARGIN, MARGIN + metrics.getAscent());
    CellLayout layout = CellLayout.within(room, rows, columns, hexagonal);
    layout.frame(g);
    for (int cell = 0; cell < rows * columns; cell++) {
      layout.fill(g, cell / columns, cell % columns, coloring.color(cell));
    }
    names.paint(g, layout);
    double panelHeight = Math.max(layout.height(), LEAST_HEIGHT - room.getY() - MARGIN);
    coloring
        .panel()
        .paint(
            g,
            mapWidth,
            new Rectangle2D.Double(room.getX(), room.getY(), layout.width(), panelHeight));
  }
}
