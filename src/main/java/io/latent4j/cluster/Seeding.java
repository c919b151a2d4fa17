package io.latent4j.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The first centers. */
final class Seeding {

  private static final int PARALLEL_PASSES = 5;
  private static final int CANDIDATES_AT_ONCE = 256;

  private final Problem problem;
  private final int clusters;
  private final Random random;

  /** The samples that have weight: only they can be starts. */
  private final int[] counting;

  Seeding(Problem problem, int clusters, Random random) {
    this.problem = problem;
    this.clusters = clusters;
    this.random = random;
    counting = Arrays.stream(problem.allRows()).filter(row -> problem.weights()[row] > 0).toArray();
  }

  double[][] centers(KMeansStart start) {
    if (start instanceof KMeansStart.Given given) {
      double[][] centers =
          Arrays.stream(given.centers()).map(Vectors::doubles).toArray(double[][]::new);
      return problem.points().fromScaled(centers);
    }
    if (start instanceof KMeansStart.AtRandom) {
      return coordinates(atRandom());
    }
    return start instanceof KMeansStart.Parallel ? parallel() : coordinates(plusPlus());
  }

  private double[][] coordinates(int[] rows) {
    return Arrays.stream(rows).mapToObj(problem.points()::coordinates).toArray(double[][]::new);
  }

  /** Different samples, as far as so many have weight, drawn by it. */
  private int[] atRandom() {
    double[] left = new double[problem.count()];
    for (int i = 0; i < left.length; i++) {
      left[i] = problem.weights()[i];
    }
    boolean alike = Arrays.stream(left).distinct().limit(2).count() == 1;
    if (alike) {
      return differing();
    }
    int[] rows = new int[clusters];
    for (int k = 0; k < clusters; k++) {
      rows[k] = drawRow(cumulated(left));
      left[rows[k]] = 0;
    }
    return rows;
  }

  private int[] differing() {
    int[] rows = problem.allRows();
    for (int k = 0; k < clusters; k++) {
      int other = k + random.nextInt(rows.length - k);
      int swapped = rows[k];
      rows[k] = rows[other];
      rows[other] = swapped;
    }
    return Arrays.copyOf(rows, clusters);
  }

  /** Each next center is that of a few candidates, drawn by distance, that leaves the least sum. */
  private int[] plusPlus() {
    int trials = 2 + (int) Math.log(clusters);
    float[] weights = problem.weights();
    double[] nearest = new double[problem.count()];
    Arrays.fill(nearest, 1);
    int[] rows = new int[clusters];
    rows[0] = drawRow(weighted(nearest));
    problem.eachRow(
        coordinates(new int[] {rows[0]}), (row, squared, at) -> nearest[row] = squared[at]);
    nearest[rows[0]] = 0;
    double[][] trial = new double[trials][nearest.length];
    for (int k = 1; k < clusters; k++) {
      double[] sums = weighted(nearest);
      int[] candidates = new int[trials];
      Arrays.setAll(candidates, i -> drawRow(sums));
      problem.eachRow(
          coordinates(candidates),
          (row, squared, at) -> {
            for (int i = 0; i < trials; i++) {
              double distance = candidates[i] == row ? 0 : squared[at + i];
              trial[i][row] = Math.min(nearest[row], distance);
            }
          });
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < trials; i++) {
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
          sum += weights[row] * trial[i][row];
        }
        if (sum < least) {
          least = sum;
          best = i;
        }
      }
      rows[k] = candidates[best];
      System.arraycopy(trial[best], 0, nearest, 0, nearest.length);
    }
    return rows;
  }

  private double[] weighted(double[] values) {
    double[] products = new double[values.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = values[i] * problem.weights()[i];
    }
    return cumulated(products);
  }

  private static double[] cumulated(double[] values) {
    double[] sums = new double[values.length];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += values[i];
      sums[i] = sum;
    }
    return sums;
  }

  /** Draws a sample by values whose running sums are given; any that has weight, if all are 0. */
  private int drawRow(double[] sums) {
    return sums[sums.length - 1] > 0 ? draw(sums) : counting[random.nextInt(counting.length)];
  }

  /** Draws an index by values whose running sums are given and not all 0. */
  private int draw(double[] sums) {
    double value = random.nextDouble() * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Many candidates, each drawn by its distance to those before; then k-means++ among them. */
  private double[][] parallel() {
    int[] owner = new int[problem.count()];
    double[] nearest = new double[problem.count()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] ones = new double[problem.count()];
    Arrays.fill(ones, 1);
    List<Integer> candidates = new ArrayList<>();
    include(List.of(drawRow(weighted(ones))), candidates, nearest, owner);
    for (int pass = 0; pass < PARALLEL_PASSES; pass++) {
      double[] sums = weighted(nearest);
      double total = sums[sums.length - 1];
      List<Integer> drawn = new ArrayList<>();
      for (int row = 0; row < nearest.length; row++) {
        double chance = 2.0 * clusters * problem.weights()[row] * nearest[row] / total;
        if (random.nextDouble() < chance) {
          drawn.add(row);
        }
      }
      include(drawn, candidates, nearest, owner);
    }
    if (candidates.size() <= clusters) {
      return coordinates(plusPlus());
    }
    return reduce(candidates, owner);
  }

  private void include(
      List<Integer> drawn, List<Integer> candidates, double[] nearest, int[] owner) {
    for (int from = 0; from < drawn.size(); from += CANDIDATES_AT_ONCE) {
      List<Integer> some = drawn.subList(from, Math.min(drawn.size(), from + CANDIDATES_AT_ONCE));
      int known = candidates.size();
      problem.eachRow(
          coordinates(some.stream().mapToInt(Integer::intValue).toArray()),
          (row, squared, at) -> {
            int best = Vectors.indexOfSmallest(squared, at, some.size());
            if (squared[at + best] < nearest[row]) {
              nearest[row] = squared[at + best];
              owner[row] = known + best;
            }
          });
      candidates.addAll(some);
      some.forEach(row -> nearest[row] = 0);
    }
  }

  /** k-means++ among the candidates, each weighted by the samples it is nearest to. */
  private double[][] reduce(List<Integer> candidates, int[] owner) {
    double[] weights = new double[candidates.size()];
    for (int row = 0; row < owner.length; row++) {
      weights[owner[row]] += problem.weights()[row];
    }
    double[][] points = coordinates(candidates.stream().mapToInt(Integer::intValue).toArray());
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, 1);
    double[][] centers = new double[clusters][];
    for (int k = 0; k < clusters; k++) {
      double[] products = new double[points.length];
      for (int i = 0; i < products.length; i++) {
        products[i] = weights[i] * nearest[i];
      }
      double[] sums = cumulated(products);
      boolean allTaken = !(sums[sums.length - 1] > 0);
      centers[k] = points[allTaken ? random.nextInt(points.length) : draw(sums)];
      for (int i = 0; i < points.length; i++) {
        double squared = Vectors.squaredDistance(points[i], centers[k]);
        nearest[i] = k == 0 ? squared : Math.min(nearest[i], squared);
      }
    }
    return centers;
  }
}
