package io.latent4j.reinforcement;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of one game, whose rewards are still being summed. */
final class NStep {
  private final int steps;
  private final double discount;
  private final Deque<Made> open = new ArrayDeque<>();

  /** A step that was made. */
  private record Made(float[] seen, int action, double reward) {}

  /** Takes a transition that is complete. */
  @FunctionalInterface
  interface Taker {
    void take(float[] seen, int action, float reward, float discount, float[] then);
  }

  NStep(int steps, double discount) {
    this.steps = steps;
    this.discount = discount;
  }

  /** A step was made. */
  void add(float[] seen, int action, Outcome outcome, float[] arrived, Taker taker) {
    open.addLast(new Made(seen, action, outcome.reward()));
    if (outcome.ended()) {
      while (!open.isEmpty()) {
        complete(outcome.done(), arrived, taker);
      }
    } else if (open.size() == steps) {
      complete(false, arrived, taker);
    }
  }

  private void complete(boolean done, float[] arrived, Taker taker) {
    double sum = 0;
    double factor = 1;
    for (Made made : open) {
      sum += factor * made.reward;
      factor *= discount;
    }
    Made first = open.removeFirst();
    taker.take(first.seen, first.action, (float) sum, done ? 0 : (float) factor, arrived);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(open.size());
    for (Made made : open) {
      out.writeInt(made.action);
      out.writeDouble(made.reward);
      for (float value : made.seen) {
        out.writeFloat(value);
      }
    }
  }

  void read(DataInputStream in, int size) throws IOException {
    open.clear();
    for (int left = in.readInt(); left > 0; left--) {
      int action = in.readInt();
      double reward = in.readDouble();
      float[] seen = new float[size];
      for (int i = 0; i < size; i++) {
        seen[i] = in.readFloat();
      }
      open.addLast(new Made(seen, action, reward));
    }
  }
}
