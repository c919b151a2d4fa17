package io.latent4j.som;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import java.util.Arrays;
import java.util.Locale;

/**
 * A trained map. Weights, distances and what {@link #quantize} returns are on the scale that the
 * samples have after {@link #scaling()}. A model holds no native memory, never changes, and may be
 * used by several threads.
 */
public final class SomModel {

  private final SelfOrganizingMap options;
  private final Provenance provenance;
  private final Scaling scaling;

  /** The point that the weights are about, near to samples that are far from zero. */
  private final double[] origin;

  private final float[] planes;
  private final SomMapping mapping;
  private final double[] history;
  private final int threads;

  /** Takes over the weights: feature by feature, those of all neurons one after the other. */
  SomModel(
      SelfOrganizingMap options,
      Provenance provenance,
      ScaledSamples rows,
      float[] planes,
      SomMapping mapping,
      double[] history,
      int threads) {
    this.options = options;
    this.provenance = provenance;
    this.scaling = rows.scaling();
    this.origin = rows.origin();
    this.planes = planes;
    this.mapping = mapping;
    this.history = history;
    this.threads = threads;
  }

  /**
   * Returns the grid of the neurons.
   *
   * @return the grid, R rows and C columns below
   */
  public SomGrid grid() {
    return options.grid();
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  public int features() {
    return planes.length / grid().neurons();
  }

  /**
   * Returns the samples that the neurons stand for.
   *
   * @return a new array (R, C, d)
   */
  public float[][][] weights() {
    float[][][] weights = new float[grid().rows()][grid().columns()][];
    for (int row = 0; row < weights.length; row++) {
      for (int column = 0; column < weights[row].length; column++) {
        weights[row][column] = weights(grid().neuron(row, column));
      }
    }
    return weights;
  }

  private float[] weights(int neuron) {
    float[] weights = new float[features()];
    for (int feature = 0; feature < weights.length; feature++) {
      weights[feature] = (float) weight(neuron, feature);
    }
    return weights;
  }

  private double weight(int neuron, int feature) {
    return planes[feature * grid().neurons() + neuron] + origin[feature];
  }

  /**
   * Returns one feature of all neurons.
   *
   * @param feature the feature, from 0
   * @return a new array (R, C)
   * @throws IllegalArgumentException if there is no such feature
   */
  public float[][] componentPlane(int feature) {
    if (feature < 0 || feature >= features()) {
      throw new IllegalArgumentException(
          "feature must be from 0 to %d, but is %d".formatted(features() - 1, feature));
    }
    float[][] plane = new float[grid().rows()][grid().columns()];
    for (int row = 0; row < plane.length; row++) {
      for (int column = 0; column < plane[row].length; column++) {
        plane[row][column] = (float) weight(grid().neuron(row, column), feature);
      }
    }
    return plane;
  }

  /**
   * Returns how far each neuron's weights are from those beside it: groups of samples are valleys,
   * and the borders between them ridges.
   *
   * @return a new array (R, C) of mean distances to the adjacent neurons; 0 for a map of one neuron
   */
  public float[][] uMatrix() {
    float[][] matrix = new float[grid().rows()][grid().columns()];
    for (int neuron = 0; neuron < grid().neurons(); neuron++) {
      int[] adjacent = grid().adjacent(neuron);
      double sum = 0;
      for (int other : adjacent) {
        sum += distance(neuron, other);
      }
      matrix[neuron / grid().columns()][neuron % grid().columns()] =
          adjacent.length == 0 ? 0 : (float) (sum / adjacent.length);
    }
    return matrix;
  }

  private double distance(int one, int other) {
    double square = 0;
    for (int plane = 0; plane < planes.length; plane += grid().neurons()) {
      double difference = (double) planes[plane + one] - planes[plane + other];
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /**
   * Returns where the samples of the fit lie on the map.
   *
   * @return the mapping, n samples below
   */
  public SomMapping mapping() {
    return mapping;
  }

  /**
   * Returns the winner of each sample of the fit.
   *
   * @return a new array (n, 2): row and column
   */
  public int[][] winners() {
    return mapping.winners();
  }

  /**
   * Returns how many samples of the fit each neuron is the winner of.
   *
   * @return a new array (R, C)
   */
  public int[][] hits() {
    return mapping.hits();
  }

  /**
   * Returns how well the neurons stand for the samples of the fit.
   *
   * @return the mean distance of a sample to its winner
   */
  public double quantizationError() {
    return mapping.quantizationError();
  }

  /**
   * Returns how often the map is folded where samples of the fit lie.
   *
   * @return the share of the samples whose second nearest neuron is not adjacent to the nearest
   */
  public double topographicError() {
    return mapping.topographicError();
  }

  /**
   * Returns how training went.
   *
   * @return a copy of the mean distances of the samples to their winners while each pass lasted; as
   *     many as there were complete passes
   */
  public double[] history() {
    return history.clone();
  }

  /**
   * Finds where samples lie on the map.
   *
   * @param samples of as many features as those of the fit, of any type and shape, not yet scaled
   * @return the mapping
   * @throws IllegalArgumentException if the number of features differs, or a sample is too far from
   *     the map for float32
   * @throws IllegalStateException if the samples are closed
   */
  public SomMapping map(Samples samples) {
    if (samples.features() != features()) {
      throw new IllegalArgumentException(
          "samples must have %d features, as those of the fit, but have %d"
              .formatted(features(), samples.features()));
    }
    WinnerSearch search = new WinnerSearch(planes, grid().neurons(), features());
    return SomMapping.of(search, grid(), ScaledSamples.of(samples, scaling).about(origin), threads);
  }

  /**
   * Finds the neurons nearest to samples.
   *
   * @param samples of as many features as those of the fit, of any type and shape, not yet scaled
   * @return (samples, 2): row and column
   * @throws IllegalArgumentException see {@link #map}
   * @throws IllegalStateException if the samples are closed
   */
  public int[][] predict(Samples samples) {
    return map(samples).winners();
  }

  /**
   * Replaces samples by the weights of the neurons nearest to them.
   *
   * @param samples of as many features as those of the fit, of any type and shape, not yet scaled
   * @return (samples, d), on the scale after {@link #scaling()}
   * @throws IllegalArgumentException see {@link #map}
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] quantize(Samples samples) {
    SomMapping found = map(samples);
    float[][] quantized = new float[found.count()][];
    for (int i = 0; i < quantized.length; i++) {
      quantized[i] = weights(found.winner(i));
    }
    return quantized;
  }

  /**
   * Returns how samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * Returns where the model comes from.
   *
   * @return the options, the seed, the data and the figures
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The model as TensorFlow variables and functions, to be saved for other programs.
   *
   * @return a model of its own, to be closed by the caller
   */
  public SavableMap savable() {
    double[] weights = new double[planes.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(i / features(), i % features());
    }
    boolean exact = Arrays.stream(origin).anyMatch(value -> value != 0);
    return new SavableMap(grid(), weights, exact, scaling);
  }

  /**
   * Describes the model as a table.
   *
   * @return a line for each option and figure
   */
  public String summary() {
    int used = 0;
    int most = 0;
    for (int[] row : hits()) {
      for (int hits : row) {
        used += hits > 0 ? 1 : 0;
        most = Math.max(most, hits);
      }
    }
    StringBuilder text = new StringBuilder(this + "\n");
    line(text, "neighbourhood", options.neighbourhood());
    line(text, "radius at first", options.radius());
    if (options.mode() == SomMode.ONLINE) {
      line(text, "learning rate at first", options.learningRate());
    }
    line(text, "neurons", grid().neurons());
    line(text, "neurons that win", used);
    line(text, "most samples of one", most);
    line(text, "quantization error", String.format(Locale.ROOT, "%.6g", quantizationError()));
    line(text, "topographic error", String.format(Locale.ROOT, "%.6g", topographicError()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-22s  %s%n".formatted(name, value));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "SOM of %s (%d x %d): %s, %d passes %s; quantization error %.4g, topographic error %.4g",
        provenance.data(),
        mapping.count(),
        features(),
        grid(),
        history.length,
        options.mode(),
        quantizationError(),
        topographicError());
  }
}
