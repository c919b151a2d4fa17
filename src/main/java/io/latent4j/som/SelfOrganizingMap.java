package io.latent4j.som;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A self-organising map (Kohonen): the neuron nearest to a sample, its winner, moves towards the
 * sample, and so do the neurons around the winner, by the neighbourhood. Radius and learning rate
 * fall linearly from what is given here to 0 at the end.
 *
 * <p>Each neuron starts at a random place between two random samples. Whatever the {@link
 * Precision} of the engine, a map is computed in float32.
 *
 * <pre>{@code
 * SelfOrganizingMap options =
 *     SelfOrganizingMap.of(20, 20)
 *         .withTopology(Topology.HEXAGONAL)
 *         .withMode(SomMode.BATCH)
 *         .withIterations(30);
 * try (SomModel model = options.fit(images)) {
 *   model.save(Path.of("output/map"));
 * }
 * }</pre>
 *
 * @param grid the neurons
 * @param iterations how often to go through the samples
 * @param learningRate what share of the way to a sample its winner goes at first; not used in batch
 *     mode
 * @param radius the radius of the neighbourhood at first
 * @param neighbourhood how strongly neurons around the winner move
 * @param mode when neurons move
 * @param scale how to scale the samples before all else
 */
public record SelfOrganizingMap(
    SomGrid grid,
    int iterations,
    double learningRate,
    double radius,
    Neighbourhood neighbourhood,
    SomMode mode,
    Scaling.Kind scale)
    implements Estimator<SomModel> {

  static final String SYSTEM = "som";

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
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SelfOrganizingMap {
    Objects.requireNonNull(grid, "grid");
    Objects.requireNonNull(neighbourhood, "neighbourhood");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(scale, "scale");
    Options.requireAtLeast(1, "iterations", iterations);
    Options.require(
        learningRate > 0 && learningRate <= 1,
        "learningRate",
        "above 0 and at most 1",
        learningRate);
    Options.requirePositive("radius", radius);
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
        SomGrid.of(rows, columns),
        400,
        0.5,
        Math.max(rows, columns) / 2.0,
        Neighbourhood.GAUSSIAN,
        SomMode.ONLINE,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the neurons.
   *
   * @param grid how many there are, and how they lie
   * @return the changed options; the radius stays as it is
   */
  public SelfOrganizingMap withGrid(SomGrid grid) {
    return Options.with(this, "grid", grid);
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
    return withGrid(grid.withTopology(topology));
  }

  /**
   * Chooses whether the edges of the map are joined.
   *
   * @param toroid true to join them; false by default
   * @return the changed options
   * @throws IllegalArgumentException if the map is hexagonal with an odd number of rows, and they
   *     are to be joined
   */
  public SelfOrganizingMap withToroid(boolean toroid) {
    return withGrid(grid.withToroid(toroid));
  }

  /**
   * Chooses how long to train.
   *
   * @param iterations how often to go through the samples; 400 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public SelfOrganizingMap withIterations(int iterations) {
    return Options.with(this, "iterations", iterations);
  }

  /**
   * Chooses the learning rate of the start.
   *
   * @param learningRate above 0 and at most 1; 0.5 by default
   * @return the changed options
   * @throws IllegalArgumentException if the rate is out of its range
   */
  public SelfOrganizingMap withLearningRate(double learningRate) {
    return Options.with(this, "learningRate", learningRate);
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
    return Options.with(this, "radius", radius);
  }

  /**
   * Chooses how strongly neurons around the winner move.
   *
   * @param neighbourhood the neighbourhood; {@link Neighbourhood#GAUSSIAN} by default
   * @return the changed options
   */
  public SelfOrganizingMap withNeighbourhood(Neighbourhood neighbourhood) {
    return Options.with(this, "neighbourhood", neighbourhood);
  }

  /**
   * Chooses when neurons move.
   *
   * @param mode the mode; {@link SomMode#ONLINE} by default
   * @return the changed options
   */
  public SelfOrganizingMap withMode(SomMode mode) {
    return Options.with(this, "mode", mode);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public SelfOrganizingMap withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return SYSTEM;
  }

  @Override
  public void check(Samples samples) {
    int most = LARGEST_JAVA_ARRAY / samples.features();
    Options.require(
        grid.neurons() <= most,
        "grid",
        "of at most %d neurons for samples of %d features".formatted(most, samples.features()),
        grid.rows() + "x" + grid.columns());
  }

  @Override
  public SomModel fit(Samples samples, FitOptions how) {
    EngineOptions engine = how.engine().withPrecision(Precision.FLOAT32);
    Fit fit = Fit.begin(this, samples, how.withEngine(engine));
    ScaledSamples rows = ScaledSamples.of(samples, Scaling.fit(samples, scale)).forDifferences();
    FeatureRange range = FeatureRange.of(rows);
    float[] planes = StartingWeights.draw(grid.neurons(), rows, engine.seed());
    Passes passes = new Passes(fit, iterations);
    if (mode == SomMode.ONLINE) {
      new OnlineTraining(this, rows, range, planes).run(engine.seed(), passes);
    } else {
      new BatchTraining(this, rows, range, planes).run(engine, passes);
    }
    double[] history = passes.end();
    SomWeights weights = new SomWeights(grid, planes, rows.origin());
    SomMapping mapping = weights.map(samples, rows.scaling(), engine.threads());
    Provenance provenance =
        fit.provenance(
            Map.of(
                "quantization_error", mapping.quantizationError(),
                "topographic_error", mapping.topographicError(),
                "iterations", (double) history.length));
    return new SomModel(
        weights,
        Optional.of(new SomModel.Training(mapping, history)),
        engine.threads(),
        rows.scaling(),
        provenance);
  }

  /** What is left of a rate or radius when a share of the training is done. */
  static double decayed(double start, double done) {
    return start * (1 - done);
  }
}
