package io.latent4j.data;

import java.util.ArrayList;
import java.util.List;

/** A growing sequence of numbers, kept in blocks so that growing copies nothing. */
final class NumberBlocks {

  private static final int BLOCK = 1 << 18;

  private final List<double[]> blocks = new ArrayList<>();
  private int used = BLOCK;

  void add(double value) {
    if (used == BLOCK) {
      blocks.add(new double[BLOCK]);
      used = 0;
    }
    blocks.get(blocks.size() - 1)[used++] = value;
  }

  void writeTo(NumberMemory target) {
    for (int i = 0; i < blocks.size(); i++) {
      int count = i == blocks.size() - 1 ? used : BLOCK;
      target.write((long) i * BLOCK, blocks.get(i), count);
    }
  }
}
