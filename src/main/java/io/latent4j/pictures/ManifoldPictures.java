package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.model.FloatArray;
import io.latent4j.report.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Pictures of an embedding, and of the samples before it if they have no more than three features.
 *
 * @param method what made the embedding
 * @param samples what was embedded
 */
public record ManifoldPictures(String method, Samples samples) {

  private static final int SPACE = 3;

  /**
   * Draws all that suit the samples.
   *
   * @param embedding (samples, components)
   * @return the pictures
   */
  public List<Illustration> all(FloatArray embedding) {
    List<Illustration> all = new ArrayList<>();
    before().ifPresent(all::add);
    EmbeddingPictures after = new EmbeddingPictures(method, "coordinate", samples);
    if (embedding.columns() >= SPACE) {
      all.add(
          new Illustration(
              "embedding_3d",
              after.space(embedding),
              after.caption("The first three coordinates of the embedding")));
    }
    String shown = embedding.columns() > 2 ? "The first two coordinates of the" : "The";
    all.add(
        new Illustration("embedding", after.plane(embedding), after.caption(shown + " embedding")));
    return all;
  }

  /** The samples before it, if they have two or three features. */
  private Optional<Illustration> before() {
    if (samples.features() > SPACE || samples.features() < 2) {
      return Optional.empty();
    }
    EmbeddingPictures before = new EmbeddingPictures("Before " + method, "feature", samples);
    FloatArray rows =
        new FloatArray(samples.toFloats(), Shape.of(samples.count(), samples.features()));
    Picture picture = samples.features() == SPACE ? before.space(rows) : before.plane(rows);
    return Optional.of(
        new Illustration("before", picture, before.caption("The samples as they are")));
  }
}
