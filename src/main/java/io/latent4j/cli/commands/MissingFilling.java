package io.latent4j.cli.commands;

import io.latent4j.boltzmann.RbmModel;
import io.latent4j.cli.run.Results;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.model.FloatArray;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * What a machine fills in where a table has no value, in place of what {@code --missing} put there.
 *
 * @param model the machine
 * @param seed what chains and tests derive from
 */
record MissingFilling(RbmModel model, long seed) {
  private static final int STEPS = 200;

  /** How many rows, and which share of their values, are hidden to see how well they are filled. */
  private static final int MOST_TESTED = 1000;

  private static final double TESTED_SHARE = 0.1;

  /**
   * Adds the completed table in the data's own units, and how well values that are known are filled
   * in, beside their columns' means.
   *
   * @param all the rows of the table
   * @param learned those learned from, whose means stand beside
   * @param tested those on which filling is tried
   */
  void addTo(Results to, Samples all, Samples learned, Samples tested) {
    if (all.missing().isEmpty()) {
      return;
    }
    boolean[][] missing = all.missing().get();
    int[] rows =
        IntStream.range(0, missing.length).filter(row -> count(missing[row]) > 0).toArray();
    to.array("completed", completed(all, missing, rows));
    to.figure("filled_values", IntStream.of(rows).map(row -> count(missing[row])).sum());
    to.figure("filled_rows", rows.length);
    addTest(to, learned, tested);
  }

  private static int count(boolean[] row) {
    int count = 0;
    for (boolean is : row) {
      count += is ? 1 : 0;
    }
    return count;
  }

  private FloatArray completed(Samples all, boolean[][] missing, int[] rows) {
    int features = all.features();
    float[] values = all.toFloats();
    boolean[][] masked = IntStream.of(rows).mapToObj(row -> missing[row]).toArray(boolean[][]::new);
    try (Samples some = all.select(rows)) {
      float[] filled =
          model
              .scaling()
              .invert(FloatArray.of(model.inpaint(some, masked, STEPS, seed)).values(), features);
      for (int i = 0; i < rows.length; i++) {
        for (int feature = 0; feature < features; feature++) {
          if (masked[i][feature]) {
            values[rows[i] * features + feature] = filled[i * features + feature];
          }
        }
      }
    }
    return new FloatArray(values, Shape.of(all.count(), features));
  }

  private void addTest(Results to, Samples learned, Samples tested) {
    float[] means = means(learned);
    try (Samples some = tested.take(Math.min(MOST_TESTED, tested.count()))) {
      int features = some.features();
      boolean[][] unknown = some.missing().orElseGet(() -> new boolean[some.count()][features]);
      Random random = new Random(seed);
      boolean[][] masked = new boolean[some.count()][features];
      for (int row = 0; row < masked.length; row++) {
        for (int feature = 0; feature < features; feature++) {
          masked[row][feature] = unknown[row][feature] || random.nextDouble() < TESTED_SHARE;
        }
      }
      float[] truth = ScaledSamples.of(some, model.scaling()).all();
      float[][] filled = model.inpaint(some, masked, STEPS, seed);
      double own = 0;
      double ofMeans = 0;
      int count = 0;
      for (int row = 0; row < masked.length; row++) {
        for (int feature = 0; feature < features; feature++) {
          if (masked[row][feature] && !unknown[row][feature]) {
            double value = truth[row * features + feature];
            own += Math.pow(filled[row][feature] - value, 2);
            ofMeans += Math.pow(means[feature] - value, 2);
            count++;
          }
        }
      }
      if (count > 0) {
        to.figure("filling_rmse", Math.sqrt(own / count));
        to.figure("filling_rmse_mean", Math.sqrt(ofMeans / count));
      }
    }
  }

  /** The means of the values that are known, scaled. */
  private float[] means(Samples learned) {
    int features = learned.features();
    float[] values = ScaledSamples.of(learned, model.scaling()).all();
    boolean[][] missing = learned.missing().orElseGet(() -> new boolean[learned.count()][features]);
    float[] means = new float[features];
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < missing.length; row++) {
        if (!missing[row][feature]) {
          sum += values[row * features + feature];
          count++;
        }
      }
      means[feature] = (float) (sum / Math.max(count, 1));
    }
    return means;
  }
}
