package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.model.FloatArray;
import io.latent4j.report.Scatter3d;
import io.latent4j.report.ScatterPlot;
import java.util.stream.IntStream;

/**
 * Pictures of points that stand for samples: coloured by their labels, if they have any.
 *
 * <pre>{@code
 * new EmbeddingPictures("Iris", "component", iris)
 *     .plane(FloatArray.of(model.transform(iris)))
 *     .writeTo(Path.of("iris.png"));
 * }</pre>
 */
public final class EmbeddingPictures {

  private final String title;
  private final String axis;
  private final PointColors colors;

  /**
   * Describes the pictures.
   *
   * @param title what stands above them
   * @param axis what the axes are called, before their numbers
   * @param samples what the points stand for
   */
  public EmbeddingPictures(String title, String axis, Samples samples) {
    this.title = title;
    this.axis = axis;
    colors = PointColors.of(samples);
  }

  /**
   * Shows the first two axes; where there is only one, it is shown over the rows.
   *
   * @param points (samples, axes)
   * @return the picture
   */
  public ScatterPlot plane(FloatArray points) {
    ScatterPlot plot =
        points.columns() == 1
            ? ScatterPlot.of(wide(points.values()), rowNumbers(points.rowCount()))
                .axes(axis + " 1", "row")
            : ScatterPlot.of(points.values(), points.columns()).axes(axis + " 1", axis + " 2");
    return colors.applyTo(plot.titled(title));
  }

  /**
   * Shows the first three axes.
   *
   * @param points (samples, axes), of at least 3 axes
   * @return the picture
   */
  public Scatter3d space(FloatArray points) {
    return colors.applyTo(
        Scatter3d.of(points.values(), points.columns())
            .titled(title)
            .axes(axis + " 1", axis + " 2", axis + " 3"));
  }

  /**
   * A caption that also tells the colours.
   *
   * @param start what is shown
   * @return that, and by what it is coloured
   */
  public String caption(String start) {
    return start + colors.words();
  }

  private static double[] wide(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] rowNumbers(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }
}
