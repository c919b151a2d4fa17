package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Noise;
import io.latent4j.cli.run.Results;
import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.metrics.ImageQuality;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ImagePictures;
import io.latent4j.report.ImageGrid;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** How much of the noise a model removes. */
final class DenoisingFigures {
  /** So many samples, the first, are enough for figures. */
  private static final int MOST = 10_000;

  private final Scaling scaling;
  private final Function<Samples, float[][]> cleaning;
  private final Noise noise;
  private final float low;
  private final float high;
  private final long seed;

  /**
   * Figures of a model.
   *
   * @param scaling how the model scales samples
   * @param cleaning what the model makes of samples, scaled
   * @param learnedFrom samples whose lowest and highest values are pepper and salt
   */
  DenoisingFigures(
      Scaling scaling,
      Function<Samples, float[][]> cleaning,
      Noise noise,
      Samples learnedFrom,
      long seed) {
    this.scaling = scaling;
    this.cleaning = cleaning;
    this.noise = noise;
    this.seed = seed;
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    ScaledSamples.of(learnedFrom, scaling)
        .forEachChunk(
            (first, count, values) -> {
              for (float value : values) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
              }
            });
    low = range[0];
    high = range[1];
  }

  /** Adds how far noisy and cleaned samples are from the clean ones, all scaled. */
  void addTo(Results to, Samples samples) {
    try (Samples some = samples.take(Math.min(MOST, samples.count()))) {
      float[] clean = ScaledSamples.of(some, scaling).all();
      float[] noisy = noisy(clean);
      float[] cleaned = cleaned(some, noisy);
      to.figure("noisy_mse", meanSquare(clean, noisy));
      to.figure("denoised_mse", meanSquare(clean, cleaned));
      if (some.imageShape().isPresent() && high > low) {
        ImageShape shape = some.imageShape().get();
        ImageQuality quality = ImageQuality.of(shape.height(), shape.width(), shape.channels());
        add(to, "noisy", quality.means(clean, noisy, (double) high - low));
        add(to, "denoised", quality.means(clean, cleaned, (double) high - low));
      }
    }
  }

  private static void add(Results to, String what, ImageQuality.Means means) {
    if (Double.isFinite(means.psnr())) {
      to.figure(what + "_psnr", means.psnr());
    }
    if (Double.isFinite(means.ssim())) {
      to.figure(what + "_ssim", means.ssim());
    }
  }

  /** How far noisy samples are from the clean ones. */
  double noisyMeanSquare(Samples samples) {
    try (Samples some = samples.take(Math.min(MOST, samples.count()))) {
      float[] clean = ScaledSamples.of(some, scaling).all();
      return meanSquare(clean, noisy(clean));
    }
  }

  /** How far what was made of noisy samples is from the clean ones. */
  double cleanedMeanSquare(Samples samples) {
    try (Samples some = samples.take(Math.min(MOST, samples.count()))) {
      float[] clean = ScaledSamples.of(some, scaling).all();
      return meanSquare(clean, cleaned(some, noisy(clean)));
    }
  }

  /** Scaled values with the noise of the seed. */
  float[] noisy(float... clean) {
    return noise.addTo(clean, low, high, seed);
  }

  /** What the model makes of noisy values, both scaled. */
  float[] cleaned(Samples samples, float... noisy) {
    float[] unscaled = scaling.invert(noisy, samples.features());
    Shape shape = samples.sampleShape().prepend(noisy.length / samples.features());
    try (Samples rows = Samples.of(unscaled, shape)) {
      return FloatArray.of(rows, cleaning).values();
    }
  }

  private static double meanSquare(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = (double) one[i] - other[i];
      sum += difference * difference;
    }
    return sum / one.length;
  }

  /** Noisy images over what became of them, over the originals. */
  ImageGrid picture(ImagePictures images) {
    return images.cleaned((some, scaled) -> noisy(scaled), this::cleaned, scaling);
  }
}
