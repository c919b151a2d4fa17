package io.latent4j.autoencoder;

import io.latent4j.data.BoundingBox;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Options;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How well activation maps say where in pictures something is (Zhou et al., <i>Learning Deep
 * Features for Discriminative Localization</i>, 2016).
 *
 * <p>A map is enlarged to the size of its picture, linearly between the centers of its places. What
 * it finds is the box around the largest connected region of pixels whose value is more than a
 * share of the map's maximum, 0.2 as published.
 *
 * <pre>{@code
 * FloatArray maps = classifier.activationMaps(placed.pictures(), classifier.predict(placed.pictures()));
 * Localization found = Localization.of(maps, 56, 56, placed.boxes());
 * System.out.println(found.pointingAccuracy());
 * }</pre>
 *
 * @param pointingAccuracy the share of maps whose maximum is inside the true box
 * @param meanOverlap the mean intersection over union of found and true box
 * @param accuracy the share of pictures where that is at least 0.5
 */
public record Localization(double pointingAccuracy, double meanOverlap, double accuracy) {
  /** The published share of the maximum. */
  public static final double THRESHOLD = 0.2;

  private static final double ENOUGH = 0.5;

  /**
   * Compares what maps find with what is true.
   *
   * @param maps (pictures, rows, columns), as {@link ClassifierModel#activationMaps} gives them
   * @param height rows of a picture
   * @param width columns of a picture
   * @param truth the true box of each picture
   * @return the figures
   * @throws IllegalArgumentException if there are not as many boxes as maps, or the pictures are
   *     smaller than the maps
   */
  public static Localization of(FloatArray maps, int height, int width, List<BoundingBox> truth) {
    if (truth.isEmpty() || truth.size() != maps.rowCount()) {
      throw new IllegalArgumentException(
          "truth must be at least one box, and as many as maps, %d, but is of %d"
              .formatted(maps.rowCount(), truth.size()));
    }
    List<BoundingBox> found = boxes(maps, height, width, THRESHOLD);
    int pointed = 0;
    int overlapping = 0;
    double sum = 0;
    for (int i = 0; i < truth.size(); i++) {
      BoundingBox box = truth.get(i);
      int best = maximum(enlarged(maps, i, height, width));
      pointed += box.contains(best / width, best % width) ? 1 : 0;
      double overlap = box.intersectionOverUnion(found.get(i));
      sum += overlap;
      overlapping += overlap >= ENOUGH ? 1 : 0;
    }
    double count = truth.size();
    return new Localization(pointed / count, sum / count, overlapping / count);
  }

  /**
   * Draws a box around what each map finds.
   *
   * @param maps (pictures, rows, columns)
   * @param height rows of a picture, at least those of a map
   * @param width columns of a picture, at least those of a map
   * @param threshold from which share of its maximum on a map has found something, at least 0 and
   *     below 1
   * @return a box for each map; all of the picture if its maximum is not above 0
   * @throws IllegalArgumentException if the threshold is out of its range, or the pictures are
   *     smaller than the maps
   */
  public static List<BoundingBox> boxes(FloatArray maps, int height, int width, double threshold) {
    Options.require(
        threshold >= 0 && threshold < 1, "threshold", "at least 0 and below 1", threshold);
    long rows = maps.shape().get(1);
    long columns = maps.shape().get(2);
    if (height < rows || width < columns) {
      throw new IllegalArgumentException(
          "pictures must be at least as large as the maps, %d x %d, but are %d x %d"
              .formatted(rows, columns, height, width));
    }
    List<BoundingBox> boxes = new ArrayList<>();
    for (int i = 0; i < maps.rowCount(); i++) {
      float[] map = enlarged(maps, i, height, width);
      float most = map[maximum(map)];
      boxes.add(
          most > 0
              ? largestRegion(map, width, (float) (threshold * most))
              : new BoundingBox(0, 0, height, width));
    }
    return boxes;
  }

  private static int maximum(float... map) {
    int best = 0;
    for (int i = 1; i < map.length; i++) {
      best = map[i] > map[best] ? i : best;
    }
    return best;
  }

  /** A map with as many pixels as the picture, linear between the centers of places. */
  private static float[] enlarged(FloatArray maps, int map, int height, int width) {
    int rows = (int) maps.shape().get(1);
    int columns = (int) maps.shape().get(2);
    int start = map * rows * columns;
    float[] pixels = new float[height * width];
    for (int row = 0; row < height; row++) {
      double y = place(row, height, rows);
      int above = (int) y;
      int below = Math.min(above + 1, rows - 1);
      for (int column = 0; column < width; column++) {
        double x = place(column, width, columns);
        int left = (int) x;
        int right = Math.min(left + 1, columns - 1);
        double upper = between(maps, start + above * columns, left, right, x - left);
        double lower = between(maps, start + below * columns, left, right, x - left);
        pixels[row * width + column] = (float) (upper + (y - above) * (lower - upper));
      }
    }
    return pixels;
  }

  /** Where the center of a pixel lies, in places of the map. */
  private static double place(int pixel, int pixels, int places) {
    double place = (pixel + 0.5) * places / pixels - 0.5;
    return Math.max(0, Math.min(places - 1, place));
  }

  private static double between(FloatArray maps, int start, int left, int right, double share) {
    double from = maps.values()[start + left];
    return from + share * (maps.values()[start + right] - from);
  }

  /** The box around the largest region of neighbours above a threshold. */
  private static BoundingBox largestRegion(float[] map, int width, float threshold) {
    boolean[] seen = new boolean[map.length];
    Region largest = null;
    for (int i = 0; i < map.length; i++) {
      if (!seen[i] && map[i] > threshold) {
        Region region = Region.from(i, map, width, threshold, seen);
        largest = largest == null || region.size > largest.size ? region : largest;
      }
    }
    return largest.box();
  }

  /** Pixels that are neighbours of each other, side by side. */
  private static final class Region {
    private int size;
    private int top = Integer.MAX_VALUE;
    private int bottom;
    private int left = Integer.MAX_VALUE;
    private int right;

    static Region from(int start, float[] map, int width, float threshold, boolean... seen) {
      Region region = new Region();
      Deque<Integer> open = new ArrayDeque<>();
      seen[start] = true;
      open.push(start);
      while (!open.isEmpty()) {
        int pixel = open.pop();
        int row = pixel / width;
        int column = pixel % width;
        region.add(row, column);
        int[] neighbours = {
          row > 0 ? pixel - width : -1,
          pixel + width < map.length ? pixel + width : -1,
          column > 0 ? pixel - 1 : -1,
          column < width - 1 ? pixel + 1 : -1
        };
        for (int neighbour : neighbours) {
          if (neighbour >= 0 && !seen[neighbour] && map[neighbour] > threshold) {
            seen[neighbour] = true;
            open.push(neighbour);
          }
        }
      }
      return region;
    }

    private void add(int row, int column) {
      size++;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
    }

    BoundingBox box() {
      return new BoundingBox(top, left, bottom - top + 1, right - left + 1);
    }
  }
}
