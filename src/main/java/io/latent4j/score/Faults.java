package io.latent4j.score;

import io.latent4j.data.ImageShape;
import io.latent4j.data.ScaledSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Real samples with a fault that a score should find. */
final class Faults {
  private static final int ROWS_AT_ONCE = 1024;

  private Faults() {}

  /** The features of some real samples with a fault. */
  static float[][] apply(
      Features features, ScaledSamples real, int[] rows, UnaryOperator<float[]> fault) {
    List<float[]> all = new ArrayList<>(rows.length);
    for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      float[][] faulty =
          Arrays.stream(rows, from, Math.min(rows.length, from + ROWS_AT_ONCE))
              .mapToObj(row -> fault.apply(real.row(row)))
              .toArray(float[][]::new);
      all.addAll(Arrays.asList(features.of(faulty)));
    }
    return all.toArray(new float[0][]);
  }

  /** Each pixel becomes the mean of itself and those beside it that there are. */
  static UnaryOperator<float[]> blur(ImageShape shape) {
    return image -> {
      float[] blurred = new float[image.length];
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          for (int c = 0; c < shape.channels(); c++) {
            blurred[(y * shape.width() + x) * shape.channels() + c] = mean(image, shape, y, x, c);
          }
        }
      }
      return blurred;
    };
  }

  private static float mean(float[] image, ImageShape shape, int y, int x, int channel) {
    float sum = 0;
    int count = 0;
    for (int i = Math.max(0, y - 1); i <= Math.min(shape.height() - 1, y + 1); i++) {
      for (int j = Math.max(0, x - 1); j <= Math.min(shape.width() - 1, x + 1); j++) {
        sum += image[(i * shape.width() + j) * shape.channels() + channel];
        count++;
      }
    }
    return sum / count;
  }

  /** Each value is drawn evenly from the least to the largest of all real ones. */
  static UnaryOperator<float[]> noise(ScaledSamples real, long seed) {
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    real.forEachChunk(
        (first, count, values) -> {
          for (float value : values) {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
          }
        });
    Random random = new Random(seed);
    return sample -> {
      float[] noise = new float[sample.length];
      for (int j = 0; j < noise.length; j++) {
        noise[j] = range[0] + random.nextFloat() * (range[1] - range[0]);
      }
      return noise;
    };
  }
}
