package io.latent4j.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each label of one labeling meets each label of another, and the figures that follow.
 * What the labels are called does not matter; any integers will do.
 *
 * <pre>{@code
 * Contingency agreement = Contingency.of(new int[] {0, 0, 1, 1}, new int[] {7, 7, -2, 7});
 * double accuracy = agreement.accuracy(); // 0.75
 * }</pre>
 */
public final class Contingency {

  /** Information so small is rounding. */
  private static final double NO_INFORMATION = Math.ulp(1.0);

  private final int samples;
  private final long[] classSizes;
  private final long[] clusterSizes;

  /** The cells that are not empty, in order of class, then cluster. */
  private final Cell[] cells;

  private record Cell(int of, int in, long count) {}

  private Contingency(int samples, long[] classSizes, long[] clusterSizes, Cell[] cells) {
    this.samples = samples;
    this.classSizes = classSizes;
    this.clusterSizes = clusterSizes;
    this.cells = cells;
  }

  /**
   * Counts.
   *
   * @param truth the class of each sample, any integers
   * @param predicted the cluster of each sample, any integers
   * @return the counts
   * @throws IllegalArgumentException if there are no samples, or the labels are not as many
   */
  public static Contingency of(int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "predicted must have as many labels as truth, %d, but has %d"
              .formatted(truth.length, predicted.length));
    }
    if (truth.length == 0) {
      throw new IllegalArgumentException("truth must have at least one label");
    }
    int[] classes = Arrays.stream(truth).distinct().sorted().toArray();
    int[] clusters = Arrays.stream(predicted).distinct().sorted().toArray();
    long[] classSizes = new long[classes.length];
    long[] clusterSizes = new long[clusters.length];
    Map<Long, Long> counts = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      int of = Arrays.binarySearch(classes, truth[i]);
      int in = Arrays.binarySearch(clusters, predicted[i]);
      classSizes[of]++;
      clusterSizes[in]++;
      counts.merge((long) of * clusters.length + in, 1L, Long::sum);
    }
    Cell[] cells =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    new Cell(
                        (int) (entry.getKey() / clusters.length),
                        (int) (entry.getKey() % clusters.length),
                        entry.getValue()))
            .toArray(Cell[]::new);
    return new Contingency(truth.length, classSizes, clusterSizes, cells);
  }

  /**
   * Returns the number of classes.
   *
   * @return how many labels of the truth occur
   */
  public int classes() {
    return classSizes.length;
  }

  /**
   * Returns the number of clusters.
   *
   * @return how many predicted labels occur
   */
  public int clusters() {
    return clusterSizes.length;
  }

  /**
   * Returns the share of samples that are right when each cluster stands for one class, each class
   * for one cluster, in the best way.
   *
   * @return from above 0 to 1
   */
  public double accuracy() {
    boolean fewerClasses = classes() <= clusters();
    int rows = Math.min(classes(), clusters());
    int[] start = new int[rows + 1];
    for (Cell cell : cells) {
      start[(fewerClasses ? cell.of : cell.in) + 1]++;
    }
    for (int row = 0; row < rows; row++) {
      start[row + 1] += start[row];
    }
    int[] next = start.clone();
    int[] columns = new int[cells.length];
    long[] counts = new long[cells.length];
    for (Cell cell : cells) {
      int place = next[fewerClasses ? cell.of : cell.in]++;
      columns[place] = fewerClasses ? cell.in : cell.of;
      counts[place] = cell.count;
    }
    SparseMatching matching =
        new SparseMatching(start, columns, counts, Math.max(classes(), clusters()));
    return (double) matching.sum() / samples;
  }

  /**
   * Returns the share of samples that are right when each cluster stands for the class that is most
   * frequent in it.
   *
   * @return from above 0 to 1
   */
  public double purity() {
    long[] largest = new long[clusters()];
    for (Cell cell : cells) {
      largest[cell.in] = Math.max(largest[cell.in], cell.count);
    }
    return (double) Arrays.stream(largest).sum() / samples;
  }

  /**
   * Returns the normalized mutual information, by the arithmetic mean of the entropies.
   *
   * @return from 0, independent, to 1, the same partition
   */
  public double normalizedMutualInformation() {
    return normalizedMutualInformation(InformationAverage.ARITHMETIC);
  }

  /**
   * Returns the normalized mutual information.
   *
   * @param average by which mean of the entropies it is divided
   * @return from 0, independent, to 1; 1 too if both labelings have only one label
   */
  public double normalizedMutualInformation(InformationAverage average) {
    if (classes() == 1 && clusters() == 1) {
      return 1;
    }
    double information = mutualInformation();
    if (information <= NO_INFORMATION) {
      return 0;
    }
    return information / average.of(entropy(classSizes), entropy(clusterSizes));
  }

  /**
   * Returns the mutual information.
   *
   * @return in natural units, at least 0
   */
  public double mutualInformation() {
    double sum = 0;
    double logSamples = Math.log(samples);
    for (Cell cell : cells) {
      double share = (double) cell.count / samples;
      double expected = Math.log((double) classSizes[cell.of] * clusterSizes[cell.in]);
      double term = share * (Math.log(cell.count) - expected + logSamples);
      sum += Math.abs(term) < NO_INFORMATION ? 0 : term;
    }
    return Math.max(0, sum);
  }

  private double entropy(long[] sizes) {
    if (sizes.length == 1) {
      return 0;
    }
    double sum = 0;
    for (long size : sizes) {
      sum -= (double) size / samples * (Math.log(size) - Math.log(samples));
    }
    return sum;
  }

  /**
   * Returns the adjusted Rand index: the share of pairs of samples that both labelings treat alike,
   * corrected for chance.
   *
   * @return 1 for the same partition, about 0 for independent ones, negative below chance
   */
  public double adjustedRandIndex() {
    double together = -samples;
    for (Cell cell : cells) {
      together += (double) cell.count * cell.count;
    }
    double onlyTruth = squares(classSizes) - samples - together;
    double onlyPredicted = squares(clusterSizes) - samples - together;
    if (onlyTruth == 0 && onlyPredicted == 0) {
      return 1;
    }
    double apart = (double) samples * samples - samples - together - onlyTruth - onlyPredicted;
    return 2
        * (together * apart - onlyTruth * onlyPredicted)
        / ((together + onlyTruth) * (onlyTruth + apart)
            + (together + onlyPredicted) * (onlyPredicted + apart));
  }

  private static double squares(long[] sizes) {
    double sum = 0;
    for (long size : sizes) {
      sum += (double) size * size;
    }
    return sum;
  }

  @Override
  public String toString() {
    return "%d samples in %d classes and %d clusters".formatted(samples, classes(), clusters());
  }
}
