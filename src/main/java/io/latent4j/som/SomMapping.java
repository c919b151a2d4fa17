package io.latent4j.som;

import io.latent4j.data.ScaledSamples;

/**
 * Where samples lie on a map.
 *
 * <p>Rows and columns count from 0. Of neurons at the same distance from a sample the one in the
 * first row, and there in the first column, is the winner.
 */
public final class SomMapping {

  private final SomGrid grid;
  private final WinnerSearch.Found found;

  private SomMapping(SomGrid grid, WinnerSearch.Found found) {
    this.grid = grid;
    this.found = found;
  }

  static SomMapping of(WinnerSearch search, SomGrid grid, ScaledSamples rows, int threads) {
    return new SomMapping(grid, search.find(rows, threads));
  }

  /**
   * Returns the number of samples.
   *
   * @return the number, n below
   */
  public int count() {
    return found.winners().length;
  }

  /**
   * Returns the neuron nearest to each sample.
   *
   * @return a new array (n, 2): row and column
   */
  public int[][] winners() {
    int[][] winners = new int[count()][];
    for (int i = 0; i < winners.length; i++) {
      int winner = found.winners()[i];
      winners[i] = new int[] {winner / grid.columns(), winner % grid.columns()};
    }
    return winners;
  }

  /** The number of the neuron nearest to a sample. */
  int winner(int sample) {
    return found.winners()[sample];
  }

  /**
   * Returns how far each sample is from its winner.
   *
   * @return a copy (n), on the scale after scaling
   */
  public float[] distances() {
    return found.distances().clone();
  }

  /**
   * Returns how many samples each neuron is the winner of.
   *
   * @return a new array (R, C)
   */
  public int[][] hits() {
    int[][] hits = new int[grid.rows()][grid.columns()];
    for (int winner : found.winners()) {
      hits[winner / grid.columns()][winner % grid.columns()]++;
    }
    return hits;
  }

  /**
   * Returns how well the neurons stand for the samples.
   *
   * @return the mean distance of a sample to its winner
   */
  public double quantizationError() {
    double sum = 0;
    for (float distance : found.distances()) {
      sum += distance;
    }
    return sum / count();
  }

  /**
   * Returns how often the map is folded where samples lie.
   *
   * @return the share of the samples whose second nearest neuron is not adjacent to the nearest; 0
   *     for a map of one neuron
   */
  public double topographicError() {
    int folded = 0;
    for (int i = 0; i < count(); i++) {
      int second = found.seconds()[i];
      if (second >= 0 && !grid.isAdjacent(found.winners()[i], second)) {
        folded++;
      }
    }
    return (double) folded / count();
  }
}
