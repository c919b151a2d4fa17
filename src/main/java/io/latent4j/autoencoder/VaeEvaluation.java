package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Outputs;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Calls the functions of a variational autoencoder on samples, a part at a time.
 *
 * @param functions the functions
 * @param input the shape of a sample as they take it
 * @param latent how many units the code has
 * @param classes how many labels it is conditional on; 0 if it is not
 * @param binarize how samples become black and white
 * @param scaling how they are scaled before
 * @param seed what all draws derive from
 */
record VaeEvaluation(
    VaeFunctions functions,
    Shape input,
    int latent,
    int classes,
    VaeBinarization binarize,
    Scaling scaling,
    long seed) {
  private static final int ROWS_AT_ONCE = 1024;

  /** Some 16 MB of floats. */
  private static final int VALUES_AT_ONCE = 1 << 22;

  /** What is done with some rows. */
  private interface Part {
    void take(int first, int count, Map<String, TType> inputs);
  }

  /** Goes through samples, with the inputs that all functions of samples have. */
  private void forEachPart(Samples samples, int rows, boolean draws, Part part) {
    int[] labels = classes > 0 ? VaeSamples.labels(samples, classes) : new int[0];
    int[] numbers = samples.rowNumbers();
    ScaledSamples scaled = ScaledSamples.of(samples, scaling);
    for (int first = 0; first < samples.count(); first += rows) {
      int count = Math.min(rows, samples.count() - first);
      float[] values = scaled.rows(first, count);
      if (draws && binarize.draws()) {
        int[] own = Arrays.copyOfRange(numbers, first, first + count);
        VaeSamples.draw(values, own, samples.features(), seed);
      }
      Map<String, TType> inputs = new LinkedHashMap<>();
      try (TFloat32 x =
              TFloat32.tensorOf(input.prepend(count), DataBuffers.of(values, true, false));
          TInt32 marks =
              TInt32.vectorOf(
                  classes > 0 ? Arrays.copyOfRange(labels, first, first + count) : new int[1])) {
        inputs.put(VaeFunctions.X, x);
        if (classes > 0) {
          inputs.put(VaeFunctions.LABELS, marks);
        }
        part.take(first, count, inputs);
      }
    }
  }

  /** An output of a function of samples alone: a row for each sample. */
  float[][] rows(String function, String output, Samples samples) {
    float[][] rows = new float[samples.count()][];
    forEachPart(
        samples,
        ROWS_AT_ONCE,
        false,
        (first, count, inputs) -> {
          try (Outputs outputs = functions.call(function, inputs)) {
            split(outputs.floats(output), count, rows, first);
          }
        });
    return rows;
  }

  /** Cuts values into rows. */
  static void split(float[] values, int count, float[][] rows, int first) {
    int size = values.length / count;
    for (int i = 0; i < count; i++) {
      rows[first + i] = Arrays.copyOfRange(values, i * size, (i + 1) * size);
    }
  }

  /** With one drawn code a sample. */
  VaeLosses losses(Samples samples) {
    double[] divergences = new double[latent];
    double[] means = new double[latent];
    double[] squares = new double[latent];
    double[] reconstruction = new double[1];
    forEachPart(
        samples,
        ROWS_AT_ONCE,
        true,
        (first, count, inputs) -> {
          float[] codes;
          try (Outputs outputs = functions.call(VaeFunctions.ENCODE, inputs)) {
            codes = outputs.floats(VaeFunctions.MEAN);
          }
          try (TInt32 drawn = TInt32.scalarOf(VaeSeeds.of(seed, first))) {
            inputs.put(VaeFunctions.SEED, drawn);
            try (Outputs outputs = functions.call(VaeFunctions.LOSSES, inputs)) {
              for (float loss : outputs.floats(VaeFunctions.RECONSTRUCTION_LOSS)) {
                reconstruction[0] += loss;
              }
              float[] byUnit = outputs.floats(VaeFunctions.DIVERGENCE);
              for (int i = 0; i < byUnit.length; i++) {
                divergences[i % latent] += byUnit[i];
              }
            }
          }
          for (int i = 0; i < codes.length; i++) {
            int unit = i % latent;
            double before = codes[i] - means[unit];
            means[unit] += before / (first + i / latent + 1);
            squares[unit] += before * (codes[i] - means[unit]);
          }
        });
    int count = samples.count();
    return new VaeLosses(reconstruction[0] / count, over(divergences, count), over(squares, count));
  }

  private static double[] over(double[] sums, int count) {
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }

  /** The logarithm of the mean of k weights, by sample. */
  double[] bounds(Samples samples, int k) {
    int features = samples.features();
    int kAtOnce = Math.max(1, Math.min(k, VALUES_AT_ONCE / features));
    int rows = Math.max(1, Math.min(ROWS_AT_ONCE, VALUES_AT_ONCE / features / kAtOnce));
    double[] bounds = new double[samples.count()];
    forEachPart(
        samples,
        rows,
        true,
        (first, count, inputs) -> {
          double[] largest = new double[count];
          Arrays.fill(largest, Double.NEGATIVE_INFINITY);
          double[] sums = new double[count];
          for (int done = 0; done < k; done += kAtOnce) {
            int now = Math.min(kAtOnce, k - done);
            try (TInt32 drawn = TInt32.scalarOf(VaeSeeds.of(seed, first, done));
                TInt32 many = TInt32.scalarOf(now)) {
              inputs.put(VaeFunctions.SEED, drawn);
              inputs.put(VaeFunctions.SAMPLES, many);
              try (Outputs outputs = functions.call(VaeFunctions.LOG_WEIGHTS, inputs)) {
                add(outputs.floats(VaeFunctions.WEIGHTS), now, largest, sums);
              }
            }
          }
          for (int i = 0; i < count; i++) {
            bounds[first + i] = largest[i] + Math.log(sums[i] / k);
          }
        });
    return bounds;
  }

  /** Adds weights to sums that are each relative to the largest weight so far. */
  private static void add(float[] logs, int k, double[] largest, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      double before = largest[i];
      for (int j = i * k; j < (i + 1) * k; j++) {
        largest[i] = Math.max(largest[i], logs[j]);
      }
      sums[i] *= before == largest[i] ? 1 : Math.exp(before - largest[i]);
      for (int j = i * k; j < (i + 1) * k; j++) {
        sums[i] += Math.exp(logs[j] - largest[i]);
      }
    }
  }

  /** Of samples and their codes, with the density of all codes estimated from these samples. */
  double mutualInformation(Samples samples) {
    float[][] means = rows(VaeFunctions.ENCODE, VaeFunctions.MEAN, samples);
    float[][] logs = rows(VaeFunctions.ENCODE, VaeFunctions.LOG_VARIANCE, samples);
    int count = means.length;
    double[][] precisions = new double[count][latent];
    double[] normalizers = new double[count];
    for (int j = 0; j < count; j++) {
      for (int d = 0; d < latent; d++) {
        precisions[j][d] = Math.exp(-logs[j][d]);
        normalizers[j] -= 0.5 * logs[j][d];
      }
    }
    Random random = new Random(seed);
    double sum = 0;
    double[] densities = new double[count];
    double[] code = new double[latent];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < latent; d++) {
        code[d] = means[i][d] + Math.exp(0.5 * logs[i][d]) * random.nextGaussian();
      }
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < count; j++) {
        double density = normalizers[j];
        for (int d = 0; d < latent; d++) {
          double distance = code[d] - means[j][d];
          density -= 0.5 * distance * distance * precisions[j][d];
        }
        densities[j] = density;
        largest = Math.max(largest, density);
      }
      double total = 0;
      for (double density : densities) {
        total += Math.exp(density - largest);
      }
      sum += densities[i] - largest - Math.log(total / count);
    }
    return sum / count;
  }
}
