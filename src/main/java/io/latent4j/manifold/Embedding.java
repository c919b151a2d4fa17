package io.latent4j.manifold;

import io.latent4j.data.Scaling;
import io.latent4j.model.JavaModel;
import io.latent4j.model.Provenance;
import java.util.Arrays;
import java.util.Locale;

/** Where samples are after a manifold was unrolled. It holds no native memory. */
public final class Embedding extends JavaModel {
  private final String title;
  private final float[][] embedding;

  Embedding(String title, int features, Scaling scaling, double[][] axes, Provenance provenance) {
    super(features, scaling, provenance);
    this.title = title;
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

  /**
   * Returns into how many parts the neighbours let the samples fall. More than one mean that there
   * were too few neighbours to tell how the parts lie to each other: Isomap then joins each two by
   * their nearest samples, and locally linear embedding shows each part at about one place.
   *
   * @return 1, or more than 1
   */
  public int parts() {
    return figures().get("parts").intValue();
  }

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
        provenance().data(),
        embedding.length,
        embedding[0].length,
        provenance().options().get("neighbors"));
  }
}
