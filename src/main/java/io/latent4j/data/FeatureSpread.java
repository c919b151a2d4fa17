package io.latent4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the values of each feature lie: smallest, largest, mean and standard deviation, found in
 * two passes in double precision. It tells what a user should know before a model is fitted: that
 * one feature outweighs the rest, or that float32 is too coarse for what is reported of one.
 *
 * <pre>{@code
 * FeatureSpread spread = FeatureSpread.of(samples);
 * spread.dominant(Scaling.none()).ifPresent(System.out::println);
 * spread.coarse(Scaling.none()).ifPresent(System.out::println);
 * }</pre>
 */
public final class FeatureSpread {

  /** The share of the variance from which on a feature outweighs the rest. */
  private static final double DOMINANT_SHARE = 0.99;

  /** The share of a deviation that may be lost in silence. */
  private static final double TELLING_LOSS = 1e-3;

  private final boolean images;
  private final double[] minimum;
  private final double[] maximum;
  private final double[] mean;
  private final double[] deviation;

  private FeatureSpread(boolean images, int features) {
    this.images = images;
    minimum = new double[features];
    maximum = new double[features];
    mean = new double[features];
    deviation = new double[features];
  }

  /**
   * A feature that outweighs all others together: distances and principal components are then those
   * of this one feature.
   *
   * @param feature which, from 0
   * @param share its share of the variance of all, above 0.99
   */
  public record Dominant(int feature, double share) {

