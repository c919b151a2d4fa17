package io.latent4j.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Points in space, coloured by label or by a value: as a picture here, and to turn and zoom in a
 * {@link Report}.
 *
 * <pre>{@code
 * Scatter3d.of(embedding, 3)
 *     .titled("MNIST, three principal components")
 *     .labels(labels)
 *     .writeTo(file);
 * }</pre>
 *
 * <p>In the picture, points further away are smaller and paler. The object is built step by step
 * and is not safe for use by several threads.
 */
public final class Scatter3d implements Picture {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 640;

  private final double[][] coordinates;
  private String title = "";
  private String[] axes = {"x", "y", "z"};
  private Coloring coloring = new Coloring.Alike();
  private double azimuth = -60;
  private double elevation = 20;

  private Scatter3d(double[][] coordinates) {
    this.coordinates = coordinates;
  }

  /**
   * Begins a plot of the first three columns of an embedding.
   *
   * @param rows the points, one row after the other
   * @param columns how many values a row has, at least 3
   * @return the plot
   * @throws IllegalArgumentException if there are no points, a row is incomplete or a value is not
   *     finite
   */
  public static Scatter3d of(float[] rows, int columns) {
    return new Scatter3d(Columns.first(3, "rows", rows, columns));
  }

  /**
   * Gives the plot a title.
   *
   * @param text what stands above it
   * @return this plot
   * @throws IllegalArgumentException if the title is null or blank
   */
  public Scatter3d titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Names the axes, which are x, y and z otherwise.
   *
   * @param x the name of the first axis
   * @param y the name of the second axis
   * @param z the name of the third axis, which points upwards
   * @return this plot
   * @throws IllegalArgumentException if a name is null or blank
   */
  public Scatter3d axes(String x, String y, String z) {
    this.axes = new String[] {Check.text("x", x), Check.text("y", y), Check.text("z", z)};
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
  public Scatter3d labels(int[] labels, String... names) {
    this.coloring = Coloring.ByLabel.checked(points(), labels, names);
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
  public Scatter3d values(String valueTitle, double[] values) {
    this.coloring = Coloring.ByValue.checked(points(), Check.finite("values", values), valueTitle);
    return this;
  }

  /**
   * Sets where the eye is; it turns the first view of the interactive form too.
   *
   * @param azimuthDegrees the angle around the third axis, -60 otherwise
   * @param elevationDegrees the angle above the plane of the first two axes, 20 otherwise; -80 to
   *     80, so that all three axes can be seen
   * @return this plot
   * @throws IllegalArgumentException if an angle is not finite or the elevation out of range
   */
  public Scatter3d viewedFrom(double azimuthDegrees, double elevationDegrees) {
    Check.finite("angles", new double[] {azimuthDegrees, elevationDegrees});
    if (Math.abs(elevationDegrees) > 80) {
      throw new IllegalArgumentException(
          "elevationDegrees must be between -80 and 80, but is " + elevationDegrees);
    }
    this.azimuth = azimuthDegrees;
    this.elevation = elevationDegrees;
    return this;
  }

  @Override
  public BufferedImage image() {
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  private void paint(Graphics2D g) {
    new CubePainter(this, WIDTH, HEIGHT).paint(g);
  }

  int points() {
    return coordinates[0].length;
  }

  /** The coordinates of all points on one of the three axes. */
  double[] coordinates(int axis) {
    return coordinates[axis];
  }

  String title() {
    return title;
  }

  String axisTitle(int axis) {
    return axes[axis];
  }

  Coloring coloring() {
    return coloring;
  }

  double azimuth() {
    return azimuth;
  }

  double elevation() {
    return elevation;
  }
}
