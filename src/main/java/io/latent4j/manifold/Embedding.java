package io.latent4j.manifold;

import io.latent4j.data.Scaling;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.Model;
import io.latent4j.model.Provenance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where samples are after a manifold was unrolled. It holds no native memory. */
public final class Embedding implements Model {
  private final String title;
  private final int features;
  private final Scaling scaling;
  private final float[][] embedding;
  private final Provenance provenance;

  Embedding(String title, int features, Scaling scaling, double[][] axes, Provenance provenance) {
    this.title = title;
    this.features = features;
    this.scaling = scaling;
    this.provenance = provenance;
    embedding = new float[axes[0].length][axes.length];
    for (int i = 0; i < embedding.length; i++) {
      for (int c = 0; c < axes.length; c++) {
        embedding[i][c] = (float) axes[c][i];
      }
    }
  }

  /**
   * Returns where the samples are.
   *
   * @return a copy, (samples, components)
   */
  public float[][] embedding() {
    return Arrays.stream(embedding).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Scaling scaling() {
    return scaling;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Has no functions. */
  @Override
  public Optional<SavableModel> savable() {
    return Optional.empty();
  }

  /** Does nothing. */
  @Override
  public void close() {}

  @Override
  public String summary() {
    return this + "\n" + Extents.of(embedding);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s of %s: %d samples to %d, %s neighbours",
        title,
        provenance.data(),
        embedding.length,
        embedding[0].length,
        provenance.options().get("neighbors"));
  }
}
