package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.InvalidOptionException;
import java.util.Arrays;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TUint8;

/** Samples as a variational autoencoder takes them. */
final class VaeSamples {
  private VaeSamples() {}

  /**
   * Refuses samples that are no probabilities once they are scaled.
   *
   * @param what how to call one of them
   * @param samples the samples
   * @param scaling how they will be scaled
   * @throws InvalidOptionException if a value is outside [0, 1]
   */
  static void requireProbabilities(String what, Samples samples, Scaling scaling) {
    ScaledSamples.of(samples, scaling)
        .firstOutsideUnit()
        .ifPresent(
            found -> {
              throw new InvalidOptionException(
                  "output",
                  ("must be gaussian, or scale minmax, for samples that are not between 0 and 1,"
                          + " but is bernoulli, and %s %d, feature %d (both from 0), is %s")
                      .formatted(what, found.row(), found.feature(), found.value()));
            });
  }

  /**
   * How many labels samples have.
   *
   * @return the largest label and one more
   * @throws InvalidOptionException if they have none
   */
  static int classes(Samples samples) {
    int[] labels =
        samples
            .labels()
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "conditional", "must be false for samples without labels, but is true"));
    if (Arrays.stream(labels).min().orElse(0) < 0) {
      throw new InvalidOptionException(
          "samples", "must have labels of 0 or above to be conditional on, but have negative ones");
    }
    return Arrays.stream(labels).max().orElse(0) + 1;
  }

  /**
   * The labels of samples for a model that is conditional on them.
   *
   * @throws InvalidOptionException if they have none, or one that the model does not know
   */
  static int[] labels(Samples samples, int classes) {
    int found = classes(samples);
    if (found > classes) {
      throw new InvalidOptionException(
          "samples",
          "must have labels below %d, as those of the fit, but have %d"
              .formatted(classes, found - 1));
    }
    return samples.labels().orElseThrow();
  }

  /** Draws pixels in place, the same for the same row of the data wherever it stands by now. */
  static void draw(float[] values, int[] rowNumbers, int features, long seed) {
    float[] row = new float[features];
    for (int i = 0; i < rowNumbers.length; i++) {
      System.arraycopy(values, i * features, row, 0, features);
      VaeBinarization.draw(row, (long) rowNumbers[i] * features, seed);
      System.arraycopy(row, 0, values, i * features, features);
    }
  }

  /** Samples that are drawn once, as zeros and ones; the caller closes them. */
  static Samples drawnOnce(Samples samples, Scaling scaling, long seed) {
    TUint8 bits = TUint8.tensorOf(samples.shape());
    try {
      ByteDataBuffer memory = bits.asRawTensor().data();
      int features = samples.features();
      int[] numbers = samples.rowNumbers();
      ScaledSamples.of(samples, scaling)
          .forEachChunk(
              (first, count, values) -> {
                draw(values, Arrays.copyOfRange(numbers, first, first + count), features, seed);
                byte[] drawn = new byte[values.length];
                for (int i = 0; i < values.length; i++) {
                  drawn[i] = (byte) values[i];
                }
                memory.slice((long) first * features, drawn.length).write(drawn);
              });
      Samples drawn = Samples.ofTensor(samples.name(), bits);
      return samples.labels().map(drawn::withLabels).orElse(drawn);
    } catch (RuntimeException | Error e) {
      bits.close();
      throw e;
    }
  }
}
