package io.latent4j.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * All pairs of blocks, in rounds like those of a tournament: in each, a block occurs in one pair
 * only. So threads that share a round never touch the same block, and what is added up for a block
 * is added in the same order by any number of threads.
 *
 * @param blocks how many there are
 */
record BlockRounds(int blocks) {

  /** A block and another, or the same one. */
  record Pair(int first, int second) {}

  /** How many rounds there are. */
  int count() {
    return blocks + blocks % 2;
  }

  /** The pairs of a round; in the first, each block is with itself. */
  List<Pair> round(int round) {
    List<Pair> pairs = new ArrayList<>();
    if (round == 0) {
      for (int block = 0; block < blocks; block++) {
        pairs.add(new Pair(block, block));
      }
      return pairs;
    }
    // One stays where it is while all others move on around the table; the odd one out has a rest.
    int moving = count() - 1;
    add(pairs, round - 1, moving);
    for (int i = 1; i <= moving / 2; i++) {
      add(pairs, (round - 1 + i) % moving, (round - 1 - i + moving) % moving);
    }
    return pairs;
  }

  private void add(List<Pair> pairs, int first, int second) {
    if (Math.max(first, second) < blocks) {
      pairs.add(new Pair(Math.min(first, second), Math.max(first, second)));
    }
  }
}
