package io.latent4j.metrics;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

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
   * Computes the silhouette of all samples: n&sup2; distances.
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
   * most of the work, only once.
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
    List<Clusters> all = labelings.stream().map(it -> Clusters.of(it, points.count())).toList();
    try (Workers workers = new Workers(threads)) {
      workers.divideHeavy(
          points.count(),
          (part, from, to) -> {
            for (int first = from; first < to; first += PointBlocks.ROWS) {
              setValues(points, all, first, Math.min(to, first + PointBlocks.ROWS));
            }
          });
    }
    return all.stream().map(one -> new Silhouette(one.labels, one.values)).toList();
  }

  private static void setValues(PointBlocks points, List<Clusters> all, int first, int end) {
    double[][] squared = points.squaredDistances(first, end);
    for (int row = first; row < end; row++) {
      double[] distances = squared[row - first];
      for (int i = 0; i < distances.length; i++) {
        distances[i] = Math.sqrt(distances[i]);
      }
      for (Clusters one : all) {
        one.setValue(row, distances);
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

  /** A labeling, its clusters numbered from 0, and the values of its samples as they are found. */
  private record Clusters(int[] labels, int[] numbers, int[] sizes, double[] values) {

    static Clusters of(int[] labels, int samples) {
      if (labels.length != samples) {
        throw new IllegalArgumentException(
            "labels must be as many as rows, %d, but are %d".formatted(samples, labels.length));
      }
      int[] names = Arrays.stream(labels).distinct().sorted().toArray();
      if (!isDefined(labels)) {
        throw new IllegalArgumentException(
            "labels must be of at least 2 clusters and fewer than samples, %d, but are of %d"
                .formatted(labels.length, names.length));
      }
      int[] numbers =
          Arrays.stream(labels).map(label -> Arrays.binarySearch(names, label)).toArray();
      int[] sizes = new int[names.length];
      for (int number : numbers) {
        sizes[number]++;
      }
      return new Clusters(labels.clone(), numbers, sizes, new double[samples]);
    }

    void setValue(int row, double[] distances) {
      int own = numbers[row];
      if (sizes[own] == 1) {
        return;
      }
      double[] sums = new double[sizes.length];
      for (int i = 0; i < distances.length; i++) {
        sums[numbers[i]] += distances[i];
      }
      double within = sums[own] / (sizes[own] - 1);
      double nearest = Double.POSITIVE_INFINITY;
      for (int cluster = 0; cluster < sizes.length; cluster++) {
        if (cluster != own) {
          nearest = Math.min(nearest, sums[cluster] / sizes[cluster]);
        }
      }
      double larger = Math.max(within, nearest);
      values[row] = larger == 0 ? 0 : (nearest - within) / larger;
    }
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
