package io.latent4j.data;

import java.util.ArrayList;
import java.util.List;

/** A growing sequence of integers, kept in blocks so that growing copies nothing. */
final class IntBlocks {

  private static final int SHIFT = 14;
  private static final int BLOCK = 1 << SHIFT;

  private final List<int[]> blocks = new ArrayList<>();
  private int size;

  void add(int value) {
    int used = size & (BLOCK - 1);
    if (used == 0) {
      blocks.add(new int[BLOCK]);
    }
    blocks.get(blocks.size() - 1)[used] = value;
    size++;
  }

  int size() {
    return size;
  }

  int[] toArray() {
    int[] all = new int[size];
    for (int i = 0; i < blocks.size(); i++) {
      int start = i << SHIFT;
      System.arraycopy(blocks.get(i), 0, all, start, Math.min(BLOCK, size - start));
    }
    return all;
  }
}
