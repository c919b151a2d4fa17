package io.latent4j.data;

import java.util.ArrayList;
import java.util.List;

/** A growing sequence of floats, kept in blocks so that growing copies nothing. */
final class FloatBlocks {

  private static final int BLOCK = 1 << 18;

  private final List<float[]> blocks = new ArrayList<>();
  private int used = BLOCK;

  void add(float value) {
    if (used == BLOCK) {
      blocks.add(new float[BLOCK]);
      used = 0;
    }
    blocks.get(blocks.size() - 1)[used++] = value;
  }

  void writeTo(TensorMemory target) {
    for (int i = 0; i < blocks.size(); i++) {
      int count = i == blocks.size() - 1 ? used : BLOCK;
      target.write((long) i * BLOCK, blocks.get(i), count);
    }
  }
}
