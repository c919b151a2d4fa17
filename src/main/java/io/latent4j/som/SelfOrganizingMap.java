package io.latent4j.som;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A self-organising map (Kohonen): the neuron nearest to a sample, its winner, moves towards the
 * sample, and so do the neurons around the winner, by the neighbourhood. Radius and learning rate
 * fall linearly from what is given here to 0 at the end.
 *
 * <p>Each neuron starts at a random place between two random samples. Whatever the {@link
 * Precision} of the engine, a map is computed in float32.
 *
 * <pre>{@code
 * SomModel model =
 *     SelfOrganizingMap.of(20, 20)
 *         .withTopology(Topology.HEXAGONAL)
 *         .withMode(SomMode.BATCH)
 *         .withIterations(30)
 *         .fit(images);
 * }</pre>
 *
 * @param grid the neurons
 * @param iterations how often to go through the samples
 * @param learningRate what share of the way to a sample its winner goes at first; not used in batch
 *     mode
 * @param radius the radius of the neighbourhood at first
 * @param neighbourhood how strongly neurons around the winner move
 * @param mode when neurons move
 * @param scaling how to scale the samples before all else
 */
public record SelfOrganizingMap(
    SomGrid grid,
    int iterations,
    double learningRate,
    double radius,
    Neighbourhood neighbourhood,
    SomMode mode,
    Scaling.Kind scaling) {

  private static final int LARGEST_JAVA_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Checks the options.
   *
   * @param grid the neurons
   * @param iterations at least 1
   * @param learningRate above 0 and at most 1
   * @param radius above 0
   * @param neighbourhood how strongly neurons around the winner move
   * @param mode when neurons move
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SelfOrganizingMap {
    Objects.requireNonNull(grid, "grid");
    Objects.requireNonNull(neighbourhood, "neighbourhood");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(scaling, "scaling");
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, but is " + iterations);
    }
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learning rate must be above 0 and at most 1, but is " + learningRate);
    }
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("radius must be above 0 and finite, but is " + radius);
    }
  }

  /**
   * A flat rectangular map, trained online for 400 passes with learning rate 0.5, a Gaussian
   * neighbourhood, and half the longer side as radius.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if a size is below 1 or there are too many neurons
   */
  public static SelfOrganizingMap of(int rows, int columns) {
    return new SelfOrganizingMap(
        new SomGrid(rows, columns, Topology.RECTANGULAR, false),
        400,
        0.5,
        Math.max(rows, columns) / 2.0,
        Neighbourhood.GAUSSIAN,
        SomMode.ONLINE,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses how the neurons lie.
   *
   * @param topology the topology; {@link Topology#RECTANGULAR} by default
   * @return the changed options
   * @throws IllegalArgumentException if the map is a toroid, which can't be hexagonal with an odd
   *     number of rows
   */
  public SelfOrganizingMap withTopology(Topology topology) {
    return withGrid(new SomGrid(grid.rows(), grid.columns(), topology, grid.toroid()));
  }

  /**
   * Joins the edges of the map.
   *
   * @return the changed options
   * @throws IllegalArgumentException if the map is hexagonal with an odd number of rows
   */
  public SelfOrganizingMap withToroid() {
    return withGrid(new SomGrid(grid.rows(), grid.columns(), grid.topology(), true));
  }

  private SelfOrganizingMap withGrid(SomGrid changed) {
    return new SelfOrganizingMap(
        changed, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses how long to train.
   *
   * @param iterations how often to go through the samples; 400 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public SelfOrganizingMap withIterations(int iterations) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses the learning rate of the start.
   *
   * @param learningRate above 0 and at most 1; 0.5 by default
   * @return the changed options
   * @throws IllegalArgumentException if the rate is out of its range
   */
  public SelfOrganizingMap withLearningRate(double learningRate) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses the radius of the start.
   *
   * @param radius above 0, in distances from one neuron to the next; half the longer side by
   *     default
   * @return the changed options
   * @throws IllegalArgumentException if the radius is not above 0
   */
  public SelfOrganizingMap withRadius(double radius) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses how strongly neurons around the winner move.
   *
   * @param neighbourhood the neighbourhood; {@link Neighbourhood#GAUSSIAN} by default
   * @return the changed options
   */
  public SelfOrganizingMap withNeighbourhood(Neighbourhood neighbourhood) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses when neurons move.
   *
   * @param mode the mode; {@link SomMode#ONLINE} by default
   * @return the changed options
   */
  public SelfOrganizingMap withMode(SomMode mode) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public SelfOrganizingMap withScaling(Scaling.Kind scaling) {
    return new SelfOrganizingMap(
        grid, iterations, learningRate, radius, neighbourhood, mode, scaling);
  }

  /**
   * Trains a map with the default engine options.
   *
   * @param samples one or more
   * @return the model
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions, PassListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public SomModel fit(Samples samples) {
    return fit(samples, EngineOptions.defaults());
  }

  /**
   * Trains a map.
   *
   * @param samples one or more
   * @param options how to compute; the seed chooses start and order
   * @return the model
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions, PassListener)}
   * @throws IllegalStateException if the samples are closed
   */
  public SomModel fit(Samples samples, EngineOptions options) {
    return fit(samples, options, (pass, quantizationError) -> {});
  }

  /**
   * Trains a map. Samples of more than two axes are flattened, row-major. An interrupt of the
   * thread ends the training after the step, and the map is what it is by then; the thread stays
   * interrupted.
   *
   * @param samples one or more; they are not needed any more afterwards
   * @param options how to compute; the seed chooses start and order
   * @param listener is told of each pass
   * @return the model
   * @throws IllegalArgumentException if the samples can't be scaled as asked for, their distances
   *     are too large for float32, or neurons times features are too many for an array
   * @throws IllegalStateException if the samples are closed
   */
  public SomModel fit(Samples samples, EngineOptions options, PassListener listener) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(listener, "listener");
    long weights = (long) grid.neurons() * samples.features();
    if (weights > LARGEST_JAVA_ARRAY) {
      throw new IllegalArgumentException(
          "neurons times features must be at most %d, but are %d x %d"
              .formatted(LARGEST_JAVA_ARRAY, grid.neurons(), samples.features()));
    }
    EngineOptions exact = options.withPrecision(Precision.FLOAT32);
    ScaledSamples rows = ScaledSamples.of(samples, Scaling.fit(samples, scaling)).forDifferences();
    FeatureRange range = FeatureRange.of(rows);
    float[] planes = StartingWeights.draw(grid.neurons(), rows, exact.seed());
    History history = new History(listener);
    if (mode == SomMode.ONLINE) {
      new OnlineTraining(this, rows, range, planes).run(exact.seed(), history);
    } else {
      new BatchTraining(this, rows, range, planes).run(exact, history);
    }
    WinnerSearch search = new WinnerSearch(planes, grid.neurons(), samples.features());
    SomMapping mapping = SomMapping.of(search, grid, rows, exact.threads());
    Provenance provenance =
        Provenance.of("som", named(), exact, samples)
            .withFigures(
                Map.of(
                    "quantization_error", mapping.quantizationError(),
                    "topographic_error", mapping.topographicError()));
    return new SomModel(this, provenance, rows, planes, mapping, history.values(), exact.threads());
  }

  private Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("grid", grid.rows() + "x" + grid.columns());
    named.put("topology", grid.topology());
    named.put("toroid", grid.toroid());
    named.put("iterations", iterations);
    named.put("learning_rate", learningRate);
    named.put("radius", radius);
    named.put("neighbourhood", neighbourhood);
    named.put("mode", mode);
    named.put("scale", scaling);
    return named;
  }

  /** What is left of a rate or radius when a share of the training is done. */
  static double decayed(double start, double done) {
    return start * (1 - done);
  }
}
