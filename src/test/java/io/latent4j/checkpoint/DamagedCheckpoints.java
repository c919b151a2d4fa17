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
  private static final int KINDS = 7;

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
   * @param arguments an empty folder, and the number of cases
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int cases = Integer.parseInt(arguments[1]);
    try (Engine engine = GraphEngine.create()) {
      TreeNode tree = SampleTree.everyType(engine, false);
      Checkpoint checkpoint = Checkpoint.of(tree);
      checkpoint.save(folder.resolve("ckpt"));
      Map<String, List<?>> values = SampleTree.values(tree);
      DamagedCheckpoints damaged = new DamagedCheckpoints(folder);
      int refused = 0;
      for (int i = 0; i < cases; i++) {
        damaged.damage(i % KINDS);
        try {
          checkpoint.restore(folder.resolve("ckpt"));
        } catch (ModelFormatException e) {
          refused++;
        }
        if (!SampleTree.values(tree).equals(values)) {
          throw new AssertionError("case " + i + " restored damaged values");
        }
      }
      System.out.println("refused " + refused + " of " + cases);
    }
  }

  private void damage(int kind) throws IOException {
    byte[] index = this.index;
    byte[] data = this.data;
    switch (kind) {
      case 0 -> index = cut(index);
      case 1 -> index = flip(index);
      case 2 -> data = cut(data);
      case 3 -> data = flip(data);
      case 5 -> index = grow(index);
      case 6 -> data = grow(data);
      default -> {}
    }
    Files.write(indexFile(), index);
    Files.write(dataFile(), data);
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

  private byte[] grow(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    byte[] grown = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
    System.arraycopy(bytes, at, grown, grown.length - (bytes.length - at), bytes.length - at);
    return grown;
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
