package io.latent4j.metrics;

import java.util.Arrays;

/**
 * How near an image is to another one that is its ideal: the peak signal-to-noise ratio and the
 * structural similarity, as scikit-image has them.
 *
 * <pre>{@code
 * double psnr = ImageQuality.psnr(original, cleaned, 1);
 * double ssim = ImageQuality.of(28, 28, 1).ssim(original, cleaned, 1);
 * }</pre>
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param channels values of a pixel
 */
public record ImageQuality(int height, int width, int channels) {

  /** The side of the window in which structures are compared. */
  public static final int WINDOW = 7;

  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  /**
   * Checks the sizes.
   *
   * @param height at least 1
   * @param width at least 1
   * @param channels at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageQuality {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "height, width and channels must be at least 1, but are %d, %d and %d"
              .formatted(height, width, channels));
    }
  }

  /**
   * Measures of images of a size.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param channels values of a pixel, at least 1
   * @return the measures
   * @throws IllegalArgumentException if one is below 1
   */
  public static ImageQuality of(int height, int width, int channels) {
    return new ImageQuality(height, width, channels);
  }

  /**
   * The peak signal-to-noise ratio: {@code 10 log10(range^2 / mse)} decibels.
   *
   * @param ideal the values that should be there
   * @param image as many that are
   * @param range the difference of the largest and the smallest value that there can be, above 0
   * @return decibels, the more the nearer; infinite if there is no difference
   * @throws IllegalArgumentException if the numbers of values differ, or the range is not positive
   */
  public static double psnr(float[] ideal, float[] image, double range) {
    check(ideal, image, range);
    double sum = 0;
    for (int i = 0; i < ideal.length; i++) {
      double difference = (double) ideal[i] - image[i];
      sum += difference * difference;
    }
    return 10 * Math.log10(range * range * ideal.length / sum);
  }

  private static void check(float[] ideal, float[] image, double range) {
    if (ideal.length != image.length || ideal.length == 0) {
      throw new IllegalArgumentException(
          "image must have as many values as the ideal, %d, but has %d"
              .formatted(ideal.length, image.length));
    }
    if (!(range > 0)) {
      throw new IllegalArgumentException("range must be above 0, but is " + range);
    }
  }

  /**
   * The structural similarity (Wang, Bovik, Sheikh and Simoncelli, 2004): means, variances and the
   * covariance in windows of {@value #WINDOW} x {@value #WINDOW} pixels are compared, and the
   * result is meaned over all windows within the image, then over the channels.
   *
   * @param ideal the image that should be there, (height, width, channels)
   * @param image the one that is
   * @param range the difference of the largest and the smallest value that there can be, above 0
   * @return at most 1, for images that are the same
   * @throws IllegalArgumentException if an image has another number of values, is smaller than a
   *     window, or the range is not positive
   */
  public double ssim(float[] ideal, float[] image, double range) {
    check(ideal, image, range);
    if (ideal.length != height * width * channels) {
      throw new IllegalArgumentException(
          "ideal must have %d x %d x %d values, but has %d"
              .formatted(height, width, channels, ideal.length));
    }
    if (height < WINDOW || width < WINDOW) {
      throw new IllegalArgumentException(
          "images must be at least %d x %d, but are %d x %d"
              .formatted(WINDOW, WINDOW, height, width));
    }
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int top = 0; top <= height - WINDOW; top++) {
        for (int left = 0; left <= width - WINDOW; left++) {
          sum += similarity(ideal, image, (top * width + left) * channels + channel, range);
        }
      }
    }
    return sum / ((height - WINDOW + 1.0) * (width - WINDOW + 1) * channels);
  }

  /** That of the window whose first value is at an index. */
  private double similarity(float[] x, float[] y, int first, double range) {
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumYy = 0;
    double sumXy = 0;
    for (int row = 0; row < WINDOW; row++) {
      int at = first + row * width * channels;
      for (int column = 0; column < WINDOW; column++) {
        double valueX = x[at];
        double valueY = y[at];
        sumX += valueX;
        sumY += valueY;
        sumXx += valueX * valueX;
        sumYy += valueY * valueY;
        sumXy += valueX * valueY;
        at += channels;
      }
    }
    double count = WINDOW * WINDOW;
    double meanX = sumX / count;
    double meanY = sumY / count;
    double unbiased = count / (count - 1);
    double varianceX = unbiased * (sumXx / count - meanX * meanX);
    double varianceY = unbiased * (sumYy / count - meanY * meanY);
    double covariance = unbiased * (sumXy / count - meanX * meanY);
    double c1 = K1 * range * K1 * range;
    double c2 = K2 * range * K2 * range;
    return (2 * meanX * meanY + c1)
        * (2 * covariance + c2)
        / ((meanX * meanX + meanY * meanY + c1) * (varianceX + varianceY + c2));
  }

  /**
   * Means over images, one after the other, each measured by itself.
   *
   * @param psnr the mean of the peak signal-to-noise ratios of images that differ from their ideal
   * @param ssim the mean of the structural similarities; NaN if images are smaller than a window
   */
  public record Means(double psnr, double ssim) {}

  /**
   * Measures many images.
   *
   * @param ideal the images that should be there, one after the other
   * @param images as many that are
   * @param range the difference of the largest and the smallest value that there can be, above 0
   * @return the means over the images
   * @throws IllegalArgumentException if the numbers of values differ, or are no whole images
   */
  public Means means(float[] ideal, float[] images, double range) {
    check(ideal, images, range);
    int size = height * width * channels;
    if (ideal.length % size != 0) {
      throw new IllegalArgumentException(
          "ideal must have a multiple of %d values, but has %d".formatted(size, ideal.length));
    }
    double ratios = 0;
    double similarities = 0;
    int differing = 0;
    int count = ideal.length / size;
    boolean hasWindows = height >= WINDOW && width >= WINDOW;
    for (int i = 0; i < count; i++) {
      float[] one = Arrays.copyOfRange(ideal, i * size, (i + 1) * size);
      float[] other = Arrays.copyOfRange(images, i * size, (i + 1) * size);
      double ratio = psnr(one, other, range);
      if (ratio < Double.POSITIVE_INFINITY) {
        ratios += ratio;
        differing++;
      }
      similarities += hasWindows ? ssim(one, other, range) : Double.NaN;
    }
    return new Means(
        differing == 0 ? Double.POSITIVE_INFINITY : ratios / differing, similarities / count);
  }
}
