package io.latent4j.pictures;

import io.latent4j.cluster.CenterModel;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.report.BarPlot;
import io.latent4j.report.PictureRow;
import io.latent4j.report.ScatterPlot;
import io.latent4j.report.SilhouettePlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures of clusters that have centers.
 *
 * <pre>{@code
 * ClusterPictures pictures = ClusterPictures.of(samples, model.predict(samples), model);
 * pictures.sizes().writeTo(Path.of("sizes.png"));
 * }</pre>
 *
 * @param samples what was clustered
 * @param clusters the cluster of each
 * @param centers of the clusters, scaled
 * @param scaling of the samples
 * @param seed by which points are drawn where there are too many
 */
public record ClusterPictures(
    Samples samples, int[] clusters, float[][] centers, Scaling scaling, long seed) {

  /** Of more samples than these, a projection shows some drawn by seed. */
  private static final int MOST_POINTS = 20_000;

  private static final String CLUSTERS = "clusters";
  private static final float LARGEST_PROJECTED = 1e12f;

  /**
   * The pictures of what a model made of samples.
   *
   * @param samples what was clustered
   * @param clusters the cluster of each
   * @param model the clusters
   * @return the pictures
   */
  public static ClusterPictures of(Samples samples, int[] clusters, CenterModel model) {
    return new ClusterPictures(
        samples, clusters, model.centers(), model.scaling(), model.provenance().seed());
  }

  /**
   * Draws all that suit the samples.
   *
   * @return the pictures
   */
  public List<Illustration> all() {
    List<Illustration> all = new ArrayList<>();
    clusters2d().ifPresent(all::add);
    ImagePictures.of(samples)
        .ifPresent(
            images ->
                all.add(
                    new Illustration(
                        "centers",
                        images.numbered(unscaledCenters()),
                        "The centers as images, each above the number of its cluster")));
    all.add(new Illustration("sizes", sizes(), "How many samples each cluster has"));
    return all;
  }

  /**
   * Draws silhouettes.
   *
   * @param silhouette of each sample
   * @return the picture
   */
  public static Illustration silhouette(Silhouette silhouette) {
    int[] clusters = silhouette.labels();
    return new Illustration(
        "silhouette",
        SilhouettePlot.of(silhouette.values(), clusters).titled("Silhouettes"),
        clusters.length
            + " samples: how much nearer each is to its own cluster than to the next (1), or"
            + " the other way round (-1)");
  }

  /**
   * Draws the samples by cluster: as they are or, of more than two features, along the two
   * directions of largest variance.
   *
   * @return the picture; empty if there are no such directions
   */
  public Optional<Illustration> clusters2d() {
    if (samples.features() > 2) {
      return projection();
    }
    return Optional.of(
        samples.features() == 2
            ? new Illustration(
                CLUSTERS,
                plane(),
                "The samples by cluster, with the centers, and the region of each cluster")
            : new Illustration(CLUSTERS, line(), "The only feature of each sample, by cluster"));
  }

  private float[] unscaledCenters() {
    return scaling.invert(FloatArray.of(centers).values(), samples.features());
  }

  /** One feature is shown over the rows, to keep samples apart. */
  private ScatterPlot line() {
    float[] values = samples.toFloats();
    double[] across = new double[values.length];
    double[] up = new double[values.length];
    for (int row = 0; row < values.length; row++) {
      across[row] = values[row];
      up[row] = row;
    }
    return ScatterPlot.of(across, up)
        .titled("Clusters")
        .axes("feature 1", "row")
        .labels(clusters)
        .regions((x, y) -> nearest((x - scaling.offset()[0]) * scaling.factor()[0]));
  }

  private ScatterPlot plane() {
    double[] offset = scaling.offset();
    float[] factor = scaling.factor();
    int second = offset.length - 1;
    return ScatterPlot.of(samples.toFloats(), 2)
        .titled("Clusters")
        .axes("feature 1", "feature 2")
        .labels(clusters)
        .centers(unscaledCenters(), 2)
        .regions(
            (x, y) -> nearest((x - offset[0]) * factor[0], (y - offset[second]) * factor[second]));
  }

  private int nearest(double... place) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centers.length; k++) {
      double squared = 0;
      for (int j = 0; j < place.length; j++) {
        squared += (place[j] - centers[k][j]) * (place[j] - centers[k][j]);
      }
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    return nearest;
  }

  private Optional<Illustration> projection() {
    return projections(List.of(this), List.of("Clusters"))
        .map(
            plots ->
                new Illustration(
                    CLUSTERS,
                    plots.get(0),
                    "The samples by cluster, with the centers, along the two directions of largest"
                        + " variance"));
  }

  /** The same samples by several clusterings, along the same two directions. */
  private Optional<List<ScatterPlot>> projections(List<ClusterPictures> all, List<String> titles) {
    int[] drawn = Silhouette.draw(samples.count(), MOST_POINTS, seed);
    ScaledSamples near = ScaledSamples.of(samples, scaling).forDifferences();
    float[][] rows = Arrays.stream(drawn).mapToObj(near::row).toArray(float[][]::new);
    if (!canBeProjected(rows)) {
      return Optional.empty();
    }
    FitOptions how = FitOptions.defaults().withSeed(seed);
    List<ScatterPlot> plots = new ArrayList<>();
    // Scaled as the clusters were, which is not how the PCA would do it.
    try (Samples scaled = Samples.of(rows);
        PcaModel pca = Pca.of(2).withScale(Scaling.Kind.NONE).fit(scaled, how)) {
      float[] places = FloatArray.of(pca.transform(scaled)).values();
      for (int i = 0; i < all.size(); i++) {
        ClusterPictures shown = all.get(i);
        try (Samples middles = Samples.of(shown.less(near.origin()))) {
          plots.add(
              ScatterPlot.of(places, 2)
                  .titled(titles.get(i))
                  .axes("component 1", "component 2")
                  .labels(Arrays.stream(drawn).map(row -> shown.clusters[row]).toArray())
                  .centers(FloatArray.of(pca.transform(middles)).values(), 2));
        }
      }
    }
    return Optional.of(plots);
  }

  /**
   * Draws the centers at which k-means began, with the samples by the nearest of them, and beside
   * them the clusters of these pictures: how far the centers had to go.
   *
   * @param start the centers that these became, as many, on the same scale
   * @return the picture; empty if samples of more than two features have no two directions of
   *     variance
   * @throws IllegalArgumentException if there are not as many, or they have other features
   */
  public Optional<Illustration> startBesideEnd(float[][] start) {
    if (start.length != centers.length || start[0].length != centers[0].length) {
      throw new IllegalArgumentException(
          "start must be as many centers as there are, %d of %d features, but is %d of %d"
              .formatted(centers.length, centers[0].length, start.length, start[0].length));
    }
    ClusterPictures begun = new ClusterPictures(samples, nearestOf(start), start, scaling, seed);
    List<ClusterPictures> both = List.of(begun, this);
    List<String> titles = List.of("Start", "End");
    Optional<List<ScatterPlot>> plots =
        switch (samples.features()) {
          case 1 -> Optional.of(List.of(begun.line().titled("Start"), line().titled("End")));
          case 2 -> Optional.of(List.of(begun.plane().titled("Start"), plane().titled("End")));
          default -> projections(both, titles);
        };
    return plots.map(
        drawn ->
            new Illustration(
                "start_end",
                PictureRow.of(drawn.get(0), drawn.get(1)),
                "Where k-means began, with the samples by the nearest center, and where it ended"));
  }

  /** The nearest of some centers for each sample. */
  private int[] nearestOf(float[][] some) {
    ScaledSamples near = ScaledSamples.of(samples, scaling).forDifferences();
    float[][] moved =
        new ClusterPictures(samples, clusters, some, scaling, seed).less(near.origin());
    return IntStream.range(0, samples.count()).map(row -> nearest(near.row(row), moved)).toArray();
  }

  private static int nearest(float[] place, float[][] some) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < some.length; k++) {
      double squared = 0;
      for (int j = 0; j < place.length && squared < least; j++) {
        double difference = (double) place[j] - some[k][j];
        squared += difference * difference;
      }
      if (squared < least) {
        least = squared;
        nearest = k;
      }
    }
    return nearest;
  }

  /** Whether there are directions of variance, and one that float32 can hold. */
  private static boolean canBeProjected(float[]... rows) {
    boolean varies = false;
    for (float[] row : rows) {
      varies |= !Arrays.equals(row, rows[0]);
      for (float value : row) {
        if (Math.abs(value) > LARGEST_PROJECTED) {
          return false;
        }
      }
    }
    return rows.length > 1 && varies;
  }

  /** The centers less a point. */
  private float[][] less(double... point) {
    float[][] moved = new float[centers.length][point.length];
    for (int k = 0; k < moved.length; k++) {
      for (int j = 0; j < point.length; j++) {
        moved[k][j] = (float) (centers[k][j] - point[j]);
      }
    }
    return moved;
  }

  /**
   * Draws how many samples each cluster has.
   *
   * @return the picture
   */
  public BarPlot sizes() {
    double[] sizes = new double[centers.length];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return BarPlot.titled("Samples of each cluster")
        .axes("cluster", "samples")
        .bars("samples", sizes)
        .numberedFrom(0);
  }
}
