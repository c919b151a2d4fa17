package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * UMAP's fuzzy simplicial set, of its pairs: how surely two samples are connected, from 0 to 1,
 * symmetric, kept by sample with ascending others.
 *
 * <p>Source: McInnes, Healy, Melville 2018, "UMAP: Uniform Manifold Approximation and Projection",
 * algorithms 2 and 3. As in their implementation a sample counts among its own neighbours.
 *
 * @param starts where the connections of each sample start, and behind the last one their end
 * @param ends the other sample of each connection
 * @param weights how sure each is
 */
record FuzzyGraph(int[] starts, int[] ends, float[] weights) {
  private static final int MOST_HALVINGS = 64;
  private static final double TOLERANCE = 1e-5;
  private static final double SMALLEST_SCALE = 1e-3;

  /** Connects samples with their neighbours, by the union of what both sides say. */
  static FuzzyGraph of(Neighbors neighbors, RowMetric metric, Workers workers) {
    return union(neighbors, memberships(neighbors, metric, workers));
  }

  /** How surely each sample is connected to its neighbours by its own account: (count, each). */
  static float[] memberships(Neighbors neighbors, RowMetric metric, Workers workers) {
    int each = neighbors.each();
    double[] distances = distances(neighbors, metric);
    double mean = Arrays.stream(distances).sum() / (neighbors.count() * (each + 1.0));
    double target = log2(each + 1);
    float[] memberships = new float[distances.length];
    workers.divide(
        neighbors.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            int at = i * each;
            double nearest = nearestOther(distances, at, each);
            double scale = scale(distances, at, at, each, nearest, target);
            double sum = 0;
            for (int k = 0; k < each; k++) {
              sum += distances[at + k];
            }
            double least = SMALLEST_SCALE * (nearest > 0 ? sum / (each + 1) : mean);
            write(distances, memberships, at, each, nearest, Math.max(scale, least));
          }
        });
    return memberships;
  }

  /**
   * How surely other samples are connected to their neighbours among those of a graph. No neighbour
   * is certain here, and the nearest counts as the sample itself does in {@link #memberships}.
   */
  static float[] membershipsOfOthers(Neighbors neighbors, RowMetric metric, Workers workers) {
    int each = neighbors.each();
    double[] distances = distances(neighbors, metric);
    double mean = Arrays.stream(distances).sum() / distances.length;
    double target = log2(each);
    float[] memberships = new float[distances.length];
    workers.divide(
        neighbors.count(),
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            int at = i * each;
            double scale = scale(distances, at, at + 1, each - 1, 0, target);
            write(distances, memberships, at, each, 0, Math.max(scale, SMALLEST_SCALE * mean));
          }
        });
    return memberships;
  }

  private static double[] distances(Neighbors neighbors, RowMetric metric) {
    double[] distances = new double[neighbors.indices().length];
    Arrays.setAll(distances, k -> metric.distance(neighbors.squaredDistances()[k]));
    return distances;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static double nearestOther(double[] distances, int at, int each) {
    for (int k = at; k < at + each; k++) {
      if (distances[k] > 0) {
        return distances[k];
      }
    }
    return 0;
  }

  /** The scale at which memberships add up to the target, by bisection. */
  private static double scale(
      double[] distances, int at, int from, int count, double nearest, double target) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double farthest = count > 0 ? distances[from + count - 1] - nearest : 0;
    double middle = farthest > 0 ? farthest : 1;
    for (int n = 0; n < MOST_HALVINGS; n++) {
      double sum = 0;
      for (int k = from; k < from + count; k++) {
        double farther = distances[k] - nearest;
        sum += farther > 0 ? Math.exp(-farther / middle) : 1;
      }
      if (Math.abs(sum - target) < TOLERANCE) {
        break;
      }
      if (sum > target) {
        high = middle;
        middle = (low + high) / 2;
      } else {
        low = middle;
        middle = high == Double.POSITIVE_INFINITY ? 2 * middle : (low + high) / 2;
      }
    }
    return middle;
  }

  private static void write(
      double[] distances, float[] memberships, int at, int each, double nearest, double scale) {
    for (int k = at; k < at + each; k++) {
      double farther = distances[k] - nearest;
      memberships[k] = farther <= 0 || scale == 0 ? 1 : (float) Math.exp(-farther / scale);
    }
  }

  /** a + b - ab, which is 1 - (1 - a)(1 - b), where one of them may be 0. */
  private static FuzzyGraph union(Neighbors neighbors, float[] memberships) {
    int count = neighbors.count();
    int each = neighbors.each();
    Matrix outgoing = sortedRows(neighbors, memberships);
    Matrix incoming = transposed(outgoing, count, each);
    int[] starts = new int[count + 1];
    int[] ends = new int[Math.multiplyExact(2, memberships.length)];
    float[] weights = new float[ends.length];
    int end = 0;
    for (int i = 0; i < count; i++) {
      int a = outgoing.starts[i];
      int b = incoming.starts[i];
      while (a < outgoing.starts[i + 1] || b < incoming.starts[i + 1]) {
        int out = a < outgoing.starts[i + 1] ? outgoing.ends[a] : Integer.MAX_VALUE;
        int in = b < incoming.starts[i + 1] ? incoming.ends[b] : Integer.MAX_VALUE;
        double first = out <= in ? outgoing.values[a++] : 0;
        double second = in <= out ? incoming.values[b++] : 0;
        float weight = (float) (1 - (1 - first) * (1 - second));
        if (weight > 0) {
          ends[end] = Math.min(out, in);
          weights[end++] = weight;
        }
      }
      starts[i + 1] = end;
    }
    return new FuzzyGraph(starts, Arrays.copyOf(ends, end), Arrays.copyOf(weights, end));
  }

  /** A sparse matrix by row. */
  private record Matrix(int[] starts, int[] ends, float[] values) {}

  private static Matrix sortedRows(Neighbors neighbors, float[] memberships) {
    int each = neighbors.each();
    int[] starts = new int[neighbors.count() + 1];
    int[] ends = neighbors.indices().clone();
    float[] values = memberships.clone();
    for (int i = 0; i < neighbors.count(); i++) {
      starts[i + 1] = (i + 1) * each;
      for (int k = i * each + 1; k < (i + 1) * each; k++) {
        int end = ends[k];
        float value = values[k];
        int place = k;
        while (place > i * each && ends[place - 1] > end) {
          ends[place] = ends[place - 1];
          values[place] = values[place - 1];
          place--;
        }
        ends[place] = end;
        values[place] = value;
      }
    }
    return new Matrix(starts, ends, values);
  }

  private static Matrix transposed(Matrix rows, int count, int each) {
    int[] starts = new int[count + 1];
    for (int end : rows.ends) {
      starts[end + 1]++;
    }
    for (int i = 0; i < count; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = Arrays.copyOf(starts, count);
    int[] ends = new int[rows.ends.length];
    float[] values = new float[rows.ends.length];
    for (int k = 0; k < rows.ends.length; k++) {
      int place = next[rows.ends[k]]++;
      ends[place] = k / each;
      values[place] = rows.values[k];
    }
    return new Matrix(starts, ends, values);
  }

  int count() {
    return starts.length - 1;
  }

  float largestWeight() {
    float largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, weight);
    }
    return largest;
  }

  /** The graph without connections that are less sure than a bound. */
  FuzzyGraph without(float bound) {
    int[] fewerStarts = new int[starts.length];
    int[] fewerEnds = new int[ends.length];
    float[] fewerWeights = new float[ends.length];
    int end = 0;
    for (int i = 0; i < count(); i++) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        if (weights[k] >= bound) {
          fewerEnds[end] = ends[k];
          fewerWeights[end++] = weights[k];
        }
      }
      fewerStarts[i + 1] = end;
    }
    return new FuzzyGraph(
        fewerStarts, Arrays.copyOf(fewerEnds, end), Arrays.copyOf(fewerWeights, end));
  }

  /** The part of each sample: parts have no connection to each other, and numbers from 0 up. */
  int[] parts() {
    int[] part = new int[count()];
    Arrays.fill(part, -1);
    int[] queue = new int[count()];
    int parts = 0;
    for (int first = 0; first < part.length; first++) {
      if (part[first] >= 0) {
        continue;
      }
      int end = 0;
      queue[end++] = first;
      part[first] = parts;
      for (int head = 0; head < end; head++) {
        for (int k = starts[queue[head]]; k < starts[queue[head] + 1]; k++) {
          if (part[ends[k]] < 0) {
            part[ends[k]] = parts;
            queue[end++] = ends[k];
          }
        }
      }
      parts++;
    }
    return part;
  }

  /** The graph of some samples, which have no connection to others. */
  FuzzyGraph of(int... some) {
    int[] numbers = new int[count()];
    int total = 0;
    for (int s = 0; s < some.length; s++) {
      numbers[some[s]] = s;
      total += starts[some[s] + 1] - starts[some[s]];
    }
    int[] someStarts = new int[some.length + 1];
    int[] someEnds = new int[total];
    float[] someWeights = new float[total];
    int end = 0;
    for (int s = 0; s < some.length; s++) {
      for (int k = starts[some[s]]; k < starts[some[s] + 1]; k++) {
        someEnds[end] = numbers[ends[k]];
        someWeights[end++] = weights[k];
      }
      someStarts[s + 1] = end;
    }
    return new FuzzyGraph(someStarts, someEnds, someWeights);
  }
}
