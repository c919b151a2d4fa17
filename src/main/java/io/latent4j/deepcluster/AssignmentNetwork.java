package io.latent4j.deepcluster;

import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Normalization;
import io.latent4j.nn.losses.Losses;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that has learned from codes how surely each belongs to each cluster, from what a
 * mixture on a manifold says of them. It needs neither the manifold nor the samples it was made of.
 *
 * <p>It learns the probabilities, by cross-entropy, and not the places on the manifold: between two
 * clusters the mean of the places that are possible is a place where no sample is.
 */
final class AssignmentNetwork implements Trackable {
  private static final String ASSIGNMENTS = "assignments";
  private static final String NETWORK = "network";
  private static final int UNITS = 256;
  private static final int HIDDEN = 3;
  private static final int BATCH = 256;
  private static final double RATE = 1e-3;

  /** The network sees about so many codes in training, each of many samples fewer times. */
  private static final int CODES_SEEN = 3_000_000;

  private static final int FEWEST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 500;

  private final Design design;
  private final Sequential network;

  /** All that two networks have in common which differ in their weights only. */
  private record Design(float[] mean, float variance, int clusters) {}

  private AssignmentNetwork(Engine engine, Design design) {
    this.design = design;
    List<Layer> layers = new ArrayList<>();
    float[] variances = new float[design.mean.length];
    Arrays.fill(variances, design.variance);
    layers.add(Normalization.of(design.mean, variances));
    for (int i = 0; i < HIDDEN; i++) {
      layers.add(Dense.of(UNITS).withActivation(ActivationFunction.RELU));
    }
    layers.add(Dense.of(design.clusters));
    network = Sequential.of(layers).withName(NETWORK);
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, design.mean.length));
  }

  /** What was trained, and what it left of the loss. */
  record Result(AssignmentNetwork network, double loss) {}

  /**
   * Trains a network.
   *
   * @param codes (samples, code)
   * @param assignments what is to be learned, (samples, clusters)
   * @param fit the fit that this is part of; once that is not to go on, nothing is trained
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  static Result learn(GraphEngine engine, FloatArray codes, FloatArray assignments, Fit fit) {
    AssignmentNetwork untrained =
        new AssignmentNetwork(engine, design(codes, assignments.columns()));
    TrainingPlan plan = plan(codes.rowCount());
    Trainer trainer =
        Trainer.minimizing(
            engine,
            untrained,
            plan.newOptimizer(codes.rowCount()),
            (tf, batch, mode) ->
                Losses.categoricalCrossentropyFromLogits()
                    .apply(
                        tf,
                        batch.floats(ASSIGNMENTS),
                        untrained.logits(tf, batch.samples(), mode)));
    try (TFloat32 x = tensor(codes);
        TFloat32 y = tensor(assignments);
        TrainingSet set = TrainingSet.of(Map.of(TrainingSet.SAMPLES, x, ASSIGNMENTS, y))) {
      NetworkTraining work = new NetworkTraining(fit, plan).savedIn(ASSIGNMENTS);
      if (fit.goesOn()) {
        work.run("learning the clusters", trainer, set, Optional.empty());
      }
      return new Result(untrained, work.figures(trainer, set, Optional.empty()).get("loss"));
    }
  }

  private static TrainingPlan plan(int samples) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, CODES_SEEN / samples));
    return new TrainingPlan("adam", OptionalDouble.of(RATE), RateSchedule.COSINE, epochs, BATCH, 0);
  }

  /** The middle of the codes, and their mean variance, so that distances stay as they are. */
  private static Design design(FloatArray codes, int clusters) {
    float[] values = codes.values();
    int columns = codes.columns();
    double[] sums = new double[columns];
    for (int i = 0; i < values.length; i++) {
      sums[i % columns] += values[i];
    }
    float[] mean = new float[columns];
    for (int c = 0; c < columns; c++) {
      mean[c] = (float) (sums[c] / codes.rowCount());
    }
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = (double) values[i] - mean[i % columns];
      squares += difference * difference;
    }
    return new Design(mean, squares > 0 ? (float) (squares / values.length) : 1, clusters);
  }

  private static TFloat32 tensor(FloatArray array) {
    return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values(), true, false));
  }

  /**
   * How surely codes belong to clusters, before the softmax.
   *
   * @param codes (codes, code)
   * @return (codes, clusters)
   */
  Operand<TFloat32> logits(Ops tf, Operand<TFloat32> codes, Mode mode) {
    return network.call(tf, codes, mode);
  }

  /** A copy in another engine. */
  AssignmentNetwork copyTo(Engine engine) {
    AssignmentNetwork copy = new AssignmentNetwork(engine, design);
    copyValuesTo(copy);
    return copy;
  }

  @Override
  public Map<String, Trackable> children() {
    return Map.of(NETWORK, network);
  }
}
