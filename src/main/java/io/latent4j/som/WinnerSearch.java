package io.latent4j.som;

import io.latent4j.data.ScaledSamples;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.parallel.Workers;
import java.util.Arrays;

/**
 * Finds the neurons nearest to samples, by the squares of differences: exact where a product of
 * matrices, which subtracts large numbers from each other, is not.
 *
 * <p>Weights are kept feature by feature, those of all neurons one after the other, so that the
 * inner loops run over neurons and become vector instructions.
 */
final class WinnerSearch {

  /** Rows that share each look at the weights, which are then still near the processor. */
  private static final int BLOCK = 8;

  /** Below so many differences to square, one thread is done before others have started. */
  private static final double WORTH_THREADS = 1e6;

  private final float[] planes;
  private final int neurons;
  private final int features;

  WinnerSearch(float[] planes, int neurons, int features) {
    this.planes = planes;
    this.neurons = neurons;
    this.features = features;
  }

  /** What was found: the nearest neuron, the next nearest (-1 if there is none), the distance. */
  record Found(int[] winners, int[] seconds, float[] distances) {
    static Found room(int count) {
      return new Found(new int[count], new int[count], new float[count]);
    }

    private void requireFinite() {
      for (int i = 0; i < distances.length; i++) {
        if (!Float.isFinite(distances[i])) {
          throw new InvalidOptionException(
              "samples",
              "must be so near to the map that float32 holds the square of the distance,"
                  + " but sample "
                  + i
                  + " is not");
        }
      }
    }
  }

  /** Looks at all rows, by several threads; their number makes no difference to what is found. */
  Found find(ScaledSamples rows, int threads) {
    Found found = Found.room(rows.count());
    double work = (double) rows.count() * neurons * features;
    try (Workers workers = new Workers(work < WORTH_THREADS ? 1 : threads)) {
      rows.forEachChunk(
          (first, count, values) ->
              workers.divide(
                  count, (part, from, to) -> find(values, from, to, found, first + from)));
    }
    found.requireFinite();
    return found;
  }

  /**
   * Looks at rows {@code from} to {@code to} (exclusive) and notes what it finds from {@code
   * target} on. Of neurons at the same distance the one with the lowest number wins.
   */
  private void find(float[] rows, int from, int to, Found found, int target) {
    float[] squares = new float[BLOCK * neurons];
    for (int first = from; first < to; first += BLOCK) {
      int count = Math.min(BLOCK, to - first);
      Arrays.fill(squares, 0);
      for (int feature = 0; feature < features; feature++) {
        for (int i = 0; i < count; i++) {
          float value = rows[(first + i) * features + feature];
          addSquares(squares, i * neurons, planes, feature * neurons, neurons, value);
        }
      }
      for (int i = 0; i < count; i++) {
        note(squares, i * neurons, found, target + first - from + i);
      }
    }
  }

  /** Adds the squared differences of one feature. */
  static void addSquares(
      float[] squares, int at, float[] planes, int plane, int neurons, float value) {
    for (int neuron = 0; neuron < neurons; neuron++) {
      float difference = value - planes[plane + neuron];
      squares[at + neuron] += difference * difference;
    }
  }

  private void note(float[] squares, int at, Found found, int index) {
    int winner = 0;
    int second = -1;
    for (int neuron = 1; neuron < neurons; neuron++) {
      float square = squares[at + neuron];
      if (square < squares[at + winner]) {
        second = winner;
        winner = neuron;
      } else if (second < 0 || square < squares[at + second]) {
        second = neuron;
      }
    }
    found.winners[index] = winner;
    found.seconds[index] = second;
    found.distances[index] = (float) Math.sqrt(squares[at + winner]);
  }
}
