package io.latent4j.manifold;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.GaussianNoise;
import io.latent4j.nn.layers.Normalization;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that has learned from examples where rows go, such as from the places that UMAP gave
 * them; it lives in one engine.
 *
 * <p>In training, rows are blurred by noise as wide as their nearest neighbours are far: without
 * it, a network remembers the place of each row, and puts others between them anywhere.
 *
 * <pre>{@code
 * ParametricMap map =
 *     ParametricMap.learn(engine, UmapNetwork.of(256, 256), rows, places, fit, "the map");
 * Operand<TFloat32> placed = map.call(tf, x, Mode.INFERENCE); // (rows, components)
 * }</pre>
 */
final class ParametricMap implements Trackable {
  static final String TRANSFORM = "transform";
  static final String EMBEDDING = "embedding";
  private static final String PLACES = "places";
  private static final String NETWORK = "network";

  /** What keeps the gradient of the distance finite at 0. */
  private static final float SMOOTH = 1e-6f;

  private final Design design;
  private final Sequential network;
  private final Map<String, Double> figures;

  /** All that two networks have in common which differ in their weights only. */
  private record Design(
      List<Integer> units, float[] mean, float variance, float noise, float[][] places) {}

  private ParametricMap(Engine engine, Design design, Map<String, Double> figures) {
    this.design = design;
    this.figures = figures;
    List<Layer> layers = new ArrayList<>();
    float[] variances = new float[design.mean.length];
    Arrays.fill(variances, design.variance);
    layers.add(Normalization.of(design.mean, variances));
    layers.add(GaussianNoise.of(design.noise));
    for (int count : design.units) {
      layers.add(Dense.of(count).withActivation(ActivationFunction.RELU));
    }
    layers.add(Dense.of(design.places[0].length));
    layers.add(placing(design.places[0], design.places[1]));
    network = Sequential.of(layers).withName(NETWORK);
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, design.mean.length));
  }

  /** Brings what has mean 0 and variance 1 to the mean and deviation of places. */
  private static Normalization placing(float[] mean, float[] deviation) {
    float[] shift = new float[mean.length];
    float[] variance = new float[mean.length];
    for (int c = 0; c < mean.length; c++) {
      shift[c] = -mean[c] / deviation[c];
      variance[c] = 1 / (deviation[c] * deviation[c]);
    }
    return Normalization.of(shift, variance);
  }

  /**
   * Trains a network.
   *
   * @param engine where it will live
   * @param options its layers, and how to train it
   * @param rows what the places are of, (rows, features)
   * @param places where they go, (rows, components)
   * @param fit the fit that this is part of; once that is not to go on, nothing is trained
   * @param stage what listeners are told is under way
   * @return the network
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  static ParametricMap learn(
      GraphEngine engine,
      UmapNetwork options,
      FloatArray rows,
      FloatArray places,
      Fit fit,
      String stage) {
    float[][] features = moments(rows);
    double square = 0;
    for (float deviation : features[1]) {
      square += deviation * deviation;
    }
    float variance = (float) (square / features[1].length);
    double noise = NearestGap.of(rows) / Math.sqrt((double) variance * rows.columns());
    Design design =
        new Design(options.layers(), features[0], variance, (float) noise, moments(places));
    ParametricMap untrained = new ParametricMap(engine, design, Map.of());
    TrainingPlan plan = options.plan(rows.rowCount());
    Trainer trainer =
        Trainer.minimizing(
            engine,
            untrained,
            plan.newOptimizer(rows.rowCount()),
            (tf, batch, mode) ->
                distance(tf, batch.floats(PLACES), untrained.call(tf, batch.samples(), mode)));
    try (TFloat32 x = tensor(rows);
        TFloat32 y = tensor(places);
        TrainingSet set = TrainingSet.of(Map.of(TrainingSet.SAMPLES, x, PLACES, y))) {
      NetworkTraining work = new NetworkTraining(fit, plan).savedIn(stage.replace(' ', '-'));
      if (fit.goesOn()) {
        work.run(stage, trainer, set, Optional.empty());
      }
      return untrained.with(work.figures(trainer, set, Optional.empty()));
    }
  }

  /**
   * The mean distance of places from where they should be. Its square would put a row that may
   * belong to either of two groups between them, where no row is.
   */
  private static Operand<TFloat32> distance(
      Ops tf, Operand<TFloat32> wanted, Operand<TFloat32> places) {
    Operand<TFloat32> squared =
        tf.reduceSum(tf.math.square(tf.math.sub(wanted, places)), tf.constant(-1));
    return tf.math.mean(tf.math.sqrt(tf.math.add(squared, tf.constant(SMOOTH))), tf.constant(0));
  }

  private ParametricMap(ParametricMap trained, Map<String, Double> figures) {
    this.design = trained.design;
    this.network = trained.network;
    this.figures = figures;
  }

  private ParametricMap with(Map<String, Double> gave) {
    return new ParametricMap(this, gave);
  }

  private static TFloat32 tensor(FloatArray array) {
    return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values(), true, false));
  }

  /** Means and standard deviations; where all values are the same, 1. */
  private static float[][] moments(FloatArray rows) {
    float[] values = rows.values();
    int columns = rows.columns();
    int count = rows.rowCount();
    float[][] moments = new float[2][columns];
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        sum += values[i * columns + c];
      }
      for (int i = 0; i < count; i++) {
        double difference = values[i * columns + c] - sum / count;
        squares += difference * difference;
      }
      moments[0][c] = (float) (sum / count);
      moments[1][c] = squares > 0 ? (float) Math.sqrt(squares / count) : 1;
    }
    return moments;
  }

  /**
   * Places rows.
   *
   * @param tf the operations of the engine
   * @param x (rows, features)
   * @param mode whether rows are blurred as in training
   * @return (rows, components)
   */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, Mode mode) {
    return network.call(tf, x, mode);
  }

  /**
   * A copy in another engine.
   *
   * @param engine where the copy will live
   * @return a network of the same weights
   */
  ParametricMap copyTo(Engine engine) {
    ParametricMap copy = new ParametricMap(engine, design, figures);
    copyValuesTo(copy);
    return copy;
  }

  /**
   * What training gave.
   *
   * @return {@code loss}: the mean distance from the places that were to be learned
   */
  Map<String, Double> figures() {
    return figures;
  }

  /** The functions of a copy in an engine that holds nothing else, and is closed with them. */
  ModelFunctions functions(EngineOptions options, Scaling scaling, Provenance provenance) {
    return GraphEngine.createFor(
        options,
        engine -> {
          ParametricMap copy = copyTo(engine);
          ModelFunction transform =
              ModelFunction.of(
                  TRANSFORM,
                  List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, design.mean.length)),
                  (tf, in) -> Map.of(EMBEDDING, copy.call(tf, in.floats("x"), Mode.INFERENCE)));
          return ModelFunctions.of(
              new SavedNetwork(engine, copy, List.of(transform), scaling, provenance));
        });
  }

  @Override
  public Map<String, Trackable> children() {
    return Map.of(NETWORK, network);
  }
}
