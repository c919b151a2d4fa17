package io.latent4j.nn;

import java.util.Set;
import java.util.TreeSet;

/** What tests ask of many random numbers. */
public final class Numbers {
  private Numbers() {}

  public static Set<Float> distinct(float... values) {
    Set<Float> set = new TreeSet<>();
    for (float value : values) {
      set.add(value);
    }
    return set;
  }

  public static double share(float[] values, float which) {
    int count = 0;
    for (float value : values) {
      count += value == which ? 1 : 0;
    }
    return (double) count / values.length;
  }

  public static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  public static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
