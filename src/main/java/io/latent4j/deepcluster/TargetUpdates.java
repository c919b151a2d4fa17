package io.latent4j.deepcluster;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.metrics.Contingency;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Computes the target over all the data every so many steps of training, and ends training when few
 * samples change their cluster. What it knows is part of the state of training, so that a resumed
 * run does what an uninterrupted one would.
 */
final class TargetUpdates implements TrainingListener {

  /** What the network says of all samples. */
  interface Assessment {

    /** How surely each sample belongs to each cluster, (samples, clusters). */
    float[][] assignments();

    /** The codes of the samples, (samples, code). */
    float[][] codes();
  }

  private final Assessment assessment;
  private final ModelVariable<TFloat32> centers;
  private final Optional<int[]> truth;
  private final DeepClustering options;
  private final ModelVariable<TFloat32> target;
  private final ModelVariable<TFloat32> labels;
  private final ModelVariable<TFloat32> log;
  private final int most;
  private double lossSum;
  private int lossCount;

  /**
   * Follows a training.
   *
   * @param samples how many there are
   * @param steps how many steps there will be at most
   */
  TargetUpdates(
      GraphEngine engine,
      DeepClustering options,
      int samples,
      int steps,
      ModelVariable<TFloat32> centers,
      Optional<int[]> truth,
      Assessment assessment) {
    this.options = options;
    this.assessment = assessment;
    this.centers = centers;
    this.truth = truth;
    int clusters = (int) centers.shape().get(0);
    most = steps / options.updateInterval() + 1;
    target = zeros(engine, "target", Shape.of(samples, clusters));
    labels = zeros(engine, "labels", Shape.of(samples));
    log = zeros(engine, "log", Shape.of(1 + (long) most * ClusterUpdate.NUMBERS));
  }

  private static ModelVariable<TFloat32> zeros(GraphEngine engine, String name, Shape shape) {
    return engine.variable(
        name,
        TFloat32.class,
        shape,
        false,
        (tf, size, seed) -> tf.fill(tf.constant(size.asArray()), tf.constant(0f)));
  }

  /** What training is to reach, (samples, clusters). */
  ModelVariable<TFloat32> target() {
    return target;
  }

  /** All updates so far, the first first. */
  List<ClusterUpdate> updates() {
    float[] numbers = log.toFloats();
    List<ClusterUpdate> updates = new ArrayList<>();
    for (int i = 0; i < numbers[0]; i++) {
      int at = 1 + i * ClusterUpdate.NUMBERS;
      updates.add(ClusterUpdate.of(Arrays.copyOfRange(numbers, at, at + ClusterUpdate.NUMBERS)));
    }
    return updates;
  }

  @Override
  public void onStart(TrainingRun run) {
    Map<String, Trackable> known = new LinkedHashMap<>();
    known.put("target", target);
    known.put("labels", labels);
    known.put("log", log);
    run.addState("updates", () -> known);
  }

  @Override
  public void onReady(TrainingRun run) {
    List<ClusterUpdate> before = updates();
    if (before.isEmpty()) {
      update(0);
    } else if (isSettled(before.get(before.size() - 1))) {
      run.stop();
    }
  }

  private boolean isSettled(ClusterUpdate last) {
    return last.step() > 0 && last.reseeded() == 0 && last.change() < options.tolerance();
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    lossSum += loss;
    lossCount++;
    int made = run.epochs().size() * run.stepsPerEpoch() + step;
    if (made % options.updateInterval() == 0 && isSettled(update(made))) {
      run.stop();
    }
  }

  /** Computes the target anew, and takes down what has changed. */
  ClusterUpdate update(int step) {
    float[][] assignments = assessment.assignments();
    int[] now = SoftAssignment.labels(assignments);
    int reseeded = reseed(now);
    if (reseeded > 0) {
      assignments = assessment.assignments();
      now = SoftAssignment.labels(assignments);
    }
    float[][] wanted = SoftAssignment.target(assignments);
    target.assign(flat(wanted));
    float[] before = labels.toFloats();
    int changed = 0;
    float[] kept = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      changed += before[i] == now[i] ? 0 : 1;
      kept[i] = now[i];
    }
    labels.assign(kept);
    int[] found = now;
    Optional<Contingency> agreement = truth.map(known -> Contingency.of(known, found));
    ClusterUpdate update =
        new ClusterUpdate(
            step,
            step == 0 ? 1 : changed / (double) now.length,
            lossCount == 0 ? SoftAssignment.divergence(wanted, assignments) : lossSum / lossCount,
            reseeded,
            figure(agreement.map(Contingency::accuracy)),
            figure(agreement.map(Contingency::normalizedMutualInformation)),
            figure(agreement.map(Contingency::adjustedRandIndex)));
    lossSum = 0;
    lossCount = 0;
    takeDown(update);
    return update;
  }

  private static OptionalDouble figure(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** Puts the center of each cluster without samples where a sample is that fits worst. */
  private int reseed(int[] now) {
    int clusters = (int) centers.shape().get(0);
    int[] sizes = new int[clusters];
    for (int label : now) {
      sizes[label]++;
    }
    if (Arrays.stream(sizes).noneMatch(size -> size == 0)) {
      return 0;
    }
    float[][] codes = assessment.codes();
    float[] values = centers.toFloats();
    int code = codes[0].length;
    double[] distances = new double[codes.length];
    for (int i = 0; i < codes.length; i++) {
      distances[i] = squared(codes[i], values, now[i] * code);
    }
    int reseeded = 0;
    for (int k = 0; k < clusters; k++) {
      if (sizes[k] == 0) {
        int farthest = 0;
        for (int i = 1; i < distances.length; i++) {
          farthest = distances[i] > distances[farthest] ? i : farthest;
        }
        if (distances[farthest] > 0) {
          System.arraycopy(codes[farthest], 0, values, k * code, code);
          reseeded++;
          for (int i = 0; i < codes.length; i++) {
            distances[i] = Math.min(distances[i], squared(codes[i], values, k * code));
          }
        }
      }
    }
    centers.assign(values);
    return reseeded;
  }

  private static double squared(float[] row, float[] values, int at) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      double difference = row[j] - values[at + j];
      sum += difference * difference;
    }
    return sum;
  }

  private void takeDown(ClusterUpdate update) {
    float[] numbers = log.toFloats();
    int at = (int) numbers[0];
    if (at < most) {
      System.arraycopy(
          update.row(), 0, numbers, 1 + at * ClusterUpdate.NUMBERS, ClusterUpdate.NUMBERS);
      numbers[0] = at + 1;
      log.assign(numbers);
    }
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }
}
