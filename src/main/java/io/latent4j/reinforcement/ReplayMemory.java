package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * Transitions to learn from again: what was seen and done, what it earned over some steps, what is
 * seen then, and what the value of that counts (0 where the episode was done). When it is full, the
 * oldest one makes room.
 */
final class ReplayMemory {
  private static final int OTHER_BYTES = 12;
  private static final int PRIORITY_BYTES = 32;

  private final int capacity;
  private final ObservationStore observations;
  private final int[] actions;
  private final float[] rewards;
  private final float[] discounts;
  private int count;
  private int next;

  ReplayMemory(int capacity, ObservationStore.Kind kind) {
    this.capacity = capacity;
    observations = kind.store(capacity);
    actions = new int[capacity];
    rewards = new float[capacity];
    discounts = new float[capacity];
  }

  /** How many bytes a memory takes when it is full. */
  static long bytes(int capacity, ObservationStore.Kind kind, boolean prioritized) {
    return capacity * (kind.bytes() + OTHER_BYTES + (prioritized ? PRIORITY_BYTES : 0));
  }

  /** Refuses a memory that the virtual machine has no room for. */
  static void check(int capacity, ObservationStore.Kind kind, boolean prioritized) {
    long needed = bytes(capacity, kind, prioritized);
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
              kind.size(),
              needed * 1e-9));
    }
  }

  int count() {
    return count;
  }

  /** Adds a transition, and says where it is. */
  int add(float[] seen, int action, float reward, float discount, float[] then) {
    int place = next;
    observations.put(place, seen, then);
    actions[place] = action;
    rewards[place] = reward;
    discounts[place] = discount;
    next = (next + 1) % capacity;
    count = Math.max(count, place + 1);
    return place;
  }

  /** Copies what was seen, or what was seen then, to where zeros are. */
  void copy(int place, boolean then, float[] into, int at) {
    observations.copy(place, then, into, at);
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
    }
    observations.write(out, count);
  }

  void read(DataInput in) throws IOException {
    count = in.readInt();
    next = in.readInt();
    for (int place = 0; place < count; place++) {
      actions[place] = in.readInt();
      rewards[place] = in.readFloat();
      discounts[place] = in.readFloat();
    }
    observations.read(in, count);
  }
}
