package io.latent4j.manifold;

import io.latent4j.data.Provenance;
import java.util.Arrays;
import java.util.Locale;

/** Where samples are after a manifold was unrolled. It holds no native memory. */
public final class Embedding {
  private final String name;
  private final float[][] values;
  private final Provenance provenance;

  Embedding(String name, double[][] axes, Provenance provenance) {
    this.name = name;
    this.provenance = provenance;
    values = new float[axes[0].length][axes.length];
    for (int i = 0; i < values.length; i++) {
      for (int c = 0; c < axes.length; c++) {
        values[i][c] = (float) axes[c][i];
      }
    }
  }

  /**
   * Returns where the samples are.
   *
   * @return a copy, (samples, components)
   */
  public float[][] values() {
    return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Returns where the embedding comes from.
   *
   * @return the options, the seed, the data and the figures
   */
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s of %s: %d samples to %d, %s neighbours",
        name,
        provenance.data(),
        values.length,
        values[0].length,
        provenance.options().get("neighbors"));
  }
}
