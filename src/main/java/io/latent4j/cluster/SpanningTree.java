package io.latent4j.cluster;

import java.util.Arrays;
import java.util.function.IntPredicate;
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
  private static final int TOLD_EVERY = 256;

  /**
   * Connects points by Prim's method, from the first point on; of equally long edges that which
   * leads to the first point is taken.
   *
   * @param core squared; no edge is shorter than the core distances of its ends
   */
  static SpanningTree of(Rows rows, double[] core) {
    return of(rows, core, connected -> true);
  }

  /**
   * Connects points.
   *
   * @param goesOn is told now and then how many points are connected; if it is false, the others
   *     are left infinitely far
   */
  static SpanningTree of(Rows rows, double[] core, IntPredicate goesOn) {
    int count = rows.count();
    Growth growth = new Growth(rows, core.clone());
    int[] froms = new int[count - 1];
    int[] tos = new int[count - 1];
    double[] lengths = new double[count - 1];
    int place = 0;
    for (int edge = 0; edge < count - 1; edge++) {
      if (edge % TOLD_EVERY == TOLD_EVERY - 1 && !goesOn.test(edge + 1)) {
        growth.abandon(edge, tos, lengths);
        break;
      }
      place = growth.step(place);
      froms[edge] = growth.sources[place];
      tos[edge] = growth.numbers[place];
      lengths[edge] = rows.distance(growth.reach[place]);
    }
    return new SpanningTree(froms, tos, lengths).sorted();
  }

  /** Sorts the edges by length; equally long ones stay in order. */
  SpanningTree sorted() {
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
   * have been connected since have a negative distance, and are dropped now and then.
   */
  private static final class Growth {
    private final Rows rows;
    private final Columns points;
    private final double factor;
    private final double[] core;
    private final int[] numbers;
    private final int[] sources;
    private final double[] reach;
    private final float[] approximate;
    private final float[] point;
    private int count;
    private int connected;

    Growth(Rows rows, double[] core) {
      this.rows = rows;
      this.core = core;
      points = Columns.of(rows);
      factor = points.factor();
      count = points.count();
      numbers = IntStream.range(0, count).toArray();
      sources = new int[count];
      reach = new double[count];
      Arrays.fill(reach, Double.POSITIVE_INFINITY);
      approximate = new float[count];
      point = new float[points.width()];
    }

    /** Connects the point at a place, and returns the place of the one that is nearest now. */
    int step(int place) {
      int number = numbers[place];
      double own = core[place];
      reach[place] = Double.NEGATIVE_INFINITY;
      if (++connected > count / SHARE_TO_DROP) {
        drop();
      }
      points.read(rows, number, point);
      points.approximate(point, count, approximate);
      int best = -1;
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        double before = reach[i];
        if (factor * approximate[i] < before && own < before) {
          before = closer(i, number, own);
        }
        if (before < nearest && before >= 0) {
          nearest = before;
          best = i;
        }
      }
      return best;
    }

    /** Measures the way to a place, and keeps it if it is shorter than any before. */
    private double closer(int place, int number, double own) {
      double squared = rows.squaredDistance(number, rows, numbers[place]);
      double distance = Math.max(squared, Math.max(own, core[place]));
      if (distance < reach[place]) {
        reach[place] = distance;
        sources[place] = number;
      }
      return reach[place];
    }

    /** Connects what is left to the first point, by edges that are infinitely long. */
    void abandon(int firstEdge, int[] tos, double[] lengths) {
      int edge = firstEdge;
      for (int i = 0; i < count; i++) {
        boolean isLatest = firstEdge > 0 && numbers[i] == tos[firstEdge - 1];
        if (reach[i] >= 0 && !isLatest) {
          tos[edge] = numbers[i];
          lengths[edge++] = Double.POSITIVE_INFINITY;
        }
      }
    }

    private void drop() {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (reach[i] >= 0) {
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
