package io.latent4j.data;

import java.util.ArrayList;
import java.util.List;

/** A growing sequence of numbers, kept in blocks so that growing copies nothing. */
final class DoubleBlocks {

  private static final int SHIFT = 16;
  private static final int BLOCK = 1 << SHIFT;

  private final List<double[]> blocks = new ArrayList<>();
  private long size;

  void add(double[] values, int count) {
    for (int done = 0; done < count; ) {
      int used = (int) (size & (BLOCK - 1));
      if (used == 0) {
        blocks.add(new double[BLOCK]);
      }
      int part = Math.min(count - done, BLOCK - used);
      System.arraycopy(values, done, blocks.get(blocks.size() - 1), used, part);
      size += part;
      done += part;
    }
  }

  double get(long index) {
    return blocks.get((int) (index >>> SHIFT))[(int) (index & (BLOCK - 1))];
  }

  long size() {
    return size;
  }
}
