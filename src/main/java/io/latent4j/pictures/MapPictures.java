package io.latent4j.pictures;

import io.latent4j.data.Labels;
import io.latent4j.data.Samples;
import io.latent4j.report.LinePlot;
import io.latent4j.report.MapPanels;
import io.latent4j.report.MapPlot;
import io.latent4j.som.SomGrid;
import io.latent4j.som.SomMapping;
import io.latent4j.som.SomModel;
import io.latent4j.som.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Pictures of a self-organising map.
 *
 * <pre>{@code
 * for (Illustration found : new MapPictures(model, model.map(colors), colors).all()) {
 *   found.picture().writeTo(Path.of(found.name() + ".png"));
 * }
 * }</pre>
 */
public final class MapPictures {

  private static final int MOST_PLANES = 16;
  private static final int MOST_PROTOTYPES = 2500;

  /** With more, names would hide the map. */
  private static final int MOST_NAMED = 100;

  private final SomModel model;
  private final SomGrid grid;
  private final SomMapping mapping;
  private final Samples samples;

  /**
   * Describes the pictures.
   *
   * @param model the map
   * @param mapping where the samples lie on it
   * @param samples what the map is of, or what is put into it
   */
  public MapPictures(SomModel model, SomMapping mapping, Samples samples) {
    this.model = model;
    this.grid = model.grid();
    this.mapping = mapping;
    this.samples = samples;
  }

  /**
   * Draws all that suit the samples.
   *
   * @return the pictures
   */
  public List<Illustration> all() {
    List<Illustration> all = new ArrayList<>();
    map().ifPresent(all::add);
    all.add(
        new Illustration(
            "u_matrix",
            plot("U-matrix").values("distance", model.uMatrix()),
            "How far each neuron is from those beside it: groups are dark, borders are light"));
    all.add(
        new Illustration(
            "hits",
            plot("Hits").values("samples", hits()),
            "How many samples each neuron is the winner of"));
    Optional<ImagePictures> images = ImagePictures.of(samples);
    if (images.isPresent() && grid.neurons() <= MOST_PROTOTYPES) {
      all.add(
          new Illustration(
              "prototypes",
              images
                  .get()
                  .prototypes(model.scaling().invert(weights(), model.features()), grid.columns()),
              "The neurons as images"));
    } else if (images.isEmpty()) {
      all.add(planes());
    }
    return all;
  }

  /**
   * Draws how the mean distance of samples to their winners fell.
   *
   * @param history the distances, pass by pass
   * @return the picture; empty if there was no pass
   */
  public static Optional<Illustration> learningCurve(double... history) {
    if (history.length == 0) {
      return Optional.empty();
    }
    double[] passes = IntStream.rangeClosed(1, history.length).asDoubleStream().toArray();
    return Optional.of(
        new Illustration(
            "learning_curve",
            LinePlot.titled("Quantization error of each pass")
                .axes("pass", "mean distance")
                .series("quantization error", passes, history),
            "The mean distance of the samples to their winners in each pass"));
  }

  private MapPlot plot(String title) {
    MapPlot plot = MapPlot.of(grid.rows(), grid.columns()).titled(title);
    return grid.topology() == Topology.HEXAGONAL ? plot.hexagonal() : plot;
  }

  private float[][] hits() {
    float[][] hits = new float[grid.rows()][grid.columns()];
    int[][] counted = mapping.hits();
    for (int row = 0; row < hits.length; row++) {
      for (int column = 0; column < hits[row].length; column++) {
        hits[row][column] = counted[row][column];
      }
    }
    return hits;
  }

  private float[] weights() {
    float[] weights = new float[grid.neurons() * model.features()];
    int at = 0;
    for (float[][] row : model.weights()) {
      for (float[] neuron : row) {
        System.arraycopy(neuron, 0, weights, at, neuron.length);
        at += neuron.length;
      }
    }
    return weights;
  }

