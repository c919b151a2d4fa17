package io.latent4j.reinforcement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/**
 * Several games that are stepped together. Where an episode ends, the next begins at once, from a
 * seed that derives from the batch's, the game and the number of the episode.
 *
 * <pre>{@code
 * EnvironmentBatch games = EnvironmentBatch.of(Breakout::create, 8, 42);
 * games.step(player.act(games.observations()));
 * }</pre>
 */
public final class EnvironmentBatch {
  private final CheckedEnvironment[] games;
  private final long seed;
  private final float[][] observations;
  private final float[][] arrived;
  private final Outcome[] outcomes;
  private final double[] sums;
  private final long[] episodes;
  private final int[][] made;
  private final int[] lengths;
  private double endedSum;
  private int endedCount;

  private EnvironmentBatch(CheckedEnvironment[] games, long seed) {
    this.games = games;
    this.seed = seed;
    observations = new float[games.length][];
    arrived = new float[games.length][];
    outcomes = new Outcome[games.length];
    sums = new double[games.length];
    episodes = new long[games.length];
    made = new int[games.length][64];
    lengths = new int[games.length];
    for (int game = 0; game < games.length; game++) {
      begin(game);
    }
  }

  /**
   * Begins games.
   *
   * @param environment makes one
   * @param games how many, at least 1
   * @param seed what all episodes derive from
   * @return the games, each in its first episode
   * @throws IllegalArgumentException if there are none, or the environment is not what it should be
   */
  public static EnvironmentBatch of(
      Supplier<? extends Environment> environment, int games, long seed) {
    Rules.atLeast(1, "games", games);
    CheckedEnvironment[] all = new CheckedEnvironment[games];
    for (int game = 0; game < games; game++) {
      all[game] = new CheckedEnvironment(environment.get());
    }
    return new EnvironmentBatch(all, seed);
  }

  private void begin(int game) {
    observations[game] = games[game].reset(episodeSeed(game, episodes[game]++));
    sums[game] = 0;
    lengths[game] = 0;
  }

  private long episodeSeed(int game, long episode) {
    return GameRandom.derived(GameRandom.derived(seed, game), episode);
  }

  /**
   * How many games there are.
   *
   * @return at least 1
   */
  public int count() {
    return games.length;
  }

  /**
   * The shape of an observation.
   *
   * @return as the environment says
   */
  public Shape observationShape() {
    return games[0].shape();
  }

  /**
   * How many actions there are.
   *
   * @return at least 1
   */
  public int actions() {
    return games[0].actions();
  }

  /**
   * What is seen now, in new episodes where old ones have ended.
   *
   * @return of shape (games, values); not to be changed
   */
  public float[][] observations() {
    return observations;
  }

  /**
   * What the last step led to, before new episodes began.
   *
   * @return of shape (games, values); not to be changed
   * @throws IllegalStateException if no step was made
   */
  public float[][] arrived() {
    requireStep();
    return arrived;
  }

  /**
   * What the last step gave.
   *
   * @return an outcome for each game; not to be changed
   * @throws IllegalStateException if no step was made
   */
  public Outcome[] outcomes() {
    requireStep();
    return outcomes;
  }

  private void requireStep() {
    if (outcomes[0] == null) {
      throw new IllegalStateException("games must make a step before it can be looked at");
    }
  }

  /**
   * Steps all games.
   *
   * @param actions an action for each
   * @throws IllegalArgumentException if there are more or fewer, an action is out of range, or an
   *     environment changes its shape or gives a number that is not finite: the message says at
   *     which step
   */
  public void step(int... actions) {
    if (actions.length != games.length) {
      throw new IllegalArgumentException(
          "actions must be as many as games, %d, but are %d"
              .formatted(games.length, actions.length));
    }
    for (int game = 0; game < games.length; game++) {
      remember(game, actions[game]);
      outcomes[game] = games[game].step(actions[game]);
      arrived[game] = games[game].observation();
      observations[game] = arrived[game];
      sums[game] += outcomes[game].reward();
      if (outcomes[game].ended()) {
        endedSum += sums[game];
        endedCount++;
        begin(game);
      }
    }
  }

  private void remember(int game, int action) {
    if (lengths[game] == made[game].length) {
      made[game] = Arrays.copyOf(made[game], 2 * lengths[game]);
    }
    made[game][lengths[game]++] = action;
  }

  /** Sum and number of the returns of the episodes that ended since this was asked last. */
  float[] takeEnded() {
    float[] ended = {(float) endedSum, endedCount};
    endedSum = 0;
    endedCount = 0;
    return ended;
  }

  /** Writes seeds and actions of the episodes under way, from which {@link #read} makes them. */
  void write(DataOutput out) throws IOException {
    out.writeDouble(endedSum);
    out.writeInt(endedCount);
    for (int game = 0; game < games.length; game++) {
      out.writeLong(episodes[game]);
      out.writeInt(lengths[game]);
      for (int i = 0; i < lengths[game]; i++) {
        out.writeInt(made[game][i]);
      }
    }
  }

  /** Plays the episodes that were under way up to where they were. */
  void read(DataInput in) throws IOException {
    double savedSum = in.readDouble();
    int savedCount = in.readInt();
    for (int game = 0; game < games.length; game++) {
      episodes[game] = in.readLong() - 1;
      begin(game);
      int length = in.readInt();
      for (int i = 0; i < length; i++) {
        int action = in.readInt();
        remember(game, action);
        outcomes[game] = games[game].step(action);
        sums[game] += outcomes[game].reward();
      }
      observations[game] = games[game].observation();
    }
    endedSum = savedSum;
    endedCount = savedCount;
  }
}
