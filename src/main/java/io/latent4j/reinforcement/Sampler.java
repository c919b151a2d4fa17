package io.latent4j.reinforcement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Draws transitions of a memory to learn from. */
interface Sampler {

  /** Draws places, and what each weighs in the loss. */
  void draw(GameRandom random, int count, int[] places, float[] weights);

  /** A transition has come to a place. */
  default void added(int place) {}

  /** The values at these places were off by so much. */
  default void learned(int[] places, float[] errors) {}

  /** Says how much of training is done. */
  default void progress(double share) {}

  /** Writes what {@link #read} needs. */
  default void write(DataOutput out) throws IOException {}

  /** Reads what {@link #write} wrote. */
  default void read(DataInput in) throws IOException {}

  /** Each as likely as the other. */
  static Sampler uniform() {
    return (random, count, places, weights) -> {
      for (int i = 0; i < places.length; i++) {
        places[i] = random.below(count);
      }
      Arrays.fill(weights, 1);
    };
  }

  /**
   * In proportion to a power of how much the value was off (Schaul and others, <i>Prioritized
   * experience replay</i>, 2016): 0.6 of the error, weights to the power of 0.4 at first and 1 in
   * the end, of the largest weight of a draw.
   */
  final class Prioritized implements Sampler {
    private static final double POWER = 0.6;
    private static final double FIRST_CORRECTION = 0.4;
    private static final double LEAST = 1e-3;

    private final SumTree tree;
    private final int capacity;
    private double largest = 1;
    private double correction = FIRST_CORRECTION;

    Prioritized(int capacity) {
      this.capacity = capacity;
      tree = new SumTree(capacity);
    }

    @Override
    public void draw(GameRandom random, int count, int[] places, float[] weights) {
      double most = 0;
      double part = tree.total() / places.length;
      for (int i = 0; i < places.length; i++) {
        places[i] = tree.find((i + random.uniform()) * part);
        double chance = tree.get(places[i]) / tree.total();
        double weight = Math.pow(count * chance, -correction);
        weights[i] = (float) weight;
        most = Math.max(most, weight);
      }
      for (int i = 0; i < places.length; i++) {
        weights[i] /= (float) most;
      }
    }

    @Override
    public void added(int place) {
      tree.set(place, largest);
    }

    @Override
    public void learned(int[] places, float[] errors) {
      for (int i = 0; i < places.length; i++) {
        double weight = Math.pow(Math.abs(errors[i]) + LEAST, POWER);
        largest = Math.max(largest, weight);
        tree.set(places[i], weight);
      }
    }

    @Override
    public void progress(double share) {
      correction = FIRST_CORRECTION + (1 - FIRST_CORRECTION) * share;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeDouble(largest);
      for (int place = 0; place < capacity; place++) {
        out.writeDouble(tree.get(place));
      }
    }

    @Override
    public void read(DataInput in) throws IOException {
      largest = in.readDouble();
      for (int place = 0; place < capacity; place++) {
        tree.set(place, in.readDouble());
      }
    }
  }
}
