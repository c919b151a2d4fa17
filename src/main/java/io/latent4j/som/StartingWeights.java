package io.latent4j.som;

import io.latent4j.data.ScaledSamples;
import java.util.Random;

/**
 * Draws the weights that training starts from: each neuron somewhere between two random samples. So
 * all are where samples could be, and hardly two alike, which would both win or neither.
 */
final class StartingWeights {

  private StartingWeights() {}

  /** Returns the weights feature by feature, those of all neurons one after the other. */
  static float[] draw(int neurons, ScaledSamples rows, long seed) {
    Random random = new Random(seed);
    int features = rows.features();
    float[] planes = new float[neurons * features];
    for (int neuron = 0; neuron < neurons; neuron++) {
      float[] from = rows.row(random.nextInt(rows.count()));
      float[] to = rows.row(random.nextInt(rows.count()));
      float share = random.nextFloat();
      for (int feature = 0; feature < features; feature++) {
        planes[feature * neurons + neuron] = from[feature] + share * (to[feature] - from[feature]);
      }
    }
    return planes;
  }
}