    /**
     * Says it in words.
     *
     * @return one line that names what helps
     */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "feature %d (from 0) has %s %% of the variance of all and outweighs the rest; scale"
              + " standard gives each the same weight",
          feature,
          Double.toString(Math.floor(1e4 * share) / 100).replaceAll("\\.0$", ""));
    }
  }

  /**
   * A feature that lies so far from zero, beside its deviation, that what is reported in its units
   * as float32 is rounded by more than a thousandth of the deviation.
   *
   * @param feature which, from 0
   * @param magnitude the largest absolute value, scaled
   * @param deviation the standard deviation, scaled
   * @param step the distance between the numbers that can be told apart there
   */
  public record Coarse(int feature, double magnitude, double deviation, double step) {

    /**
     * Says it in words.
     *
     * @return one line that names what helps
     */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "feature %d (from 0) goes up to %.3g with a standard deviation of %.3g, where float32 has"
              + " steps of %.3g: what is reported in its units is rounded to these; scale standard"
              + " keeps the digits",
          feature,
          magnitude,
          deviation,
          step);
    }
  }

  /**
   * Looks at all samples.
   *
   * @param samples one or more
   * @return the spread of their features
   * @throws IllegalStateException if the samples are closed
   */
  public static FeatureSpread of(Samples samples) {
    boolean images = samples.imageShape().isPresent() || samples.intensities();
    FeatureSpread spread = new FeatureSpread(images, samples.features());
    System.arraycopy(samples.doubles(0, 1), 0, spread.minimum, 0, spread.minimum.length);
    System.arraycopy(spread.minimum, 0, spread.maximum, 0, spread.maximum.length);
    RawRows.forEach(samples, spread::addToRange);
    divide(spread.mean, samples.count());
    RawRows.forEach(samples, spread::addToDeviation);
    divide(spread.deviation, samples.count());
    Arrays.setAll(spread.deviation, j -> Math.sqrt(spread.deviation[j]));
    return spread;
  }

  /**
   * Says what should be known before a model is fitted: of a feature that outweighs the rest, and
   * of one that float32 is too coarse for.
   *
   * @param samples one or more
   * @param scaling how they are scaled
   * @return a line for each, that names what helps; none for images of bytes
   * @throws IllegalArgumentException if the scaling is for another number of features
   * @throws IllegalStateException if the samples are closed
   */
  public static List<String> notes(Samples samples, Scaling scaling) {
    scaling.requireFeatures(samples.features());
    if (samples.isUint8() && samples.intensities()) {
      return List.of();
    }
    FeatureSpread spread = of(samples);
    return Stream.of(spread.dominant(scaling), spread.coarse(scaling))
        .flatMap(Optional::stream)
        .map(Object::toString)
        .toList();
  }

  private void addToRange(double[] values, int start) {
    for (int j = 0; j < mean.length; j++) {
      double value = values[start + j];
      minimum[j] = Math.min(minimum[j], value);
      maximum[j] = Math.max(maximum[j], value);
      mean[j] += value;
    }
  }

  private void addToDeviation(double[] values, int start) {
    for (int j = 0; j < mean.length; j++) {
      deviation[j] += square(values[start + j] - mean[j]);
    }
  }

  private static void divide(double[] sums, int count) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= count;
    }
  }

  /**
   * Returns how many features there are.
   *
   * @return at least 1
   */
  public int features() {
    return mean.length;
  }

  /**
   * Returns the smallest value of each feature.
   *
   * @return a copy
   */
  public double[] minimum() {
    return minimum.clone();
  }

  /**
   * Returns the largest value of each feature.
   *
   * @return a copy
   */
  public double[] maximum() {
    return maximum.clone();
  }

  /**
   * Returns the mean of each feature.
   *
   * @return a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * Returns the standard deviation of each feature, with divisor n.
   *
   * @return a copy; 0 for a feature that does not vary
   */
  public double[] deviation() {
    return deviation.clone();
  }

  /**
   * Finds a feature that has more than 99 % of the variance of all.
   *
   * @param scaling how the samples are scaled
   * @return the feature, or nothing if there is none, there is only one feature, or the samples are
   *     images or colours
   * @throws IllegalArgumentException if the scaling is for another number of features
   */
  public Optional<Dominant> dominant(Scaling scaling) {
    scaling.requireFeatures(features());
    double[] variance = new double[features()];
    Arrays.setAll(variance, j -> square(deviation[j] * scaling.factorOf(j)));
    double total = Arrays.stream(variance).sum();
    return IntStream.range(0, images || features() == 1 ? 0 : features())
        .filter(j -> variance[j] > DOMINANT_SHARE * total)
        .mapToObj(j -> new Dominant(j, variance[j] / total))
        .findFirst();
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * Finds the feature whose scaled values float32 is too coarse for, by more than a thousandth of
   * its standard deviation. Estimators compute with the differences and lose nothing; what they
   * report in the feature's units, such as centers, and what a network is fed, is rounded.
   *
   * @param scaling how the samples are scaled
   * @return of such features, that which loses most
   * @throws IllegalArgumentException if the scaling is for another number of features
   */
  public Optional<Coarse> coarse(Scaling scaling) {
    scaling.requireFeatures(features());
    return IntStream.range(0, features())
        .filter(j -> deviation[j] > 0 && scaling.factorOf(j) > 0)
        .mapToObj(j -> coarse(j, scaling))
        .filter(found -> found.step() > TELLING_LOSS * found.deviation())
        .max((a, b) -> Double.compare(a.step() / a.deviation(), b.step() / b.deviation()));
  }

  private Coarse coarse(int feature, Scaling scaling) {
    double magnitude =
        Math.max(
            Math.abs(scaling.scaled(minimum[feature], feature)),
            Math.abs(scaling.scaled(maximum[feature], feature)));
    double inDouble =
        Math.ulp(Math.max(Math.abs(minimum[feature]), Math.abs(maximum[feature])))
            * scaling.factorOf(feature);
    return new Coarse(
        feature,
        magnitude,
        deviation[feature] * scaling.factorOf(feature),
        Math.max(Math.ulp((float) magnitude), inDouble));
  }

  /**
   * The point, on the scale after scaling, from which differences can be taken in float32: the mean
   * of those features that lie far from zero, 0 for the others.
   */
  double[] origin(Scaling scaling) {
    double[] origin = new double[features()];
    for (int j = 0; j < origin.length; j++) {
      double scaledMean = scaling.scaled(mean[j], j);
      if (Scaling.isFar(scaledMean, deviation[j] * scaling.factorOf(j))) {
        origin[j] = scaledMean;
      }
    }
    return origin;
  }
}