  /** The map itself: in the colours that three features make, or by the labels of the samples. */
  private Optional<Illustration> map() {
    Optional<Labels> labels = samples.namedLabels();
    if (model.features() == 3) {
      MapPlot plot = plot("Self-organising map").colors(colors());
      labels.ifPresent(known -> addNames(plot, known));
      return Optional.of(
          new Illustration(
              "map", plot, "The neurons, their three features as red, green and blue"));
    }
    if (labels.isPresent() && labels.get().distinct() <= PointColors.MOST_LABELS) {
      return Optional.of(
          new Illustration(
              "map",
              byLabel(labels.get()),
              "The label that most samples of each neuron have; grey where there is no sample"));
    }
    return Optional.empty();
  }

  /** Red, green and blue between black and white, or between the lowest and highest values. */
  private float[][][] colors() {
    float[] low = new float[3];
    float[] high = new float[3];
    if (samples.maximum().isPresent()) {
      Arrays.fill(high, (float) samples.maximum().getAsDouble());
    } else {
      Arrays.fill(low, Float.POSITIVE_INFINITY);
      Arrays.fill(high, Float.NEGATIVE_INFINITY);
      float[] values = samples.toFloats();
      for (int i = 0; i < values.length; i++) {
        low[i % 3] = Math.min(low[i % 3], values[i]);
        high[i % 3] = Math.max(high[i % 3], values[i]);
      }
    }
    float[] weights = model.scaling().invert(weights(), 3);
    float[][][] colors = new float[grid.rows()][grid.columns()][3];
    for (int i = 0; i < weights.length; i++) {
      int channel = i % 3;
      float width = high[channel] - low[channel];
      int neuron = i / 3;
      colors[neuron / grid.columns()][neuron % grid.columns()][channel] =
          width == 0 ? 0.5f : (weights[i] - low[channel]) / width;
    }
    return colors;
  }

  private void addNames(MapPlot plot, Labels labels) {
    Map<Integer, TreeSet<String>> names = new TreeMap<>();
    int[][] winners = mapping.winners();
    int[] values = labels.values();
    for (int i = 0; i < winners.length; i++) {
      names
          .computeIfAbsent(grid.neuron(winners[i][0], winners[i][1]), neuron -> new TreeSet<>())
          .add(labels.name(values[i]));
    }
    if (names.size() <= MOST_NAMED) {
      names.forEach(
          (neuron, texts) ->
              plot.name(
                  neuron / grid.columns(), neuron % grid.columns(), String.join(", ", texts)));
    }
  }

  private MapPlot byLabel(Labels labels) {
    int[] values = labels.values();
    int[] sorted = Arrays.stream(values).distinct().sorted().toArray();
    int[][] votes = new int[grid.neurons()][sorted.length];
    int[][] winners = mapping.winners();
    for (int i = 0; i < winners.length; i++) {
      int label = Arrays.binarySearch(sorted, values[i]);
      votes[grid.neuron(winners[i][0], winners[i][1])][label]++;
    }
    int[][] most = new int[grid.rows()][grid.columns()];
    for (int neuron = 0; neuron < votes.length; neuron++) {
      most[neuron / grid.columns()][neuron % grid.columns()] = mostVotes(votes[neuron]);
    }
    String[] names = Arrays.stream(sorted).mapToObj(labels::name).toArray(String[]::new);
    return plot("Self-organising map").labels(most, names);
  }

  /** The label with most votes, or -1 if there are none. */
  private static int mostVotes(int[] votes) {
    int winner = -1;
    for (int label = 0; label < votes.length; label++) {
      if (votes[label] > (winner < 0 ? 0 : votes[winner])) {
        winner = label;
      }
    }
    return winner;
  }

  private Illustration planes() {
    MapPanels panels = MapPanels.of(grid.rows(), grid.columns()).titled("Component planes");
    if (grid.topology() == Topology.HEXAGONAL) {
      panels.hexagonal();
    }
    int shown = Math.min(MOST_PLANES, model.features());
    for (int feature = 0; feature < shown; feature++) {
      panels.panel("feature " + feature, model.componentPlane(feature));
    }
    return new Illustration(
        "components",
        panels,
        "One feature of all neurons each"
            + (shown < model.features()
                ? "; the first %d of %d".formatted(shown, model.features())
                : ""));
  }
}
