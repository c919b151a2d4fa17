package io.latent4j.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree of merges: which samples become one cluster, and at which height. Of many samples the last
 * merges are shown, with how many samples there are below each.
 *
 * <pre>{@code
 * Dendrogram.of(model.merges()).labels(model.labels()).titled("Iris").writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class Dendrogram implements Picture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;
  private static final int BELOW_AXIS = 8;
  private static final int BETWEEN_NAMES = 3;
  private static final int MOST_LEAVES = 30;

  private final int[][] children;
  private final double[] heights;
  private final int[] sizes;
  private final int samples;
  private String title = "";
  private int[] labels;

  /** A place in the picture. */
  private record Place(double x, double y) {}

  private Dendrogram(int[][] children, double[] heights, int[] sizes) {
    this.children = children;
    this.heights = heights;
    this.sizes = sizes;
    samples = heights.length + 1;
  }

  /**
   * Begins a picture of merges as SciPy's {@code linkage} returns them: samples are clusters 0 to
   * n-1, merge k makes cluster n+k.
   *
   * @param merges (n-1, 4): the two clusters of each merge, their distance, how many samples the
   *     new one has
   * @return the picture
   * @throws IllegalArgumentException if there are no merges, one has not four numbers, a distance
   *     is not finite or negative, or a cluster is not there to be merged
   */
  public static Dendrogram of(double[][] merges) {
    Check.notEmpty("merges", Check.present("merges", merges).length);
    int samples = merges.length + 1;
    int[][] children = new int[merges.length][2];
    double[] heights = new double[merges.length];
    int[] sizes = new int[merges.length];
    boolean[] merged = new boolean[2 * samples - 1];
    for (int k = 0; k < merges.length; k++) {
      if (merges[k].length != 4 || !(merges[k][2] >= 0 && merges[k][2] < Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "merges must be two clusters, a distance from 0 up and a size each, but [%d] is %s"
                .formatted(k, Arrays.toString(merges[k])));
      }
      for (int side = 0; side < 2; side++) {
        int cluster = (int) merges[k][side];
        if (cluster != merges[k][side]
            || cluster < 0
            || cluster >= samples + k
            || merged[cluster]) {
          throw new IllegalArgumentException(
              "merges must be of clusters that are there, but [%d] merges %s"
                  .formatted(k, merges[k][side]));
        }
        merged[cluster] = true;
        children[k][side] = cluster;
        sizes[k] += cluster < samples ? 1 : sizes[cluster - samples];
      }
      heights[k] = merges[k][2];
    }
    return new Dendrogram(children, heights, sizes);
  }

  /**
   * Gives the picture a title.
   *
   * @param text what stands above it
   * @return this picture
   * @throws IllegalArgumentException if the title is null or blank
   */
  public Dendrogram titled(String text) {
    this.title = Check.text("text", text);
    return this;
  }

  /**
   * Colours what is below the merges of one label, in the colours that {@link ScatterPlot#labels}
   * gives to points.
   *
   * @param newLabels a label from 0 for each sample
   * @return this picture
   * @throws IllegalArgumentException if there are not as many labels as samples, or one is negative
   */
  public Dendrogram labels(int[] newLabels) {
    this.labels = Coloring.ByLabel.checked(samples, newLabels, new String[0]).labels();
    return this;
  }

  @Override
  public BufferedImage image() {
    return Canvas.draw(WIDTH, HEIGHT, this::paint);
  }

  /** The first merge that is shown: what was merged before it is a leaf. */
  private int firstShown() {
    return Math.max(0, heights.length - (MOST_LEAVES - 1));
  }

  private void paint(Graphics2D g) {
    int[] common = commonLabels();
    List<Integer> leaves = new ArrayList<>();
    addLeaves(2 * samples - 2, leaves);
    double highest = Arrays.stream(heights).max().orElseThrow();
    XyFrame frame =
        new XyFrame(
            title,
            firstShown() == 0 ? "sample" : "sample, or in brackets how many",
            AxisRange.linear(0.3, leaves.size() + 0.7, 0),
            "height",
            AxisRange.linear(0, highest > 0 ? 1.05 * highest : 1, 0));
    frame.wholeNumbers(place -> "");
    frame.paint(g, WIDTH, HEIGHT);
    paintNames(g, frame, leaves);
    g.setStroke(Theme.LINE);
    Place[] places = new Place[2 * samples - 1];
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      places[leaves.get(leaf)] = new Place(frame.screenX(leaf + 1.0), frame.screenY(0));
    }
    for (int k = firstShown(); k < heights.length; k++) {
      Place first = places[children[k][0]];
      Place second = places[children[k][1]];
      double y = frame.screenY(heights[k]);
      int cluster = samples + k;
      places[cluster] = new Place((first.x + second.x) / 2, y);
      g.setColor(color(common[children[k][0]], common[cluster]));
      g.draw(new Line2D.Double(first.x, first.y, first.x, y));
      g.setColor(color(common[children[k][1]], common[cluster]));
      g.draw(new Line2D.Double(second.x, second.y, second.x, y));
      g.setColor(color(common[cluster], common[cluster]));
      g.draw(new Line2D.Double(first.x, y, second.x, y));
    }
  }

  /** Below each leaf its name, if there is room beside the one before. */
  private void paintNames(Graphics2D g, XyFrame frame, List<Integer> leaves) {
    g.setFont(Theme.LABEL);
    g.setColor(Theme.FAINT_INK);
    FontMetrics metrics = g.getFontMetrics();
    double free = 0;
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      String name = name(leaves.get(leaf));
      double left = frame.screenX(leaf + 1.0) - metrics.stringWidth(name) / 2.0;
      if (left >= free) {
        double base = frame.area().getMaxY() + BELOW_AXIS + metrics.getAscent();
        g.drawString(name, (float) left, (float) base);
        free = left + metrics.stringWidth(name) + BETWEEN_NAMES;
      }
    }
  }

  private static Color color(int label, int above) {
    int shown = above >= 0 ? above : label;
    return shown >= 0 ? Palette.color(shown) : Theme.FAINT_INK;
  }

  /** For each cluster the label of all its samples, or -1 if they have several or none. */
  private int[] commonLabels() {
    int[] common = new int[2 * samples - 1];
    Arrays.fill(common, -1);
    if (labels != null) {
      System.arraycopy(labels, 0, common, 0, samples);
      for (int k = 0; k < heights.length; k++) {
        int first = common[children[k][0]];
        common[samples + k] = first == common[children[k][1]] ? first : -1;
      }
    }
    return common;
  }

  private void addLeaves(int root, List<Integer> leaves) {
    // The way down may be as long as there are leaves, of which few are shown.
    if (root < samples || root - samples < firstShown()) {
      leaves.add(root);
      return;
    }
    addLeaves(children[root - samples][0], leaves);
    addLeaves(children[root - samples][1], leaves);
  }

  private String name(int leaf) {
    return leaf < samples ? Integer.toString(leaf) : "(" + sizes[leaf - samples] + ")";
  }
}
