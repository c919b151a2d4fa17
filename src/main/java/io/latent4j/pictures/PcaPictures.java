package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.model.FloatArray;
import io.latent4j.report.BarPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures of principal components.
 *
 * <pre>{@code
 * new PcaPictures(model, samples).scree().picture().writeTo(Path.of("scree.png"));
 * }</pre>
 *
 * @param model the components
 * @param samples what they are of, or what is put along them
 */
public record PcaPictures(PcaModel model, Samples samples) {
  private static final int SPACE = 3;

  /**
   * Shows samples along the first components: two, and three if there are.
   *
   * @param embedding (samples, components)
   * @return the pictures
   */
  public List<Illustration> embeddings(FloatArray embedding) {
    List<Illustration> all = new ArrayList<>();
    EmbeddingPictures pictures =
        new EmbeddingPictures("Principal components", "component", samples);
    if (embedding.columns() >= SPACE) {
      all.add(
          new Illustration(
              "embedding_3d",
              pictures.space(embedding),
              pictures.caption("The first three components")));
    }
    all.add(
        new Illustration(
            "embedding",
            pictures.plane(embedding),
            pictures.caption(
                "The first " + (embedding.columns() == 1 ? "component" : "two components"))));
    return all;
  }

  /**
   * Draws which share of the variance each component explains.
   *
   * @return the picture
   */
  public Illustration scree() {
    float[] ratio = model.explainedVarianceRatio();
    double[] shares = IntStream.range(0, ratio.length).mapToDouble(i -> ratio[i]).toArray();
    return new Illustration(
        "scree",
        BarPlot.titled("Explained variance")
            .axes("component", "share of variance")
            .bars("each", shares)
            .cumulative("together"),
        "The share of the variance that each component explains");
  }

  /**
   * Draws the components as images.
   *
   * @return the picture; empty if the samples are no images
   */
  public Optional<Illustration> components() {
    return ImagePictures.of(samples)
        .map(
            images ->
                new Illustration(
                    "components",
                    images.components(FloatArray.of(model.components())),
                    "The components as images, each from its lowest value in black to its highest"
                        + " in white"));
  }
}
