package io.latent4j.cluster;

import java.util.Arrays;

/** Arithmetic of points. */
final class Vectors {
  private Vectors() {}

  static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int j = 0; j < doubles.length; j++) {
      doubles[j] = values[j];
    }
    return doubles;
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double difference = a[j] - b[j];
      sum += difference * difference;
    }
    return sum;
  }

  static double squaredNorm(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += value * value;
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  static void add(double[] sum, double[] other) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += other[j];
    }
  }

  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Where the smallest of so many values stands, counted from the first of them; of equals the
   * first.
   */
  static int indexOfSmallest(double[] values, int at, int count) {
    int smallest = 0;
    for (int i = 1; i < count; i++) {
      if (values[at + i] < values[at + smallest]) {
        smallest = i;
      }
    }
    return smallest;
  }

  static int indexOfLargest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
