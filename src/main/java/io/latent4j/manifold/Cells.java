package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;

/**
 * Points in cells: each point in that of the nearest of some centers, which a few rounds of k-means
 * on some of the points found. The points are numbered anew, cell after cell.
 */
final class Cells {
  private static final int SAMPLES_PER_CENTER = 40;
  private static final int ROUNDS = 6;

  private final int width;
  private final float[] centers;
  private final Tile turnedCenters;
  private final int[] starts;
  private final int[] members;
  private final int[] cellOfPoint;
  private final Tile[][] tiles;

  /**
   * Makes cells.
   *
   * @param points (count, width)
   * @param width a multiple of 4
   * @param wanted how many cells; there are fewer if some are empty
   */
  Cells(float[] points, int width, int wanted, long seed, Workers workers) {
    this.width = width;
    int count = points.length / width;
    float[] found = train(points, width, wanted, seed, workers);
    int[] nearest = new int[count];
    assign(turned(found, width), points, null, width, nearest, workers);
    int[] sizes = new int[wanted];
    for (int cell : nearest) {
      sizes[cell]++;
    }
    int[] numbers = new int[wanted];
    int cells = 0;
    for (int cell = 0; cell < wanted; cell++) {
      if (sizes[cell] > 0) {
        System.arraycopy(found, cell * width, found, cells * width, width);
        numbers[cell] = cells++;
      }
    }
    centers = Arrays.copyOf(found, cells * width);
    turnedCenters = turned(centers, width);
    cellOfPoint = nearest;
    starts = new int[cells + 1];
    for (int i = 0; i < count; i++) {
      cellOfPoint[i] = numbers[nearest[i]];
      starts[cellOfPoint[i] + 1]++;
    }
    for (int cell = 0; cell < cells; cell++) {
      starts[cell + 1] += starts[cell];
    }
    members = new int[count];
    int[] next = Arrays.copyOf(starts, cells);
    for (int i = 0; i < count; i++) {
      members[next[cellOfPoint[i]]++] = i;
    }
    tiles = new Tile[cells][];
    workers.divideHeavy(
        cells,
        (part, from, to) -> {
          for (int cell = from; cell < to; cell++) {
            tiles[cell] = tiles(points, cell);
          }
        });
  }

  private static float[] train(float[] points, int width, int wanted, long seed, Workers workers) {
    int count = points.length / width;
    int[] sample = draw(count, Math.min(count, SAMPLES_PER_CENTER * wanted), seed);
    float[] centers = new float[wanted * width];
    for (int c = 0; c < wanted; c++) {
      System.arraycopy(points, sample[c] * width, centers, c * width, width);
    }
    int[] nearest = new int[sample.length];
    for (int round = 0; round < ROUNDS; round++) {
      assign(turned(centers, width), points, sample, width, nearest, workers);
      double[] sums = new double[centers.length];
      int[] sizes = new int[wanted];
      for (int s = 0; s < sample.length; s++) {
        sizes[nearest[s]]++;
        for (int j = 0; j < width; j++) {
          sums[nearest[s] * width + j] += points[sample[s] * width + j];
        }
      }
      for (int c = 0; c < wanted; c++) {
        for (int j = 0; sizes[c] > 0 && j < width; j++) {
          centers[c * width + j] = (float) (sums[c * width + j] / sizes[c]);
        }
      }
    }
    return centers;
  }

  /** Draws some of many numbers, each at most once, in random order. */
  static int[] draw(int count, int wanted, long seed) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    Random random = new Random(seed);
    for (int k = 0; k < wanted; k++) {
      int other = k + random.nextInt(count - k);
      int drawn = all[other];
      all[other] = all[k];
      all[k] = drawn;
    }
    return Arrays.copyOf(all, wanted);
  }

  private static Tile turned(float[] centers, int width) {
    Tile tile = new Tile(centers.length / width, width);
    for (int c = 0; c < tile.size(); c++) {
      for (int j = 0; j < width; j++) {
        tile.set(c, j, centers[c * width + j]);
      }
    }
    return tile;
  }

  /** Finds the nearest center of all points, or of some. */
  private static void assign(
      Tile centers, float[] points, int[] some, int width, int[] nearest, Workers workers) {
    workers.divide(
        nearest.length,
        (part, from, to) -> {
          float[] squared = new float[centers.size()];
          for (int i = from; i < to; i++) {
            Arrays.fill(squared, 0);
            centers.addSquares(points, (some == null ? i : some[i]) * width, squared);
            int best = 0;
            for (int c = 1; c < squared.length; c++) {
              best = squared[c] < squared[best] ? c : best;
            }
            nearest[i] = best;
          }
        });
  }

  private Tile[] tiles(float[] points, int cell) {
    int size = starts[cell + 1] - starts[cell];
    Tile[] made = new Tile[(size + Tile.MOST - 1) / Tile.MOST];
    for (int t = 0; t < made.length; t++) {
      int start = starts[cell] + t * Tile.MOST;
      made[t] = new Tile(Math.min(Tile.MOST, starts[cell + 1] - start), width);
      for (int i = 0; i < made[t].size(); i++) {
        for (int j = 0; j < width; j++) {
          made[t].set(i, j, points[members[start + i] * width + j]);
        }
      }
    }
    return made;
  }

  /** How many cells there are, none of them empty. */
  int count() {
    return starts.length - 1;
  }

  /** Where the new numbers of a cell's points start; those of the one behind the last, the end. */
  int start(int cell) {
    return starts[cell];
  }

  /** The point that has a new number. */
  int point(int number) {
    return members[number];
  }

  /** The points of a cell, in the order of their new numbers. */
  Tile[] tiles(int cell) {
    return tiles[cell];
  }

  /** The cell of a point. */
  int cell(int point) {
    return cellOfPoint[point];
  }

  /** Squared distances of a point, from a place on, to all centers; one array at least as long. */
  void toCenters(float[] points, int at, float[] squared) {
    Arrays.fill(squared, 0, count(), 0);
    turnedCenters.addSquares(points, at, squared);
  }
}
