package io.latent4j.adversarial;

import java.util.Random;

/** Latent values drawn in Java: from a standard normal distribution, with labels behind them. */
final class LatentValues {
  private LatentValues() {}

  /**
   * Draws codes.
   *
   * @param count how many
   * @param latent how many latent values each has
   * @param labels how many labels there are, 0 for none; they take turns
   * @param seed of the latent values
   * @return the codes, of shape (count, latent + labels)
   */
  static float[][] draw(int count, int latent, int labels, long seed) {
    Random random = new Random(seed);
    float[][] codes = new float[count][latent + labels];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < latent; j++) {
        codes[i][j] = (float) random.nextGaussian();
      }
      if (labels > 0) {
        codes[i][latent + i % labels] = 1;
      }
    }
    return codes;
  }

  /**
   * A point between two, along the arc of a circle about the origin, which stays as far from it as
   * such values usually are.
   */
  static float[] between(float[] from, float[] to, double share) {
    double dot = 0;
    double lengths = 0;
    double otherLengths = 0;
    for (int i = 0; i < from.length; i++) {
      dot += (double) from[i] * to[i];
      lengths += (double) from[i] * from[i];
      otherLengths += (double) to[i] * to[i];
    }
    double norms = Math.sqrt(lengths * otherLengths);
    double angle = norms == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, dot / norms)));
    boolean isStraight = Math.sin(angle) < 1e-6;
    double left = isStraight ? 1 - share : Math.sin((1 - share) * angle) / Math.sin(angle);
    double right = isStraight ? share : Math.sin(share * angle) / Math.sin(angle);
    float[] point = new float[from.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (left * from[i] + right * to[i]);
    }
    return point;
  }
}
