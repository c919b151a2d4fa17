package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * How much each pair of samples belongs together: symmetric, all together 1, kept by row with
 * ascending columns.
 *
 * @param starts where each row starts, and behind the last one its end
 * @param columns the other sample of each pair
 * @param values the affinity of each pair
 */
record Affinities(int[] starts, int[] columns, float[] values) {

  /** Makes affinities of neighbours such that each sample has the same perplexity. */
  static Affinities of(Neighbors neighbors, double perplexity, Workers workers) {
    double[] conditional = conditional(neighbors, perplexity, workers);
    return symmetric(neighbors, conditional);
  }

  /** The affinity of each neighbour for its row, each row's together 1. */
  static double[] conditional(Neighbors neighbors, double perplexity, Workers workers) {
    int each = neighbors.each();
    double[] conditional = new double[neighbors.indices().length];
    workers.divide(
        neighbors.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            Bandwidth.apply(neighbors.squaredDistances(), conditional, i * each, each, perplexity);
          }
        });
    return conditional;
  }

  int count() {
    return starts.length - 1;
  }

  private static Affinities symmetric(Neighbors neighbors, double[] conditional) {
    int count = neighbors.count();
    int each = neighbors.each();
    int[] incoming = incomingStarts(neighbors);
    int[] sources = new int[conditional.length];
    double[] weights = new double[conditional.length];
    int[] next = Arrays.copyOf(incoming, count);
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < each; k++) {
        int place = next[neighbors.index(i, k)]++;
        sources[place] = i;
        weights[place] = conditional[i * each + k];
      }
    }
    int[] starts = new int[count + 1];
    int[] columns = new int[Math.multiplyExact(2, conditional.length)];
    float[] values = new float[columns.length];
    double[] row = new double[count];
    double total = 2.0 * count;
    int end = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = end;
      for (int k = 0; k < each; k++) {
        columns[end++] = neighbors.index(i, k);
        row[neighbors.index(i, k)] += conditional[i * each + k];
      }
      for (int k = incoming[i]; k < incoming[i + 1]; k++) {
        if (row[sources[k]] == 0) {
          columns[end++] = sources[k];
        }
        row[sources[k]] += weights[k];
      }
      end = withoutRepeats(columns, starts[i], end);
      for (int k = starts[i]; k < end; k++) {
        values[k] = (float) (row[columns[k]] / total);
        row[columns[k]] = 0;
      }
    }
    starts[count] = end;
    return new Affinities(starts, Arrays.copyOf(columns, end), Arrays.copyOf(values, end));
  }

  /** A pair whose affinity underflows to 0 is noted twice; here it is made one again. */
  private static int withoutRepeats(int[] columns, int from, int to) {
    Arrays.sort(columns, from, to);
    int end = from;
    for (int k = from; k < to; k++) {
      if (end == from || columns[end - 1] != columns[k]) {
        columns[end++] = columns[k];
      }
    }
    return end;
  }

  private static int[] incomingStarts(Neighbors neighbors) {
    int[] starts = new int[neighbors.count() + 1];
    for (int index : neighbors.indices()) {
      starts[index + 1]++;
    }
    for (int i = 0; i < neighbors.count(); i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }
}
