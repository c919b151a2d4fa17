package io.latent4j.som;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelFunction;
import io.latent4j.model.ArrayModel;
import io.latent4j.model.DoubleArray;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A trained map. Weights, distances and what {@link #quantize} returns are on the scale that the
 * samples have after {@link #scaling()}.
 *
 * <p>Its variable is {@code weights} (R, C, d). Where the samples are so far from zero that float32
 * has too few digits for the weights, {@code weights_remainder} has what is missing.
 */
public final class SomModel extends ArrayModel {
  private static final String WEIGHTS = "weights";

  private final SomWeights weights;
  private final Optional<Training> training;
  private final int threads;

  /** What is known of the samples of the fit, unless the model was loaded. */
  record Training(SomMapping mapping, double[] history) {}

  SomModel(
      SomWeights weights,
      Optional<Training> training,
      int threads,
      Scaling scaling,
      Provenance provenance) {
    super(scaling, provenance);
    this.weights = weights;
    this.training = training;
    this.threads = threads;
  }

  /**
   * Loads a model that was saved. If it was saved again by Python, which keeps neither topology nor
   * scale, the grid is taken for rectangular without joined edges.
   *
   * @param folder the SavedModel, by {@link #save} or saved again by Python
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static SomModel load(Path folder) {
    return SavedParts.read(
        folder,
        SelfOrganizingMap.SYSTEM,
        parts -> {
          DoubleArray array = parts.doubles(WEIGHTS, 3);
          return new SomModel(
              SomWeights.of(grid(parts, array.shape()), array, parts.hasRemainder(WEIGHTS)),
              Optional.empty(),
              EngineOptions.defaults().threads(),
              parts.scaling(),
              parts.provenance());
        });
  }

  private static SomGrid grid(SavedParts parts, Shape shape) {
    Map<String, Object> options = parts.provenance().options();
    String topology = String.valueOf(options.getOrDefault("topology", Topology.RECTANGULAR));
    boolean toroid = Boolean.TRUE.equals(options.get("toroid"));
    try {
      return new SomGrid(
          (int) shape.get(0),
          (int) shape.get(1),
          Topology.valueOf(topology.toUpperCase(Locale.ROOT)),
          toroid);
    } catch (IllegalArgumentException e) {
      throw parts.broken("a grid", shape + " " + topology + (toroid ? " toroid" : ""));
    }
  }

  /**
   * Returns the grid of the neurons.
   *
   * @return the grid, R rows and C columns below
   */
  public SomGrid grid() {
    return weights.grid();
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  @Override
  public int features() {
    return weights.features();
  }

  /**
   * Returns the samples that the neurons stand for.
   *
   * @return a new array (R, C, d)
   */
  public float[][][] weights() {
    float[][][] all = new float[grid().rows()][grid().columns()][];
    for (int row = 0; row < all.length; row++) {
      for (int column = 0; column < all[row].length; column++) {
        all[row][column] = weights.of(grid().neuron(row, column));
      }
    }
    return all;
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
    float[][] plane = new float[grid().rows()][];
    for (int row = 0; row < plane.length; row++) {
      plane[row] = weights.of(feature, row);
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
        sum += weights.distance(neuron, other);
      }
      matrix[neuron / grid().columns()][neuron % grid().columns()] =
          adjacent.length == 0 ? 0 : (float) (sum / adjacent.length);
    }
    return matrix;
  }

  /**
   * Returns where the samples of the fit lie on the map.
   *
   * @return the mapping, n samples below
   * @throws IllegalStateException if the model was loaded: a file does not have it
   */
  public SomMapping mapping() {
    return known().mapping();
  }

  private Training known() {
    return Fit.known(training, "mapping and history are those");
  }

  /**
   * Returns the winner of each sample of the fit.
   *
   * @return a new array (n, 2): row and column
   * @throws IllegalStateException if the model was loaded
   */
  public int[][] winners() {
    return mapping().winners();
  }

  /**
   * Returns how many samples of the fit each neuron is the winner of.
   *
   * @return a new array (R, C)
   * @throws IllegalStateException if the model was loaded
   */
  public int[][] hits() {
    return mapping().hits();
  }

  /**
   * Returns how well the neurons stand for the samples of the fit.
   *
   * @return the mean distance of a sample to its winner; NaN if the model was saved by another
   *     program
   */
  public double quantizationError() {
    return figures().getOrDefault("quantization_error", Double.NaN);
  }

  /**
   * Returns how often the map is folded where samples of the fit lie.
   *
   * @return the share of the samples whose second nearest neuron is not adjacent to the nearest;
   *     NaN if the model was saved by another program
   */
  public double topographicError() {
    return figures().getOrDefault("topographic_error", Double.NaN);
  }

  /**
   * Returns how training went.
   *
   * @return a copy of the mean distances of the samples to their winners while each pass lasted; as
   *     many as there were complete passes
   * @throws IllegalStateException if the model was loaded
   */
  public double[] history() {
    return known().history().clone();
  }

  /**
   * Returns how many passes over the samples were completed.
   *
   * @return at most as many as asked for; 0 if the model was saved by another program
   */
  public int iterations() {
    return figures().getOrDefault("iterations", 0.0).intValue();
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
    Fit.requireFeatures(features(), samples);
    return weights.map(samples, scaling(), threads);
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
      quantized[i] = weights.of(found.winner(i));
    }
    return quantized;
  }

  @Override
  protected Map<String, FloatArray> arrays() {
    return weights.array().inFloats(WEIGHTS, weights.areFar());
  }

  /**
   * {@code predict}, from x (samples, d) to winners (samples, 2: row, column) as int32, and {@code
   * quantize}, from x to quantized (samples, d).
   */
  @Override
  protected List<ModelFunction> functions(Variables variables) {
    MapFunctions functions = new MapFunctions(variables.pair(WEIGHTS));
    return List.of(functions.predict(), functions.quantize());
  }

  /** A line for each option and figure. */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    Map<String, Object> options = provenance().options();
    line(text, "neighbourhood", options.get("neighbourhood"));
    line(text, "radius at first", options.get("radius"));
    if (SomMode.ONLINE.toString().equals(options.get("mode"))) {
      line(text, "learning rate at first", options.get("learning_rate"));
    }
    line(text, "neurons", grid().neurons());
    training.ifPresent(
        known -> {
          int[] hits = Arrays.stream(known.mapping().hits()).flatMapToInt(Arrays::stream).toArray();
          line(text, "neurons that win", Arrays.stream(hits).filter(count -> count > 0).count());
          line(text, "most samples of one", Arrays.stream(hits).max().orElseThrow());
        });
    line(text, "quantization error", String.format(Locale.ROOT, "%.6g", quantizationError()));
    line(text, "topographic error", String.format(Locale.ROOT, "%.6g", topographicError()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    if (value != null) {
      text.append("%-22s  %s%n".formatted(name, value));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "SOM of %s (%d x %d): %s, %d passes %s; quantization error %.4g, topographic error %.4g",
        provenance().data(),
        provenance().samples(),
        features(),
        grid(),
        iterations(),
        provenance().options().getOrDefault("mode", "unknown"),
        quantizationError(),
        topographicError());
  }
}
