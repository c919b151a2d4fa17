package io.latent4j.manifold;

import io.latent4j.parallel.Workers;

/**
 * Repulsion by way of a grid: the points are spread over its nodes, the sum of all their
 * similarities at each node is one convolution, and each point reads the sum and its slope from the
 * nodes around it. The time grows with the number of points and with the area, not with the number
 * of pairs.
 *
 * <p>The similarity of two points, one above one plus the squared distance, is nowhere finer than
 * its own width of 1. What a grid can't show are its waves shorter than two nodes: they make 3 % of
 * the forces between near points where nodes are 0.5 apart, and t-SNE then ends 3 % above the
 * divergence that all pairs lead to; at 0.36 they make 0.3 %, and no difference is left. The force
 * between two points is minus half the slope of their similarity, hence one convolution gives the
 * forces and the sum of similarities as well.
 */
final class GridRepulsion implements Repulsion {
  private static final double SPACING = 0.36;
  private static final int MARGIN = Spline.NODES;
  private static final int LARGEST = 4096;
  private static final double COARSER = 1.25;

  private final Workers workers;
  private GridConvolution convolution;
  private double spacing = SPACING;
  private int height;
  private int width;

  GridRepulsion(Workers workers) {
    this.workers = workers;
  }

  @Override
  public double apply(float[][] positions, float[][] forces) {
    int count = positions[0].length;
    float[] y = positions.length == 1 ? new float[count] : positions[1];
    Extent horizontal = Extent.of(positions[0]);
    Extent vertical = Extent.of(y);
    double fitting = SPACING;
    while (Math.max(horizontal.size(), vertical.size()) / fitting > LARGEST / 2.0 - 4 * MARGIN) {
      fitting *= COARSER;
    }
    int columns = nodes(horizontal, fitting);
    int rows = nodes(vertical, fitting);
    prepare(rows, columns, fitting);
    Placement across = new Placement(horizontal.low(), spacing);
    Placement down = new Placement(vertical.low(), spacing);
    float[][] grid = spread(positions[0], y, across, down, rows, columns);
    convolution.apply(grid);
    float[] vertically = positions.length == 1 ? new float[count] : forces[1];
    double sum = read(grid, positions[0], y, across, down, forces[0], vertically);
    for (float[] force : forces) {
      removeMean(force);
    }
    return sum - count; // each point's similarity to itself
  }

  /** How many nodes an extent needs; even, as columns are transformed in pairs. */
  private static int nodes(Extent extent, double spacing) {
    int nodes = (int) Math.floor(extent.size() / spacing) + 1 + MARGIN;
    return nodes + nodes % 2;
  }

  private void prepare(int rows, int columns, double fitting) {
    int neededHeight = transformLength(2 * rows + MARGIN);
    int neededWidth = transformLength(2 * columns + MARGIN);
    if (neededHeight == height && neededWidth == width && fitting == spacing) {
      return;
    }
    height = neededHeight;
    width = neededWidth;
    spacing = fitting;
    double square = spacing * spacing;
    convolution =
        new GridConvolution(
            height,
            width,
            (r, c) -> 1 / (1 + square * ((double) r * r + (double) c * c)),
            Spline::sharpening,
            workers);
  }

  /** The next product of a power of 2 and at most one 3. */
  static int transformLength(int atLeast) {
    int length = 16;
    while (length < atLeast) {
      if (length / 2 * 3 >= atLeast) {
        return length / 2 * 3;
      }
      length *= 2;
    }
    return length;
  }

  private float[][] spread(
      float[] x, float[] y, Placement across, Placement down, int rows, int columns) {
    float[][][] grids = new float[workers.parts(x.length)][][];
    workers.divide(
        x.length,
        (part, from, to) -> {
          float[][] grid = new float[rows][columns];
          float[] horizontal = new float[Spline.NODES];
          float[] vertical = new float[Spline.NODES];
          for (int i = from; i < to; i++) {
            int column = across.place(x[i], horizontal);
            int row = down.place(y[i], vertical);
            for (int r = 0; r < Spline.NODES; r++) {
              float[] line = grid[row + r];
              float weight = vertical[r];
              for (int c = 0; c < Spline.NODES; c++) {
                line[column + c] += weight * horizontal[c];
              }
            }
          }
          grids[part] = grid;
        });
    for (int part = 1; part < grids.length; part++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          grids[0][r][c] += grids[part][r][c];
        }
      }
    }
    return grids[0];
  }

  private double read(
      float[][] grid,
      float[] x,
      float[] y,
      Placement across,
      Placement down,
      float[] forceX,
      float[] forceY) {
    double[] sums = new double[workers.parts(x.length)];
    float half = (float) (-0.5 / spacing);
    workers.divide(
        x.length,
        (part, from, to) -> {
          float[] horizontal = new float[Spline.NODES];
          float[] vertical = new float[Spline.NODES];
          float[] slopeX = new float[Spline.NODES];
          float[] slopeY = new float[Spline.NODES];
          double sum = 0;
          for (int i = from; i < to; i++) {
            int column = across.place(x[i], horizontal);
            int row = down.place(y[i], vertical);
            across.slopes(x[i], slopeX);
            down.slopes(y[i], slopeY);
            float dx = 0;
            float dy = 0;
            for (int r = 0; r < Spline.NODES; r++) {
              float[] line = grid[row + r];
              float value = 0;
              float slope = 0;
              for (int c = 0; c < Spline.NODES; c++) {
                value += horizontal[c] * line[column + c];
                slope += slopeX[c] * line[column + c];
              }
              sum += vertical[r] * value;
              dx += vertical[r] * slope;
              dy += slopeY[r] * value;
            }
            forceX[i] = half * dx;
            forceY[i] = half * dy;
          }
          sums[part] = sum;
        });
    double total = 0;
    for (double some : sums) {
      total += some;
    }
    return total;
  }

  /** Whatever all points push, they are pushed: what a grid adds to that is its own error. */
  private static void removeMean(float[] force) {
    double mean = 0;
    for (float value : force) {
      mean += value;
    }
    mean /= force.length;
    for (int i = 0; i < force.length; i++) {
      force[i] -= (float) mean;
    }
  }

  /** From where to where points lie along an axis. */
  private record Extent(double low, double high) {
    static Extent of(float[] values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (float value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return new Extent(low, high);
    }

    double size() {
      return high - low;
    }
  }

  /** Where along an axis a value lies among the nodes. */
  private record Placement(double low, double spacing) {

    /** Computes the weights of the nodes around a value, and returns the first of them. */
    int place(float value, float[] weights) {
      double at = (value - low) / spacing;
      int node = (int) at;
      Spline.weights((float) (at - node), weights);
      return node;
    }

    void slopes(float value, float[] slopes) {
      double at = (value - low) / spacing;
      Spline.slopes((float) (at - (int) at), slopes);
    }
  }
}
