package io.latent4j.metrics;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much nearer each sample is to its own cluster than to the nearest other one: (b - a) / max(a,
 * b) with a its mean distance to the others of its cluster and b that to the samples of the nearest
 * other cluster. A sample that is alone in its cluster has 0.
 *
 * <pre>{@code
 * double silhouette = Silhouette.of(rows, features, labels).mean();
 * }</pre>
 */
public final class Silhouette {

  private final int[] labels;
  private final double[] values;

  private Silhouette(int[] labels, double[] values) {
    this.labels = labels;
    this.values = values;
  }

  /**
   * Tells whether labels have a silhouette.
   *
   * @param labels the cluster of each sample
   * @return whether there are at least 2 clusters and fewer than samples
   */
  public static boolean isDefined(int... labels) {
    long clusters = Arrays.stream(labels).distinct().count();
    return clusters >= 2 && clusters < labels.length;
  }

  /**
   * Computes the silhouette of all samples, with all cores.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param labels the cluster of each sample, any integers
   * @return the silhouette
   * @throws IllegalArgumentException see {@link #of(float[], int, int[], int)}
   */
  public static Silhouette of(float[] rows, int features, int[] labels) {
    return of(rows, features, labels, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Computes the silhouette of all samples: the distance of each to each.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param labels the cluster of each sample, any integers
   * @param threads how many threads compute; the result does not depend on it
   * @return the silhouette
   * @throws IllegalArgumentException if the rows are not whole or not finite, labels are not as
   *     many, or there are not at least 2 clusters and fewer than samples
   */
  public static Silhouette of(float[] rows, int features, int[] labels, int threads) {
    return ofAll(rows, features, List.of(labels), threads).get(0);
  }

  /**
   * Computes the silhouettes of several labelings of the same samples; the distances, which are
   * most of the work, only once. It takes 8 bytes of memory for each sample and cluster of each
   * labeling.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param labelings the cluster of each sample, any integers
   * @param threads how many threads compute; the result does not depend on it
   * @return a silhouette for each labeling
   * @throws IllegalArgumentException as {@link #of(float[], int, int[], int)}
   */
  public static List<Silhouette> ofAll(
      float[] rows, int features, List<int[]> labelings, int threads) {
    PointBlocks points = new PointBlocks("rows", rows, features);
    List<ClusterSums> all =
        labelings.stream().map(labels -> new ClusterSums(labels, points.count())).toList();
    BlockRounds rounds = new BlockRounds(points.blocks());
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < rounds.count(); round++) {
        List<BlockRounds.Pair> pairs = rounds.round(round);
        workers.divideHeavy(
            pairs.size(),
            (part, from, to) -> {
              double[][] distances = new double[PointBlocks.SIZE][PointBlocks.SIZE];
              pairs.subList(from, to).forEach(pair -> add(points, pair, distances, all));
            });
      }
    }
    return all.stream().map(sums -> new Silhouette(sums.labels(), sums.silhouettes())).toList();
  }

  /** Each distance counts for both samples; within a block it is found twice. */
  private static void add(
      PointBlocks points, BlockRounds.Pair pair, double[][] distances, List<ClusterSums> all) {
    int first = pair.first() * PointBlocks.SIZE;
    int[] rows = IntStream.range(first, first + points.size(pair.first())).toArray();
    int from = pair.second() * PointBlocks.SIZE;
    int count = points.size(pair.second());
    points.squaredDistances(rows, pair.second(), distances);
    for (int k = 0; k < rows.length; k++) {
      double[] row = distances[k];
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.sqrt(row[i]);
      }
      for (ClusterSums sums : all) {
        sums.addToRow(rows[k], from, count, row);
        if (first != from) {
          sums.addToOthers(rows[k], from, count, row);
        }
      }
    }
  }

  /**
   * Computes the silhouette of all samples, or, where there are many, of some drawn by seed.
   *
   * @param rows the samples, row-major
   * @param features the length of a row
   * @param labels the cluster of each sample, any integers
   * @param most how many samples are used at most
   * @param seed which ones, if there are more
   * @param threads how many threads compute; the result does not depend on it
   * @return the silhouette
   * @throws IllegalArgumentException as {@link #of(float[], int, int[], int)}, of the samples that
   *     were drawn
   */
  public static Silhouette sampled(
      float[] rows, int features, int[] labels, int most, long seed, int threads) {
    if (labels.length <= most || (long) labels.length * features != rows.length) {
      return of(rows, features, labels, threads);
    }
    int[] drawn = draw(labels.length, most, seed);
    float[] some = new float[most * features];
    int[] theirs = new int[most];
    for (int i = 0; i < most; i++) {
      System.arraycopy(rows, drawn[i] * features, some, i * features, features);
      theirs[i] = labels[drawn[i]];
    }
    return of(some, features, theirs, threads);
  }

  /**
   * Draws some of many without drawing one twice, in ascending order.
   *
   * @param count of how many
   * @param most how many; all if there are no more
   * @param seed which ones
   * @return their indices
   */
  public static int[] draw(int count, int most, long seed) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    if (count <= most) {
      return all;
    }
    Random random = new Random(seed);
    for (int i = 0; i < most; i++) {
      int other = i + random.nextInt(count - i);
      int swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    int[] drawn = Arrays.copyOf(all, most);
    Arrays.sort(drawn);
    return drawn;
  }

  /**
   * Returns the mean over all samples.
   *
   * @return from -1, all in the wrong cluster, to 1, dense and far apart
   */
  public double mean() {
    return Arrays.stream(values).sum() / values.length;
  }

  /**
   * Returns the value of each sample.
   *
   * @return a copy, in the order of the samples
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns the cluster of each value.
   *
   * @return a copy, in the order of the values
   */
  public int[] labels() {
    return labels.clone();
  }
}
