package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * The shortest ways between parts of samples that nothing connects: for each two parts the pair of
 * samples nearest to each other, as scikit-learn completes a graph of neighbours.
 *
 * @param froms a sample of the one part
 * @param tos the sample of the other part that is nearest to it
 */
record Bridges(int[] froms, int[] tos) {

  /**
   * Finds them.
   *
   * @param part of each sample, from 0 up
   * @param parts how many there are
   */
  static Bridges between(Rows rows, RowMetric metric, int[] part, int parts, Workers workers) {
    Search search = new Search(rows, metric, part, parts);
    int[] froms = new int[Math.multiplyExact(parts, parts - 1) / 2];
    int[] tos = new int[froms.length];
    // Part by part, the samples of each shared by all threads.
    for (int a = 1; a < parts; a++) {
      search.nearestPairs(a, froms, tos, workers);
    }
    return new Bridges(froms, tos);
  }

  private static final class Search {
    private final Rows rows;
    private final RowMetric metric;
    private final int[][] members;
    private final Tile[] tiles;
    private final float[] places;
    private final int width;

    Search(Rows rows, RowMetric metric, int[] part, int parts) {
      this.rows = rows;
      this.metric = metric;
      int[] sizes = new int[parts];
      for (int p : part) {
        sizes[p]++;
      }
      members = new int[parts][];
      Arrays.setAll(members, p -> new int[sizes[p]]);
      Arrays.fill(sizes, 0);
      for (int i = 0; i < part.length; i++) {
        members[part[i]][sizes[part[i]]++] = i;
      }
      double[] mean = rows.mean();
      double unit = rows.unit(mean);
      width = Tile.width(rows.features());
      places = new float[Math.multiplyExact(rows.count(), width)];
      for (int i = 0; i < rows.count(); i++) {
        for (int j = 0; j < rows.features(); j++) {
          places[i * width + j] =
              (float) (unit * (rows.values()[i * rows.features() + j] - mean[j]));
        }
      }
      tiles = new Tile[parts];
      for (int p = 0; p < parts; p++) {
        tiles[p] = new Tile(members[p].length, width);
        for (int k = 0; k < members[p].length; k++) {
          for (int j = 0; j < width; j++) {
            tiles[p].set(k, j, places[members[p][k] * width + j]);
          }
        }
      }
    }

    /** Tiles know sums of squares only. */
    private void measure(int row, int part, float[] squared) {
      if (metric != RowMetric.MANHATTAN) {
        tiles[part].addSquares(places, row * width, squared);
        return;
      }
      for (int i = 0; i < squared.length; i++) {
        squared[i] = (float) squared(row, members[part][i]);
      }
    }

    private double squared(int row, int other) {
      return metric.squared(rows, row, rows, other, Double.POSITIVE_INFINITY);
    }

    /** Finds the nearest pairs of a part and each before it. */
    void nearestPairs(int a, int[] froms, int[] tos, Workers workers) {
      int[] own = members[a];
      int first = a * (a - 1) / 2;
      int[][] best = new int[own.length][a];
      workers.divide(
          own.length,
          (part, from, to) -> {
            for (int k = from; k < to; k++) {
              for (int b = 0; b < a; b++) {
                float[] squared = new float[members[b].length];
                measure(own[k], b, squared);
                int nearest = 0;
                for (int i = 1; i < squared.length; i++) {
                  nearest = squared[i] < squared[nearest] ? i : nearest;
                }
                best[k][b] = members[b][nearest];
              }
            }
          });
      for (int b = 0; b < a; b++) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < own.length; k++) {
          double squared = squared(own[k], best[k][b]);
          if (squared < least) {
            least = squared;
            froms[first + b] = own[k];
            tos[first + b] = best[k][b];
          }
        }
      }
    }
  }
}
