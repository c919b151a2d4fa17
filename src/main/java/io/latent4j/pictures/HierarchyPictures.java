package io.latent4j.pictures;

import io.latent4j.cluster.HierarchicalModel;
import io.latent4j.data.Samples;
import io.latent4j.report.BarPlot;
import io.latent4j.report.Dendrogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of a hierarchy of clusters: its dendrogram, the samples by cluster, and how many there
 * are in each.
 *
 * <pre>{@code
 * HierarchyPictures pictures = new HierarchyPictures(model, samples);
 * pictures.dendrogram().writeTo(Path.of("dendrogram.png"));
 * }</pre>
 *
 * @param model the hierarchy
 * @param samples those of the fit
 */
public record HierarchyPictures(HierarchicalModel model, Samples samples) {

  /**
   * Draws all that suit the samples.
   *
   * @return the pictures
   */
  public List<Illustration> all() {
    List<Illustration> all = new ArrayList<>();
    all.add(
        new Illustration(
            "dendrogram",
            dendrogram(),
            "Which clusters were merged, and how far apart they were; coloured by the clusters that"
                + " the cut leaves"));
    clusters().ifPresent(all::add);
    all.add(new Illustration("sizes", sizes(), "How many samples each cluster has"));
    return all;
  }

  /**
   * Draws the hierarchy; of more than 30 samples its last merges.
   *
   * @return the picture
   */
  public Dendrogram dendrogram() {
    return Dendrogram.of(model.merges()).labels(model.labels()).titled("Dendrogram");
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
                    plane.caption() + ", coloured by cluster"));
  }

  /**
   * Draws how many samples each cluster has.
   *
   * @return the picture
   */
  public BarPlot sizes() {
    double[] sizes = new double[model.clusters()];
    for (int label : model.labels()) {
      sizes[label]++;
    }
    return BarPlot.titled("Samples of each cluster")
        .axes("cluster", "samples")
        .bars("samples", sizes)
        .numberedFrom(0);
  }
}
