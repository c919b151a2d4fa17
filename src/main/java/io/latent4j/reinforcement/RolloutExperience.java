package io.latent4j.reinforcement;

import io.latent4j.engine.Engine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** Games that are played for some steps each, learned from, and forgotten. */
final class RolloutExperience extends Experience {
  private final Pqn options;
  private final int updates;
  private final float[][] seen;
  private final int[] actions;
  private final double[] rewards;
  private final boolean[] done;
  private final boolean[] ended;
  private final double[] nextValues;
  private final float[] returns;
  private final int[] order;
  private int pass;
  private int at;

  /** The updates of a call divide those of a pass. */
  RolloutExperience(
      Engine engine,
      QNetwork network,
      Pqn options,
      Supplier<? extends Environment> environment,
      int updates) {
    super(
        engine,
        network,
        environment,
        options.games(),
        new Exploration(options.firstEpsilon(), options.lastEpsilon(), options.exploration()));
    this.options = options;
    this.updates = updates;
    int count = options.games() * options.rollout();
    seen = new float[count][];
    actions = new int[count];
    rewards = new double[count];
    done = new boolean[count];
    ended = new boolean[count];
    nextValues = new double[count];
    returns = new float[count];
    order = new int[count];
    pass = options.passes();
    at = count;
  }

  @Override
  public Map<String, TType> next() {
    if (at == order.length) {
      if (pass == options.passes()) {
        playRollout();
        pass = 0;
      }
      pass++;
      at = 0;
      shuffle();
    }
    return batch();
  }

  /** Row t times the number of games plus g is step t of game g. */
  private void playRollout() {
    int count = games.count();
    float[] values = values(games.observations());
    for (int t = 0; t < options.rollout(); t++) {
      System.arraycopy(games.observations(), 0, seen, t * count, count);
      int[] chosen = play(values);
      values = values(games.observations());
      float[] cutOff = null;
      for (int game = 0; game < count; game++) {
        int row = t * count + game;
        Outcome outcome = games.outcomes()[game];
        if (outcome.truncated() && !outcome.done() && cutOff == null) {
          cutOff = values(games.arrived());
        }
        actions[row] = chosen[game];
        rewards[row] = outcome.reward() * options.rewardScale();
        done[row] = outcome.done();
        ended[row] = outcome.ended();
        nextValues[row] = best(outcome.ended() && !outcome.done() ? cutOff : values, game);
      }
    }
    Arrays.setAll(order, i -> i);
    lambdaReturns(
        options.discount(), options.lambda(), count, rewards, done, ended, nextValues, returns);
  }

  private double best(float[] values, int game) {
    int actionCount = games.actions();
    return values[game * actionCount + largest(values, game, actionCount)];
  }

  /**
   * The returns of steps, from the last one backwards: the reward and the discounted mean of the
   * value of what comes next and its return, the latter weighing lambda. Where an episode is done
   * nothing comes next, and where it was cut off the value alone counts.
   */
  static void lambdaReturns(
      double discount,
      double lambda,
      int games,
      double[] rewards,
      boolean[] done,
      boolean[] ended,
      double[] nextValues,
      float[] returns) {
    double[] later = new double[games];
    for (int row = rewards.length - 1; row >= 0; row--) {
      int game = row % games;
      double next = nextValues[row];
      if (row < rewards.length - games && !ended[row]) {
        next = lambda * later[game] + (1 - lambda) * next;
      }
      later[game] = rewards[row] + (done[row] ? 0 : discount * next);
      returns[row] = (float) later[game];
    }
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.below(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private Map<String, TType> batch() {
    int batch = options.batch();
    int rows = updates * batch;
    float[] see = new float[rows * size];
    int[] did = new int[rows];
    float[] numbers = new float[2 * rows];
    Arrays.fill(numbers, 1); // the weights
    for (int i = 0; i < rows; i++) {
      int row = order[at + i];
      System.arraycopy(seen[row], 0, see, i * size, size);
      did[i] = actions[row];
      numbers[i / batch * 2 * batch + i % batch] = returns[row];
    }
    at += rows;
    Map<String, TType> arrays = new LinkedHashMap<>();
    arrays.put(Updates.SEEN, floats(see, Shape.of(1, updates, 1, batch, size)));
    arrays.put(Updates.NUMBERS, floats(numbers, Shape.of(1, updates, 2, batch)));
    arrays.put(Updates.ACTION, ints(did, Shape.of(1, updates, batch)));
    arrays.put(Updates.ENDED, takeEnded());
    return arrays;
  }

  /** Nothing: training is saved between rollouts. */
  @Override
  void write(DataOutputStream out) throws IOException {}

  @Override
  void read(DataInputStream in) throws IOException {}
}
