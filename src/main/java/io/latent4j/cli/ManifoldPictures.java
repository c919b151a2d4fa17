package io.latent4j.cli;

import io.latent4j.data.Samples;

/**
 * Pictures of an embedding, and of the samples before it if they have no more than three features.
 *
 * @param method what made the embedding
 * @param samples what was embedded
 */
record ManifoldPictures(String method, Samples samples) {

  private static final int SPACE = 3;

  void addTo(RunResult result, Rows embedding) {
    addBefore(result);
    EmbeddingPictures after = new EmbeddingPictures(method, "coordinate", samples);
    if (embedding.columns() >= SPACE) {
      result.picture(
          "embedding_3d",
          after.space(embedding),
          after.caption("The first three coordinates of the embedding"));
    }
    String shown = embedding.columns() > 2 ? "The first two coordinates of the" : "The";
    result.picture("embedding", after.plane(embedding), after.caption(shown + " embedding"));
  }

  private void addBefore(RunResult result) {
    if (samples.features() > SPACE || samples.features() < 2) {
      return;
    }
    EmbeddingPictures before = new EmbeddingPictures("Before " + method, "feature", samples);
    Rows rows = new Rows(samples.toFloats(), samples.features());
    if (samples.features() == SPACE) {
      result.picture("before", before.space(rows), before.caption("The samples as they are"));
    } else {
      result.picture("before", before.plane(rows), before.caption("The samples as they are"));
    }
  }
}
