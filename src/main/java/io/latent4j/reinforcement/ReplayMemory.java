package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * Transitions to learn from again: what was seen and done, what it earned over some steps, what is
 * seen then, and what the value of that counts (0 where the episode was done). When it is full, the
 * oldest one makes room. Observations of zeros and ones take a bit a value.
 */
final class ReplayMemory {
  private static final int OTHER_BYTES = 12;
  private static final int PRIORITY_BYTES = 32;

  private final int capacity;
  private final int size;
  private final int words;
  private final long[][] bits;
  private final float[][] floats;
  private final int[] actions;
  private final float[] rewards;
  private final float[] discounts;
  private int count;
  private int next;

  ReplayMemory(int capacity, int size, boolean binary) {
    this.capacity = capacity;
    this.size = size;
    words = (size + 63) / 64;
    bits = binary ? new long[capacity][] : null;
    floats = binary ? null : new float[capacity][];
    actions = new int[capacity];
    rewards = new float[capacity];
    discounts = new float[capacity];
  }

  /** How many bytes a memory takes when it is full. */
  static long bytes(int capacity, int size, boolean binary, boolean prioritized) {
    long values = binary ? 16L * ((size + 63) / 64) : 8L * size;
    return capacity * (values + OTHER_BYTES + 24 + (prioritized ? PRIORITY_BYTES : 0));
  }

  /** Refuses a memory that the virtual machine has no room for. */
  static void check(int capacity, int size, boolean binary, boolean prioritized) {
    long needed = bytes(capacity, size, binary, prioritized);
    Runtime machine = Runtime.getRuntime();
    long free = machine.maxMemory() - (machine.totalMemory() - machine.freeMemory());
    if (needed > free) {
      throw new InvalidOptionException(
          "replay",
          String.format(
              Locale.ROOT,
              "must fit into the memory that Java has left, %.1f GB, but %d transitions of %d"
                  + " values take %.1f GB; java -Xmx gives more",
              free * 1e-9,
              capacity,
              size,
              needed * 1e-9));
    }
  }

  int count() {
    return count;
  }

  /** Adds a transition, and says where it is. */
  int add(float[] seen, int action, float reward, float discount, float[] then) {
    int place = next;
    if (bits == null) {
      float[] both = new float[2 * size];
      System.arraycopy(seen, 0, both, 0, size);
      System.arraycopy(then, 0, both, size, size);
      floats[place] = both;
    } else {
      long[] both = new long[2 * words];
      pack(seen, both, 0);
      pack(then, both, words);
      bits[place] = both;
    }
    actions[place] = action;
    rewards[place] = reward;
    discounts[place] = discount;
    next = (next + 1) % capacity;
    count = Math.max(count, place + 1);
    return place;
  }

  private static void pack(float[] values, long[] into, int from) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        into[from + i / 64] |= 1L << i;
      }
    }
  }

  /** Copies what was seen, or what was seen then, to where zeros are. */
  void copy(int place, boolean then, float[] into, int at) {
    if (bits == null) {
      System.arraycopy(floats[place], then ? size : 0, into, at, size);
      return;
    }
    long[] both = bits[place];
    int from = then ? words : 0;
    for (int word = 0; word < words; word++) {
      for (long left = both[from + word]; left != 0; left &= left - 1) {
        into[at + 64 * word + Long.numberOfTrailingZeros(left)] = 1;
      }
    }
  }

  int action(int place) {
    return actions[place];
  }

  float reward(int place) {
    return rewards[place];
  }

  float discount(int place) {
    return discounts[place];
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    out.writeInt(next);
    for (int place = 0; place < count; place++) {
      out.writeInt(actions[place]);
      out.writeFloat(rewards[place]);
      out.writeFloat(discounts[place]);
      if (bits == null) {
        for (float value : floats[place]) {
          out.writeFloat(value);
        }
      } else {
        for (long word : bits[place]) {
          out.writeLong(word);
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readInt();
    next = in.readInt();
    for (int place = 0; place < count; place++) {
      actions[place] = in.readInt();
      rewards[place] = in.readFloat();
      discounts[place] = in.readFloat();
      if (bits == null) {
        floats[place] = new float[2 * size];
        for (int i = 0; i < 2 * size; i++) {
          floats[place][i] = in.readFloat();
        }
      } else {
        bits[place] = new long[2 * words];
        for (int i = 0; i < 2 * words; i++) {
          bits[place][i] = in.readLong();
        }
      }
    }
  }
}
