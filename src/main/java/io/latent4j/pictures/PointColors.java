package io.latent4j.pictures;

import io.latent4j.data.Labels;
import io.latent4j.data.Samples;
import io.latent4j.report.Scatter3d;
import io.latent4j.report.ScatterPlot;
import java.util.Arrays;
import java.util.Optional;

/** By what the points of a scatter plot are coloured: whatever is known about the samples. */
sealed interface PointColors {

  /** With more labels than these, a legend tells less than a scale of colours. */
  int MOST_LABELS = 24;

  /** Chooses the labels, else the position along a curve, else nothing. */
  static PointColors of(Samples samples) {
    Optional<Labels> labels = samples.namedLabels();
    if (labels.isPresent()) {
      return labels.get().distinct() <= MOST_LABELS
          ? ByLabel.of(labels.get())
          : new ByValue("label", Arrays.stream(labels.get().values()).asDoubleStream().toArray());
    }
    return samples
        .coordinate()
        .<PointColors>map(position -> ByValue.of("position along the curve", position))
        .orElseGet(Alike::new);
  }

  ScatterPlot applyTo(ScatterPlot plot);

  Scatter3d applyTo(Scatter3d plot);

  /** What a caption says about it. */
  String words();

  /**
   * By label.
   *
   * @param indices the place of each sample's label among the labels in order
   * @param names of the labels in order
   */
  record ByLabel(int[] indices, String[] names) implements PointColors {

    private static ByLabel of(Labels labels) {
      int[] values = labels.values();
      int[] sorted = Arrays.stream(values).distinct().sorted().toArray();
      return new ByLabel(
          Arrays.stream(values).map(value -> Arrays.binarySearch(sorted, value)).toArray(),
          Arrays.stream(sorted)
              .mapToObj(value -> shown(labels.name(value)))
              .toArray(String[]::new));
    }

    private static String shown(String name) {
      return name.isBlank() ? "(no name)" : name;
    }

    @Override
    public ScatterPlot applyTo(ScatterPlot plot) {
      return plot.labels(indices, names);
    }

    @Override
    public Scatter3d applyTo(Scatter3d plot) {
      return plot.labels(indices, names);
    }

    @Override
    public String words() {
      return ", coloured by label";
    }
  }

  /**
   * By a number.
   *
   * @param title what the number is
   * @param values one for each sample
   */
  record ByValue(String title, double[] values) implements PointColors {

    private static ByValue of(String title, float[] values) {
      double[] wide = new double[values.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = values[i];
      }
      return new ByValue(title, wide);
    }

    @Override
    public ScatterPlot applyTo(ScatterPlot plot) {
      return plot.values(title, values);
    }

    @Override
    public Scatter3d applyTo(Scatter3d plot) {
      return plot.values(title, values);
    }

    @Override
    public String words() {
      return ", coloured by " + title;
    }
  }

  /** All of one colour. */
  record Alike() implements PointColors {
    @Override
    public ScatterPlot applyTo(ScatterPlot plot) {
      return plot;
    }

    @Override
    public Scatter3d applyTo(Scatter3d plot) {
      return plot;
    }

    @Override
    public String words() {
      return "";
    }
  }
}
