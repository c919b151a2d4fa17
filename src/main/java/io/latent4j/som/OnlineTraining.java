package io.latent4j.som;

import io.latent4j.data.ScaledSamples;
import java.util.Arrays;
import java.util.Random;

/** Moves the neurons after each sample. */
final class OnlineTraining {

  /** What moves a neuron by less than float32 can tell does not move it. */
  private static final double NO_PULL = 1e-12;

  /** How many samples there are from one telling to the next within a pass. */
  private static final int TOLD_EVERY = 1024;

  private final SelfOrganizingMap options;
  private final ScaledSamples rows;
  private final FeatureRange range;
  private final float[] planes;
  private final int neurons;
  private final float[] squares;
  private final float[] pull;

  OnlineTraining(
      SelfOrganizingMap options, ScaledSamples rows, FeatureRange range, float[] planes) {
    this.options = options;
    this.rows = rows;
    this.range = range;
    this.planes = planes;
    neurons = options.grid().neurons();
    squares = new float[neurons];
    pull = new float[neurons];
  }

  void run(long seed, Passes passes) {
    Random random = new Random(~seed); // apart from the one that drew the weights
    int[] order = new int[rows.count()];
    Arrays.setAll(order, i -> i);
    double steps = (double) options.iterations() * order.length;
    while (passes.hasNext()) {
      shuffle(order, random);
      double distances = 0;
      for (int i = 0; i < order.length; i++) {
        if (i % TOLD_EVERY == 0) {
          passes.part((double) i / order.length);
        }
        if (!passes.goesOn()) {
          return;
        }
        double done = ((double) passes.done() * order.length + i) / steps;
        distances += step(rows.row(order[i]), done);
      }
      passes.add(distances / order.length);
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  /** Moves the neurons towards a sample, and returns how far the winner was from it. */
  private double step(float[] sample, double done) {
    Arrays.fill(squares, 0);
    for (int feature = 0; feature < sample.length; feature++) {
      WinnerSearch.addSquares(squares, 0, planes, feature * neurons, neurons, sample[feature]);
    }
    int winner = 0;
    for (int neuron = 1; neuron < neurons; neuron++) {
      if (squares[neuron] < squares[winner]) {
        winner = neuron;
      }
    }
    double distance = Math.sqrt(squares[winner]);
    findPull(winner, done);
    boolean bounded = options.neighbourhood().pushesAway();
    for (int feature = 0; feature < sample.length; feature++) {
      move(planes, feature * neurons, pull, sample[feature]);
      if (bounded) {
        clamp(feature);
      }
    }
    return distance;
  }

  private void clamp(int feature) {
    int end = (feature + 1) * neurons;
    for (int i = feature * neurons; i < end; i++) {
      planes[i] = range.clamp(feature, planes[i]);
    }
  }

  private void findPull(int winner, double done) {
    double rate = SelfOrganizingMap.decayed(options.learningRate(), done);
    double radius = SelfOrganizingMap.decayed(options.radius(), done);
    for (int neuron = 0; neuron < neurons; neuron++) {
      double strength =
          rate * options.neighbourhood().at(options.grid().distance(winner, neuron), radius);
      pull[neuron] = Math.abs(strength) < NO_PULL ? 0 : (float) strength;
    }
  }

  private static void move(float[] planes, int plane, float[] pull, float value) {
    for (int neuron = 0; neuron < pull.length; neuron++) {
      planes[plane + neuron] += pull[neuron] * (value - planes[plane + neuron]);
    }
  }
}
