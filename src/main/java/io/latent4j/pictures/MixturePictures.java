package io.latent4j.pictures;

import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.report.BarPlot;
import io.latent4j.report.ScatterPlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of a Gaussian mixture: the samples by component, with the ellipses on which the density
 * of each component is that of two standard deviations from its mean.
 *
 * <pre>{@code
 * new MixturePictures(model, samples, model.predict(samples)).all()
 *     .get(0).picture().writeTo(Path.of("mixture.png"));
 * }</pre>
 *
 * @param model the mixture
 * @param samples what is shown
 * @param labels the component of each sample
 */
public record MixturePictures(GaussianMixtureModel model, Samples samples, int[] labels) {
  private static final int MOST_POINTS = 20_000;
  private static final int CORNERS = 72;
  private static final double DEVIATIONS = 2;

  /** A plane in the space of scaled samples: its origin, and two directions of length 1. */
  private record Plane(float[] origin, float[][] axes) {
    double along(int axis, float[] place) {
      double sum = 0;
      for (int j = 0; j < place.length; j++) {
        sum += (place[j] - origin[j]) * (double) axes[axis][j];
      }
      return sum;
    }
  }

  /**
   * Draws all that suit the samples.
   *
   * @return the pictures
   */
  public List<Illustration> all() {
    List<Illustration> all = new ArrayList<>();
    ellipses().ifPresent(all::add);
    ImagePictures.of(samples)
        .ifPresent(
            images ->
                all.add(
                    new Illustration(
                        "means",
                        images.numbered(
                            model
                                .scaling()
                                .invert(FloatArray.of(model.means()).values(), model.features())),
                        "The means as images, each above the number of its component")));
    all.add(new Illustration("sizes", sizes(), "How many samples each component has"));
    return all;
  }

  /**
   * Draws samples and ellipses in the plane: of two features as they are after scaling, of more
   * along the two directions of largest variance.
   *
   * @return the picture; empty if the samples have one feature, or do not vary
   */
  public Optional<Illustration> ellipses() {
    int[] drawn = Silhouette.draw(samples.count(), MOST_POINTS, model.provenance().seed());
    ScaledSamples scaled = ScaledSamples.of(samples, model.scaling());
    float[][] rows = Arrays.stream(drawn).mapToObj(scaled::row).toArray(float[][]::new);
    return plane(rows).map(plane -> ellipses(plane, rows, drawn));
  }

  private Illustration ellipses(Plane plane, float[][] rows, int... drawn) {
    float[] points = new float[2 * rows.length];
    for (int i = 0; i < rows.length; i++) {
      points[2 * i] = (float) plane.along(0, rows[i]);
      points[2 * i + 1] = (float) plane.along(1, rows[i]);
    }
    boolean isProjected = model.features() > 2;
    ScatterPlot plot =
        ScatterPlot.of(points, 2)
            .titled("Gaussian mixture")
            .axes(
                isProjected ? "component 1" : "feature 1",
                isProjected ? "component 2" : "feature 2")
            .labels(Arrays.stream(drawn).map(row -> labels[row]).toArray());
    float[][] means = model.means();
    for (int k = 0; k < means.length; k++) {
      addEllipse(plot, plane, k, means[k]);
    }
    return new Illustration(
        "clusters",
        plot,
        "The samples by component, with ellipses two standard deviations from the means"
            + (isProjected ? ", along the two directions of largest variance" : ""));
  }

  /** The points mean + 2 L (cos, sin), where L is the root of the covariance in the plane. */
  private void addEllipse(ScatterPlot plot, Plane plane, int component, float[] mean) {
    double a = spread(plane, component, 0, 0);
    double b = spread(plane, component, 0, 1);
    double c = spread(plane, component, 1, 1);
    double first = Math.sqrt(a);
    double shared = first == 0 ? 0 : b / first;
    double second = Math.sqrt(Math.max(0, c - shared * shared));
    double[] x = new double[CORNERS];
    double[] y = new double[CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      x[i] = plane.along(0, mean) + DEVIATIONS * first * Math.cos(angle);
      y[i] =
          plane.along(1, mean) + DEVIATIONS * (shared * Math.cos(angle) + second * Math.sin(angle));
    }
    plot.outline(x, y);
  }

  /** An element of a component's covariance along two axes of the plane. */
  private double spread(Plane plane, int component, int one, int other) {
    float[] covariances = model.covariances().values();
    int features = model.features();
    float[] u = plane.axes[one];
    float[] v = plane.axes[other];
    double sum = 0;
    for (int i = 0; i < features; i++) {
      switch (model.covarianceType()) {
        case FULL, TIED -> {
          boolean isTied = covariances.length == features * features && model.components() > 1;
          int start = isTied ? 0 : component * features * features;
          for (int j = 0; j < features; j++) {
            sum += (double) u[i] * covariances[start + i * features + j] * v[j];
          }
        }
        case DIAGONAL -> sum += (double) u[i] * v[i] * covariances[component * features + i];
        case SPHERICAL -> sum += (double) u[i] * v[i] * covariances[component];
      }
    }
    return sum;
  }

  private Optional<Plane> plane(float[]... rows) {
    if (model.features() == 2) {
      return Optional.of(new Plane(new float[2], new float[][] {{1, 0}, {0, 1}}));
    }
    boolean varies = Arrays.stream(rows).anyMatch(row -> !Arrays.equals(row, rows[0]));
    if (model.features() < 2 || rows.length < 2 || !varies) {
      return Optional.empty();
    }
    FitOptions how = FitOptions.defaults().withSeed(model.provenance().seed());
    try (Samples scaled = Samples.of(rows);
        PcaModel pca = Pca.of(2).withScale(Scaling.Kind.NONE).fit(scaled, how)) {
      return Optional.of(new Plane(pca.mean(), pca.components()));
    }
  }

  private BarPlot sizes() {
    double[] sizes = new double[model.components()];
    for (int label : labels) {
      sizes[label]++;
    }
    return BarPlot.titled("Samples of each component")
        .axes("component", "samples")
        .bars("samples", sizes)
        .numberedFrom(0);
  }
}
