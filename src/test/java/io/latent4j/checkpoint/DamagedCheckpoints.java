package io.latent4j.checkpoint;

import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Damages a checkpoint in many ways and restores what is left: a program of its own, because what
 * it looks for is the end of its process.
 */
final class DamagedCheckpoints {
  private static final int CASES = 300;

  private final Path folder;
  private final Random random = new Random(11);
  private final byte[] index;
  private final byte[] data;

  private DamagedCheckpoints(Path folder) throws IOException {
    this.folder = folder;
    this.index = Files.readAllBytes(indexFile());
    this.data = Files.readAllBytes(dataFile());
  }

  /**
   * Prints how many restores were refused and how many went through.
   *
   * @param arguments an empty folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (Engine engine = GraphEngine.create()) {
      TreeNode tree = SampleTree.everyType(engine, false);
      Checkpoint checkpoint = Checkpoint.of(tree);
      checkpoint.save(folder.resolve("ckpt"));
      Map<String, List<?>> values = SampleTree.values(tree);
      DamagedCheckpoints damaged = new DamagedCheckpoints(folder);
      int refused = 0;
      for (int i = 0; i < CASES; i++) {
        damaged.damage(i % 5);
        try {
          checkpoint.restore(folder.resolve("ckpt"));
        } catch (ModelFormatException e) {
          refused++;
        }
        if (!SampleTree.values(tree).equals(values)) {
          throw new AssertionError("case " + i + " restored damaged values");
        }
      }
      System.out.println("refused " + refused + " of " + CASES);
    }
  }

  private void damage(int kind) throws IOException {
    Files.write(indexFile(), kind == 0 ? cut(index) : kind == 1 ? flip(index) : index);
    Files.write(dataFile(), kind == 2 ? cut(data) : kind == 3 ? flip(data) : data);
    if (kind == 4) {
      flipBehindTheChecksum();
    }
  }

  private void flipBehindTheChecksum() throws IOException {
    Map<String, byte[]> entries = SortedTable.read(indexFile());
    List<String> keys = List.copyOf(entries.keySet());
    entries.computeIfPresent(keys.get(random.nextInt(keys.size())), (key, proto) -> flip(proto));
    IndexFile.writeBytes(indexFile(), entries);
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] flip(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return flipped;
  }

  private Path indexFile() {
    return folder.resolve("ckpt.index");
  }

  private Path dataFile() {
    return folder.resolve("ckpt.data-00000-of-00001");
  }
}
