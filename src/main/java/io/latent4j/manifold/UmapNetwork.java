package io.latent4j.manifold;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A network that learns UMAP's map: dense layers with ReLU, trained by Adam, whose rate falls by a
 * cosine, to put samples where UMAP put them.
 *
 * @param layers how many units each hidden layer has
 * @param trainingEpochs how often to go through the samples; if empty, 500 times up to 10,000
 *     samples, 50 times more of them
 * @param batch how many samples a step sees; all, if there are fewer
 * @param learningRate the rate of the first step
 */
public record UmapNetwork(
    List<Integer> layers, OptionalInt trainingEpochs, int batch, double learningRate)
    implements Options {
  private static final int MANY = 10_000;
  private static final int EPOCHS_OF_FEW = 500;
  private static final int EPOCHS_OF_MANY = 50;

  /**
   * Checks the options.
   *
   * @param layers each at least 1; there may be none, for a linear map
   * @param trainingEpochs at least 1
   * @param batch at least 1
   * @param learningRate above 0 and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public UmapNetwork {
    layers = List.copyOf(layers);
    for (int units : layers) {
      if (units < 1) {
        throw new InvalidOptionException(
            "layers", "must have at least 1 unit each, but are " + layers);
      }
    }
    trainingEpochs.ifPresent(count -> Options.requireAtLeast(1, "trainingEpochs", count));
    Options.requireAtLeast(1, "batch", batch);
    Options.requirePositive("learningRate", (float) learningRate);
  }

  /**
   * Makes a network of these hidden layers.
   *
   * @param layers how many units each has, at least 1
   * @return options with all else by default: batches of 256, a rate of 0.001
   * @throws IllegalArgumentException if a number is below 1
   */
  public static UmapNetwork of(int... layers) {
    return new UmapNetwork(Arrays.stream(layers).boxed().toList(), OptionalInt.empty(), 256, 1e-3);
  }

  /**
   * Chooses the hidden layers.
   *
   * @param layers how many units each has, at least 1; 256, 256, 256 by default
   * @return the changed options
   * @throws IllegalArgumentException if a number is below 1
   */
  public UmapNetwork withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  /**
   * Chooses how often to go through the samples.
   *
   * @param trainingEpochs at least 1; by default 500 for up to 10,000 samples, 50 for more
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public UmapNetwork withTrainingEpochs(int trainingEpochs) {
    return Options.with(this, "trainingEpochs", OptionalInt.of(trainingEpochs));
  }

  /**
   * Chooses how many samples a step sees.
   *
   * @param batch at least 1; 256 by default
   * @return the changed options
   * @throws IllegalArgumentException if the number is below 1
   */
  public UmapNetwork withBatch(int batch) {
    return Options.with(this, "batch", batch);
  }

  /**
   * Chooses the rate of the first step.
   *
   * @param learningRate above 0 and finite; 0.001 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not
   */
  public UmapNetwork withLearningRate(double learningRate) {
    return Options.with(this, "learningRate", learningRate);
  }

  /** How often to go through so many samples. */
  int epochs(int samples) {
    return trainingEpochs.orElse(samples <= MANY ? EPOCHS_OF_FEW : EPOCHS_OF_MANY);
  }

  /** The plan of training on so many samples. */
  TrainingPlan plan(int samples) {
    return new TrainingPlan(
        "adam", OptionalDouble.of(learningRate), RateSchedule.COSINE, epochs(samples), batch, 0);
  }
}
