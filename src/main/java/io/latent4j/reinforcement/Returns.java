package io.latent4j.reinforcement;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Figures of the returns of several seeds (Agarwal and others, <i>Deep reinforcement learning at
 * the edge of the statistical precipice</i>, 2021).
 */
public final class Returns {
  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  private Returns() {}

  /**
   * An interval of 95 %.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}

  /**
   * The mean of the middle half: a quarter of the values, rounded down, is left out at each end.
   *
   * @param values at least one
   * @return the mean of the others
   */
  public static double interquartileMean(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 4;
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
  }

  /**
   * How sure the interquartile mean of all episodes is: it is found again for seeds that are drawn
   * from these with replacement or, of one seed, for episodes drawn so.
   *
   * @param bySeed the returns of each seed, of shape (seeds, episodes)
   * @param seed what the draws derive from
   * @return from the 2.5th to the 97.5th percentile
   */
  public static Interval bootstrap(double[][] bySeed, long seed) {
    double[][] units =
        bySeed.length > 1
            ? bySeed
            : Arrays.stream(bySeed[0])
                .mapToObj(value -> new double[] {value})
                .toArray(double[][]::new);
    GameRandom random = new GameRandom(seed);
    double[] found = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double[] drawn =
          Stream.generate(() -> units[random.below(units.length)])
              .limit(units.length)
              .flatMapToDouble(Arrays::stream)
              .toArray();
      found[i] = interquartileMean(drawn);
    }
    Arrays.sort(found);
    int out = (int) (TAIL * RESAMPLES);
    return new Interval(found[out], found[RESAMPLES - 1 - out]);
  }

  /**
   * The mean height of a curve, by the trapezoidal rule.
   *
   * @param x where the values are, rising
   * @param y the values, as many
   * @return the area below the curve over its width; of one value that value, of none NaN
   */
  public static double meanHeight(double[] x, double[] y) {
    if (x.length < 2) {
      return x.length == 0 ? Double.NaN : y[0];
    }
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return area / (x[x.length - 1] - x[0]);
  }
}
