package io.latent4j.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The shortest edges that connect all points, by increasing length.
 *
 * @param froms one end of each edge
 * @param tos the other end
 * @param lengths how long each is
 */
record SpanningTree(int[] froms, int[] tos, double[] lengths) {
  private static final int SHARE_TO_DROP = 16;

  /**
   * Connects points by Prim's method, from the first point on; of equally long edges that which
   * leads to the first point is taken.
   *
   * @param points (count, features), by row
   * @param core squared; no edge is shorter than the core distances of its ends
   */
  static SpanningTree of(float[] points, int features, double[] core) {
    int count = points.length / features;
    Growth growth = new Growth(Columns.of(points, features), core.clone());
    int[] froms = new int[count - 1];
    int[] tos = new int[count - 1];
    double[] lengths = new double[count - 1];
    int place = 0;
    for (int edge = 0; edge < count - 1; edge++) {
      place = growth.step(place);
      froms[edge] = growth.sources[place];
      tos[edge] = growth.numbers[place];
      lengths[edge] = Math.sqrt(growth.reach[place]);
    }
    return new SpanningTree(froms, tos, lengths).sorted();
  }

  private SpanningTree sorted() {
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted((a, b) -> Double.compare(lengths[a], lengths[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new SpanningTree(
        Arrays.stream(order).map(k -> froms[k]).toArray(),
        Arrays.stream(order).map(k -> tos[k]).toArray(),
        Arrays.stream(order).mapToDouble(k -> lengths[k]).toArray());
  }

  /**
   * The points that are not connected yet, and how far the nearest connected one is. Those that
   * have been connected since are infinitely far, and are dropped now and then.
   */
  private static final class Growth {
    private final Columns points;
    private final double[] core;
    private final int[] numbers;
    private final int[] sources;
    private final double[] reach;
    private final double[] squared;
    private final double[] point;
    private int count;
    private int connected;

    Growth(Columns points, double[] core) {
      this.points = points;
      this.core = core;
      count = points.count();
      numbers = IntStream.range(0, count).toArray();
      sources = new int[count];
      reach = new double[count];
      Arrays.fill(reach, Double.POSITIVE_INFINITY);
      squared = new double[count];
      point = new double[points.width()];
    }

    /** Connects the point at a place, and returns the place of the one that is nearest now. */
    int step(int place) {
      points.read(place, point);
      int number = numbers[place];
      double own = core[place];
      core[place] = Double.POSITIVE_INFINITY;
      reach[place] = Double.POSITIVE_INFINITY;
      if (++connected > count / SHARE_TO_DROP) {
        drop();
      }
      points.squaredDistances(point, count, squared);
      int best = -1;
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        double distance = squared[i];
        distance = distance < core[i] ? core[i] : distance;
        distance = distance < own ? own : distance;
        double before = reach[i];
        if (distance < before) {
          reach[i] = distance;
          sources[i] = number;
          before = distance;
        }
        if (before < nearest) {
          nearest = before;
          best = i;
        }
      }
      return best;
    }

    private void drop() {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (core[i] != Double.POSITIVE_INFINITY) {
          if (kept < i) {
            points.move(i, kept);
            core[kept] = core[i];
            numbers[kept] = numbers[i];
            sources[kept] = sources[i];
            reach[kept] = reach[i];
          }
          kept++;
        }
      }
      count = kept;
      connected = 0;
    }
  }
}
