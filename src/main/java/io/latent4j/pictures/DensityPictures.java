package io.latent4j.pictures;

import io.latent4j.cluster.HdbscanModel;
import io.latent4j.data.Samples;
import io.latent4j.report.BarPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures of clusters by density: the samples by cluster, those in none grey, and how many there
 * are of each.
 *
 * <pre>{@code
 * DensityPictures pictures = new DensityPictures(model, samples);
 * pictures.sizes().writeTo(Path.of("sizes.png"));
 * }</pre>
 *
 * @param model the clusters
 * @param samples those of the fit
 */
public record DensityPictures(HdbscanModel model, Samples samples) {

  /**
   * Draws all that suit the samples.
   *
   * @return the pictures
   */
  public List<Illustration> all() {
    List<Illustration> all = new ArrayList<>();
    clusters().ifPresent(all::add);
    all.add(
        new Illustration(
            "sizes", sizes(), "How many samples each cluster has, and how many are noise"));
    return all;
  }

  /**
   * Draws the samples by cluster: as they are or, of more than two features, along the two
   * directions of largest variance.
   *
   * @return the picture; empty if there are no such directions
   */
  public Optional<Illustration> clusters() {
    return SamplePlane.of(samples, model.scaling(), model.provenance().seed())
        .map(
            plane ->
                new Illustration(
                    "clusters",
                    plane.plot().titled("Clusters").clusters(plane.of(model.labels())),
                    plane.caption() + ", coloured by cluster; grey is noise"));
  }

  /**
   * Draws how many samples each cluster has, and how many have none.
   *
   * @return the picture
   */
  public BarPlot sizes() {
    int[] sizes = model.sizes();
    double[] bars = new double[sizes.length + 1];
    for (int k = 0; k < sizes.length; k++) {
      bars[k] = sizes[k];
    }
    bars[sizes.length] = model.noise();
    String[] names =
        IntStream.rangeClosed(0, sizes.length)
            .mapToObj(k -> k < sizes.length ? Integer.toString(k) : "noise")
            .toArray(String[]::new);
    return BarPlot.titled("Samples of each cluster")
        .axes("cluster", "samples")
        .bars("samples", bars)
        .names(names);
  }
}
